using System.Runtime.CompilerServices;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Runs;

/// <summary>The live view of one run.</summary>
internal sealed class TelemetryHub(TenantDb tenants, TelemetryFeed feed) : Hub
{
    /// <summary>
    /// Streams the run's frames until the watcher disconnects. Frames may be lost; lasting results come from the API.
    /// </summary>
    public async IAsyncEnumerable<RunProgress> Watch(Id<Run> runId, [EnumeratorCancellation] CancellationToken ct)
    {
        await using (var db = tenants.OpenFor(Context.User!.Tenant()))
        {
            if (!await db.Runs.AnyAsync(run => run.Id == runId, ct))
            {
                throw new HubException($"not-found: There is no run {runId}.");
            }
        }

        await foreach (var frame in feed.WatchAsync(runId, ct))
        {
            yield return frame;
        }
    }
}
