using AethergenAI.Workspace;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Jobs;

/// <summary>
/// Deleting a run's job, in the dashboard for example, cancels the run. The run says so before the job is gone,
/// so that its worker knows why it has to stop.
/// </summary>
internal sealed class CancelDeletedRuns(TenantDb tenants, TimeProvider clock) : IApplyStateFilter
{
    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        if (context.NewState is not DeletedState || RunJob.Read(context.BackgroundJob.Job) is not { } job)
        {
            return;
        }

        using AethergenDb db = tenants.OpenFor(job.Tenant);
        DateTimeOffset now = clock.GetUtcNow();
        var open = db.Runs.Where(row =>
            row.Id == job.Run && (row.Status == RunStatus.Queued || row.Status == RunStatus.Running)
        );
        if (context.OldStateName == ProcessingState.StateName)
        {
            open.ExecuteUpdate(row => row.SetProperty(it => it.Status, RunStatus.Cancelling));
            return;
        }

        // no worker has it, so none would end it
        open.ExecuteUpdate(row =>
            row.SetProperty(it => it.Status, RunStatus.Cancelled).SetProperty(it => it.EndedAt, now)
        );
        db.Database.ExecuteSql($"delete from jobs.run_jobs where run_id = {job.Run.Value}");
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction) { }
}
