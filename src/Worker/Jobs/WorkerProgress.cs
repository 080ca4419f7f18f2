using System.Threading.Channels;
using AethergenAI.Data;
using AethergenAI.Data.Runs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Worker.Jobs;

/// <summary>
/// Passes telemetry on to whoever watches, and keeps in the run's row which stage it is in:
/// where trials run side by side, the one that was reported last, looked at once a second. Reporting never waits.
/// Where the run waited for something, the row says after ten seconds of work that it is at work again: an attempt that
/// meets the same at once does not.
/// </summary>
internal sealed class WorkerProgress : IProgress<RunProgress>, IAsyncDisposable
{
    internal static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<RunStage> stages = Channel.CreateUnbounded<RunStage>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly TelemetryPublisher publisher;
    private readonly TimeProvider clock;
    private readonly Task noting;

    public WorkerProgress(
        TenantDb tenants,
        Id<Tenant> tenant,
        Id<Run> run,
        TelemetryPublisher publisher,
        TimeProvider clock
    )
    {
        this.publisher = publisher;
        this.clock = clock;
        noting = NoteAsync(tenants, tenant, run);
    }

    public void Report(RunProgress value)
    {
        stages.Writer.TryWrite(value.Stage);
        publisher.Report(value);
    }

    public async ValueTask DisposeAsync()
    {
        stages.Writer.TryComplete();
        await noting;
        await publisher.DisposeAsync();
    }

    private async Task NoteAsync(TenantDb tenants, Id<Tenant> tenant, Id<Run> run)
    {
        RunStage? noted = null;
        long notedAt = 0,
            begunAt = clock.GetTimestamp();
        bool settled = false;
        await foreach (RunStage stage in stages.Reader.ReadAllAsync())
        {
            if (!settled && clock.GetElapsedTime(begunAt) >= Settled)
            {
                settled = true;
                await using AethergenDb waits = tenants.OpenFor(tenant);
                await RunWaits.WorksAgainAsync(waits, run, CancellationToken.None);
            }
            if (stage == noted || stage == RunStage.Done)
            {
                continue; // done is what the job itself says, together with the outcome
            }
            bool within =
                noted is RunStage.Fitting or RunStage.Sampling or RunStage.Evaluation && stage != RunStage.Evidence;
            if (within && clock.GetElapsedTime(notedAt) < Pause)
            {
                continue;
            }

            await using AethergenDb db = tenants.OpenFor(tenant);
            await db.Runs.Where(row => row.Id == run).ExecuteUpdateAsync(row => row.SetProperty(it => it.Stage, stage));
            (noted, notedAt) = (stage, clock.GetTimestamp());
        }
    }
}
