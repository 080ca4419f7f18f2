using AethergenAI.Data;
using AethergenAI.Data.Runs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Worker.Jobs;

/// <summary>What the row of a run says of what it waits for outside it.</summary>
internal static class RunWaits
{
    /// <summary>
    /// Says what the run waits for; since when, unless it waited for the same before and has stored no file since.
    /// Says nothing of a run that another worker holds by now: for that one nothing may be missing.
    /// </summary>
    internal static async Task NoteAsync(
        TenantDb tenants,
        Id<Tenant> tenant,
        Id<Run> run,
        OutsideNeed need,
        DateTimeOffset since
    )
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        await using var together = await db.Database.BeginTransactionAsync();
        if (!await RunLease.IsFreeAsync(db, run, CancellationToken.None))
        {
            return;
        }

        var open = db
            .Runs.Where(row => row.Id == run)
            .Where(row => row.Status == RunStatus.Queued || row.Status == RunStatus.Running);
        await open.Where(row => row.WaitsFor != need)
            .ExecuteUpdateAsync(row =>
                row.SetProperty(it => it.WaitsFor, need)
                    .SetProperty(it => it.WaitsSince, since)
                    .SetProperty(it => it.WorksAgain, false)
            );
        await open.Where(row => row.WorksAgain).ExecuteUpdateAsync(row => row.SetProperty(it => it.WorksAgain, false));
        await together.CommitAsync();
    }

    /// <summary>Says that a worker is at work on the run, whatever it waited for.</summary>
    internal static Task WorksAgainAsync(AethergenDb db, Id<Run> run, CancellationToken ct) =>
        db
            .Runs.Where(row => row.Id == run && row.WaitsFor != null && !row.WorksAgain)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.WorksAgain, true), ct);

    /// <summary>That this is written and read shows that the database and the way to it are back.</summary>
    internal static Task EndForDatabaseAsync(AethergenDb db, Id<Run> run, CancellationToken ct) =>
        db
            .Runs.Where(row => row.Id == run)
            .Where(row => row.WaitsFor == OutsideNeed.Database || row.WaitsFor == OutsideNeed.Network)
            .ExecuteUpdateAsync(
                row =>
                    row.SetProperty(it => it.WaitsFor, (OutsideNeed?)null)
                        .SetProperty(it => it.WaitsSince, (DateTimeOffset?)null)
                        .SetProperty(it => it.WorksAgain, false),
                ct
            );
}
