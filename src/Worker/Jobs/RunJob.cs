using AethergenAI.Data.Runs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Quartz;

namespace AethergenAI.Worker.Jobs;

/// <summary>
/// How a run is named among Quartz's jobs: by its own id, so that there is one job for it,
/// however often it is asked for.
/// </summary>
internal static class RunJob
{
    private const string Group = "runs",
        TenantKey = "tenant";

    internal static JobKey KeyOf(Id<Run> run) => new(run.ToString(), Group);

    internal static IJobDetail Of(QueuedRun queued) =>
        JobBuilder
            .Create<CarryOutRun>()
            .WithIdentity(KeyOf(queued.Run))
            .RequestRecovery()
            .UsingJobData(TenantKey, queued.Tenant.ToString())
            .Build();

    internal static ITrigger Now(QueuedRun queued) =>
        TriggerBuilder.Create().WithIdentity(queued.Run.ToString(), Group).StartNow().Build();

    internal static Id<Run> Run(this IJobExecutionContext context) => Id<Run>.Parse(context.JobDetail.Key.Name, null);

    internal static Id<Tenant> Tenant(this IJobExecutionContext context) =>
        Id<Tenant>.Parse(context.JobDetail.JobDataMap.GetString(TenantKey)!, null);
}
