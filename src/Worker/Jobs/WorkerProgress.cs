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
/// </summary>
internal sealed class WorkerProgress : IProgress<RunProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<RunStage> stages = Channel.CreateUnbounded<RunStage>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly TelemetryPublisher publisher;
    private readonly Task noting;

    public WorkerProgress(TenantDb tenants, Id<Tenant> tenant, Id<Run> run, TelemetryPublisher publisher)
    {
        this.publisher = publisher;
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
        long notedAt = 0;
        await foreach (RunStage stage in stages.Reader.ReadAllAsync())
        {
            if (stage == noted || stage == RunStage.Done)
            {
                continue; // done is what the job itself says, together with the outcome
            }
            bool within =
                noted is RunStage.Fitting or RunStage.Sampling or RunStage.Evaluation && stage != RunStage.Evidence;
            if (within && TimeProvider.System.GetElapsedTime(notedAt) < Pause)
            {
                continue;
            }

            await using AethergenDb db = tenants.OpenFor(tenant);
            await db.Runs.Where(row => row.Id == run).ExecuteUpdateAsync(row => row.SetProperty(it => it.Stage, stage));
            (noted, notedAt) = (stage, TimeProvider.System.GetTimestamp());
        }
    }
}
