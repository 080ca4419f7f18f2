using System.ComponentModel.DataAnnotations;
using AethergenAI.Api.Hosting;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tenancy;

internal static class ProjectEndpoints
{
    public static void MapProjects(this IEndpointRouteBuilder api)
    {
        var projects = api.MapGroup("/projects").WithTags("Projects");
        projects.MapGet("/", List).WithName("ListProjects").Needs(Role.Analyst);
        projects.MapPost("/", Create).WithName("CreateProject").AllowRepeats().Needs(Role.Engineer);
        projects
            .MapGet("/{id}", Get)
            .WithName("GetProject")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed record NewProject
    {
        [Required, StringLength(200, MinimumLength = 1)]
        public required string Name { get; init; }
    }

    /// <summary>The projects, latest first, from position <paramref name="offset"/> on.</summary>
    internal static async Task<Ok<List<Project>>> List(
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    ) =>
        TypedResults.Ok(
            await db
                .Projects.AsNoTracking()
                .OrderByDescending(project => project.CreatedAt)
                .ThenBy(project => project.Id)
                .PartAsync(offset, limit, ct)
        );

    internal static async Task<CreatedAtRoute<Project>> Create(
        NewProject request,
        AethergenDb db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var project = new Project
        {
            Id = Id<Project>.New(),
            Name = request.Name.Trim(),
            CreatedAt = clock.GetUtcNow(),
        };
        db.Projects.Add(project);
        await db.SaveChangesAsync(ct);
        return TypedResults.CreatedAtRoute(project, "GetProject", new { id = project.Id });
    }

    internal static async Task<Ok<Project>> Get(Id<Project> id, AethergenDb db, CancellationToken ct) =>
        TypedResults.Ok(await db.Projects.GetAsync(id, ct));
}
