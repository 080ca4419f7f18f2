using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Hangfire;
using Hangfire.Common;

namespace AethergenAI.Data.Jobs;

/// <summary>Carries out one run, from wherever an earlier attempt got to; only workers have it.</summary>
/// <param name="ct">Is cancelled when the worker stops, and when the job was deleted or went to another worker.</param>
public delegate Task RunWork(Id<Tenant> tenant, Id<Run> run, CancellationToken ct);

/// <summary>
/// The job of a run. Hangfire stores it by name, with its arguments as JSON: a renamed type or method orphans
/// the jobs that wait. How often a run is begun is counted in <c>jobs.run_jobs</c>, because Hangfire does not
/// count attempts whose process died; until that says stop, a failed job is tried again.
/// </summary>
[AutomaticRetry(Attempts = int.MaxValue, DelaysInSeconds = [5, 10, 15, 20, 25], LogEvents = false)]
public sealed class RunJob(RunWork work)
{
    [JobDisplayName("run {0}")]
    public Task CarryOutAsync(Guid run, Guid tenant, CancellationToken ct) => work(new(tenant), new(run), ct);

    internal static Job Of(Id<Run> run, Id<Tenant> tenant, string queue) =>
        Job.FromExpression<RunJob>(job => job.CarryOutAsync(run.Value, tenant.Value, CancellationToken.None), queue);

    /// <returns>Null where the job is of another kind, or of a version that this program does not know.</returns>
    internal static (Id<Run> Run, Id<Tenant> Tenant)? Read(Job? job) =>
        job?.Type == typeof(RunJob) && job.Args is [Guid run, Guid tenant, ..] ? (new(run), new(tenant)) : null;
}
