using System.ComponentModel.DataAnnotations;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Runs;

internal static class TrialEndpoints
{
    private const int MaxListed = 1000;

    public static void MapTrials(this IEndpointRouteBuilder api) =>
        api.MapGet("/runs/{id}/trials", List)
            .WithName("ListTrials")
            .WithTags("Runs")
            .Needs(Role.Analyst)
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>
    /// The run's trials and their state, in the order in which they start, beginning at position
    /// <paramref name="from"/>.
    /// </summary>
    internal static async Task<Ok<List<RunTrial>>> List(
        Id<Run> id,
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int from = 0,
        [Range(1, MaxListed)] int limit = Paging.Max
    )
    {
        await db.Runs.GetAsync(id, ct);
        return TypedResults.Ok(
            await db
                .Trials.AsNoTracking()
                .Where(trial => trial.RunId == id && trial.Place >= from)
                .OrderBy(trial => trial.Place)
                .Take(limit)
                .ToListAsync(ct)
        );
    }
}
