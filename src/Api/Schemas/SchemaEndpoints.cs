using System.ComponentModel.DataAnnotations;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.Schemas;

internal static class SchemaEndpoints
{
    public static void MapSchemas(this IEndpointRouteBuilder api)
    {
        var ofProject = api.MapGroup("/projects/{id}/schemas")
            .WithTags("Schemas")
            .ProducesProblem(StatusCodes.Status404NotFound);
        ofProject.MapGet("/", List).WithName("ListSchemas").Needs(Role.Analyst);
        ofProject
            .MapPost("/", Save)
            .WithName("SaveSchema")
            .AllowRepeats()
            .Needs(Role.Engineer)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/constraints", Kinds).WithName("ListConstraintKinds").WithTags("Schemas").Needs(Role.Analyst);
        api.MapPost("/constraints/sentences", Sentences)
            .WithName("DescribeConstraints")
            .WithTags("Schemas")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/schemas/{id}", Get)
            .WithName("GetSchema")
            .WithTags("Schemas")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed record NewSchema
    {
        /// <summary>The name that all versions share; if absent, the name in the document.</summary>
        [StringLength(200, MinimumLength = 1)]
        public string? Name { get; init; }

        [Required]
        public required Schema Document { get; init; }
    }

    public sealed record ConstraintList
    {
        [Required, MaxLength(1000)]
        public required IReadOnlyList<Constraint> Constraints { get; init; }
    }

    /// <summary>
    /// All versions of the project's schemas, ordered by name, the newest of each first, from position
    /// <paramref name="offset"/> on.
    /// </summary>
    internal static async Task<Ok<List<SchemaVersion>>> List(
        Id<Project> id,
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    )
    {
        await db.Projects.GetAsync(id, ct);
        return TypedResults.Ok(
            await db
                .Schemas.AsNoTracking()
                .Where(row => row.ProjectId == id)
                .OrderBy(row => row.Name)
                .ThenByDescending(row => row.Number)
                .PartAsync(offset, limit, ct)
        );
    }

    /// <summary>
    /// Saves the next version of the schema. If nothing has changed, returns the newest version.
    /// </summary>
    internal static async Task<CreatedAtRoute<SchemaVersion>> Save(
        Id<Project> id,
        NewSchema request,
        AethergenDb db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await db.Projects.GetAsync(id, ct);
        SchemaCheck.Check(request.Document);
        string name = request.Name ?? request.Document.Name;
        string hash = SchemaHash.Of(request.Document);
        var newest = await db
            .Schemas.AsNoTracking()
            .Where(row => row.ProjectId == id && row.Name == name)
            .OrderByDescending(row => row.Number)
            .FirstOrDefaultAsync(ct);
        if (newest?.Hash == hash)
        {
            return Created(newest);
        }

        var version = new SchemaVersion
        {
            Id = Id<SchemaVersion>.New(),
            ProjectId = id,
            Name = name,
            Number = (newest?.Number ?? 0) + 1,
            Hash = hash,
            Document = request.Document,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Schemas.Add(version);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken)
            when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw SchemaVersionRefusals.SavedMeanwhile(name);
        }

        return Created(version);
    }

    internal static async Task<Ok<SchemaVersion>> Get(Id<SchemaVersion> id, AethergenDb db, CancellationToken ct) =>
        TypedResults.Ok(await db.Schemas.GetAsync(id, ct));

    /// <summary>The kinds of constraints that a schema may have, with their fields.</summary>
    internal static Ok<IReadOnlyList<ConstraintDescription>> Kinds() => TypedResults.Ok(ConstraintCatalogue.All);

    /// <summary>Each constraint in words, in the order of the request.</summary>
    internal static Ok<IReadOnlyList<string>> Sentences(ConstraintList request) =>
        TypedResults.Ok<IReadOnlyList<string>>([.. request.Constraints.Select(constraint => constraint.Sentence())]);

    private static CreatedAtRoute<SchemaVersion> Created(SchemaVersion version) =>
        TypedResults.CreatedAtRoute(version, "GetSchema", new { id = version.Id });
}
