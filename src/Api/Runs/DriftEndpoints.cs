using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Runs;

/// <summary>Whether a finished run's model still describes the newest rows of its project.</summary>
internal static class DriftEndpoints
{
    public static void MapDrift(this IEndpointRouteBuilder api)
    {
        var drift = api.MapGroup("/runs/{id}/drift")
            .WithTags("Runs")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);
        drift.MapGet("/", Get).WithName("GetDriftWatch");
        drift.MapGet("/checks", List).WithName("ListDriftChecks");
        drift
            .MapPut("/", Watch)
            .WithName("WatchForDrift")
            .Needs(Role.Engineer)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        drift.MapDelete("/", Stop).WithName("StopWatchingForDrift").Needs(Role.Engineer);
        drift
            .MapPost("/check", CheckNow)
            .WithName("CheckForDriftNow")
            .Needs(Role.Engineer)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed record RunDrift
    {
        /// <summary>Null where the run's model is not tested again and again.</summary>
        public DriftWatch? Watch { get; init; }
    }

    public sealed record NewWatch
    {
        [Required]
        public required DriftEvery Every { get; init; }
    }

    /// <summary>How often newer rows of the project are tested against the run's model, and when next.</summary>
    internal static async Task<Ok<RunDrift>> Get(Id<Run> id, AethergenDb db, CancellationToken ct)
    {
        await db.Runs.GetAsync(id, ct);
        return TypedResults.Ok(new RunDrift { Watch = await FindAsync(db, id, ct) });
    }

    /// <summary>The tests of the run's model, latest first, from position <paramref name="offset"/> on.</summary>
    internal static async Task<Ok<List<DriftCheck>>> List(
        Id<Run> id,
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    )
    {
        await db.Runs.GetAsync(id, ct);
        return TypedResults.Ok(
            await db
                .DriftChecks.AsNoTracking()
                .Where(check => check.RunId == id)
                .OrderByDescending(check => check.At)
                .ThenBy(check => check.Id)
                .PartAsync(offset, limit, ct)
        );
    }

    /// <summary>
    /// Has the run's model tested every hour, day or week against the newest seed of the project, where that is newer
    /// than the run's own and was not tested yet. The first look is at once.
    /// </summary>
    internal static async Task<Ok<DriftWatch>> Watch(
        Id<Run> id,
        NewWatch request,
        ClaimsPrincipal user,
        AethergenDb db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var run = await db.Runs.GetAsync(id, ct);
        if (run.Summary?.LeadingTrial() is null)
        {
            throw DriftWatchRefusals.NothingToTest(run);
        }

        var watch = await FindAsync(db, id, ct);
        if (watch is null)
        {
            watch = new DriftWatch
            {
                RunId = id,
                Every = request.Every,
                Owner = user.Email(),
                DueAt = clock.GetUtcNow(),
            };
            db.DriftWatches.Add(watch);
        }
        else
        {
            watch.Every = request.Every;
            watch.Owner = user.Email();
            watch.DueAt = clock.GetUtcNow();
        }
        db.Note("drift.watch", id.ToString(), new { request.Every });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(watch);
    }

    /// <summary>Ends the tests of the run's model. What they said stays.</summary>
    internal static async Task<NoContent> Stop(Id<Run> id, AethergenDb db, CancellationToken ct)
    {
        await db.Runs.GetAsync(id, ct);
        if (await FindAsync(db, id, ct) is { } watch)
        {
            db.DriftWatches.Remove(watch);
            db.Note("drift.stop", id.ToString());
            await db.SaveChangesAsync(ct);
        }
        return TypedResults.NoContent();
    }

    /// <summary>Has a worker look for newer rows within a minute, instead of at the next time.</summary>
    internal static async Task<Accepted<DriftWatch>> CheckNow(
        Id<Run> id,
        AethergenDb db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var run = await db.Runs.GetAsync(id, ct);
        var watch = await FindAsync(db, id, ct) ?? throw DriftWatchRefusals.NotWatched(run);
        watch.DueAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        return TypedResults.Accepted((string?)null, watch);
    }

    private static Task<DriftWatch?> FindAsync(AethergenDb db, Id<Run> run, CancellationToken ct) =>
        db.DriftWatches.SingleOrDefaultAsync(row => row.RunId == run, ct);
}
