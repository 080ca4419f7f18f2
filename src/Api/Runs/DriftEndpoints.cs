using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Mail;
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
    /// <summary>How many runs of one organisation may have their models tested.</summary>
    private const int MaxWatches = 100;

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
    /// Has the run's model tested every hour, day or week against each seed of the project that is newer than the run's
    /// own and was not tested yet. The first look is within a minute.
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

        string owner = Letter.IsAddress(user.Email()) ? user.Email() : run.Owner; // a key has no address
        string every = request.Every.ToString().ToLowerInvariant();
        var due = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into drift_watches (run_id, tenant_id, every, owner, due_at)
            values ({id.Value}, {db.Tenant.Value}, {every}, {owner}, {due})
            on conflict (run_id) do update
            set every = excluded.every, owner = excluded.owner, due_at = excluded.due_at
            """,
            ct
        );
        db.Note("drift.watch", id.ToString(), new { request.Every });
        await db.SaveChangesAsync(ct);
        if (await db.DriftWatches.CountAsync(ct) > MaxWatches)
        {
            throw DriftWatchRefusals.TooMany(MaxWatches);
        }
        await transaction.CommitAsync(ct);
        return TypedResults.Ok((await FindAsync(db, id, ct))!);
    }

    /// <summary>Ends the tests of the run's model. What they said stays.</summary>
    internal static async Task<NoContent> Stop(Id<Run> id, AethergenDb db, CancellationToken ct)
    {
        await db.Runs.GetAsync(id, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.DriftWatches.Where(row => row.RunId == id).ExecuteDeleteAsync(ct) > 0)
        {
            db.Note("drift.stop", id.ToString());
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
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
        var now = clock.GetUtcNow();
        int asked = await db
            .DriftWatches.Where(row => row.RunId == id)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.DueAt, now), ct);
        return asked > 0 && await FindAsync(db, id, ct) is { } watch
            ? TypedResults.Accepted((string?)null, watch)
            : throw DriftWatchRefusals.NotWatched(run);
    }

    private static Task<DriftWatch?> FindAsync(AethergenDb db, Id<Run> run, CancellationToken ct) =>
        db.DriftWatches.AsNoTracking().SingleOrDefaultAsync(row => row.RunId == run, ct);
}
