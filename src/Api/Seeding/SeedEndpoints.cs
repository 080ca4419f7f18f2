using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Privacy;
using AethergenAI.Formats;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Seeding;

internal static class SeedEndpoints
{
    private const int BufferSize = 128 * 1024;

    public static void MapSeeds(this IEndpointRouteBuilder api)
    {
        var ofProject = api.MapGroup("/projects/{id}/seeds")
            .WithTags("Seeding")
            .ProducesProblem(StatusCodes.Status404NotFound);
        ofProject.MapGet("/", List).WithName("ListSeeds").Needs(Role.Analyst);
        ofProject
            .MapPost("/", Upload)
            .WithName("UploadSeed")
            .RequireRateLimiting(Overload.Files)
            .Needs(Role.Engineer)
            .Accepts<Stream>("*/*")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

        var seeds = api.MapGroup("/seeds/{id}")
            .WithTags("Seeding")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
        seeds.MapGet("/", Get).WithName("GetSeed");
        seeds
            .MapPost("/check", Check)
            .WithName("CheckSeed")
            .RequireRateLimiting(Overload.Files)
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    public sealed record CheckSeed
    {
        [Required]
        public required Schema Schema { get; init; }
    }

    internal static async Task<Ok<List<SeedFile>>> List(Id<Project> id, AethergenDb db, CancellationToken ct)
    {
        await db.Projects.GetAsync(id, ct);
        return TypedResults.Ok(
            await db
                .Seeds.AsNoTracking()
                .Where(seed => seed.ProjectId == id)
                .OrderByDescending(seed => seed.CreatedAt)
                .ToListAsync(ct)
        );
    }

    /// <summary>
    /// Reads and profiles the body and stores it as a seed. A file that cannot be read is not stored.
    /// </summary>
    /// <param name="name">The file's name, with its extension.</param>
    /// <param name="dialect">How a CSV file is written, where that is not to be judged on its rows.</param>
    internal static async Task<CreatedAtRoute<SeedFile>> Upload(
        Id<Project> id,
        [Required, StringLength(200, MinimumLength = 1)] string name,
        [AsParameters] FileDialect dialect,
        HttpRequest request,
        AethergenDb db,
        BlobStore blobs,
        TenantDb tenants,
        IOptions<UploadOptions> options,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await db.Projects.GetAsync(id, ct);
        request.LimitBody(options.Value.LargestSeed);
        SchemaProposal? found = null;
        var blob = await blobs.PutAsync(
            db.Tenant,
            (file, token) => request.Body.CopyToAsync(file, BufferSize, token),
            ct,
            check: path =>
            {
                found = TableFile.Infer(path, Path.GetFileNameWithoutExtension(name), dialect.Options(), ct);
                InputGate.CheckJson(JsonSerializer.SerializeToUtf8Bytes(found, Json.Options));
            }
        );
        var seed = new SeedFile
        {
            Id = Id<SeedFile>.New(),
            ProjectId = id,
            Name = name,
            Sha256 = blob.Sha256,
            Bytes = blob.Bytes,
            Rows = found!.Rows,
            Profile = found,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Seeds.Add(seed);
        await db.SaveChangesAsync(ct);
        await new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock).TouchOutsideAsync(
            $"seed {seed.Id}",
            "inferred schema and exact profile, shown to Analysts, Engineers and Owners",
            ct
        );
        return TypedResults.CreatedAtRoute(seed, "GetSeed", new { id = seed.Id });
    }

    internal static async Task<Ok<SeedFile>> Get(Id<SeedFile> id, AethergenDb db, CancellationToken ct) =>
        TypedResults.Ok(await db.Seeds.GetAsync(id, ct));

    /// <summary>
    /// Lists the rows and columns where the seed breaks the schema. Rules that the seed itself defines, such as its
    /// combinations, always hold.
    /// </summary>
    internal static async Task<Ok<SchemaFindings>> Check(
        Id<SeedFile> id,
        CheckSeed request,
        AethergenDb db,
        TenantDb tenants,
        BlobStore blobs,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var seed = await db.Seeds.GetAsync(id, ct);
        SchemaCheck.Check(request.Schema);
        await new PostgresLedger(tenants, db.Tenant, seed.Sha256, clock).TouchOutsideAsync(
            $"seed {seed.Id}",
            "check against a schema, exact counts shown to whoever asked",
            ct
        );
        using var file = await blobs.OpenLocalAsync(db.Tenant, seed.Sha256, ct);
        var findings = TableFile.Check(file.Path, request.Schema, ct: ct);
        // Rules that the seed defines hold in the seed itself, so it needs no message that they were not checked.
        return TypedResults.Ok(findings with { NotChecked = [] });
    }
}
