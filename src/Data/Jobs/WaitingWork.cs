using AethergenAI.Tenancy;
using Npgsql;

namespace AethergenAI.Data.Jobs;

/// <summary>What waits in one queue for one organisation.</summary>
/// <param name="Runs">Runs that no worker has begun, or that wait to be begun again.</param>
/// <param name="Longest">How long the oldest of these jobs has existed; null where no run waits.</param>
/// <param name="Trials">Trials of runs that were begun, which no worker holds.</param>
public sealed record WaitingWork(string Queue, Id<Tenant> Tenant, long Runs, TimeSpan? Longest, long Trials)
{
    public static async Task<IReadOnlyList<WaitingWork>> ReadAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            with runs as (
                select run.queue, run.tenant_id, count(*) as runs, max(now() - job.createdat) as longest
                from jobs.run_jobs run join hangfire.job on job.id = run.job_id
                where job.statename in ('Enqueued', 'Scheduled', 'Awaiting') group by run.queue, run.tenant_id),
            trials as (
                select run.queue, run.tenant_id, count(*) as trials
                from jobs.run_jobs run join jobs.trial_queue trial using (run_id)
                where not trial.ended and (trial.held_until is null or trial.held_until < now())
                group by run.queue, run.tenant_id)
            select queue, tenant_id, coalesce(runs, 0), longest, coalesce(trials, 0)
            from runs full join trials using (queue, tenant_id) order by queue, tenant_id
            """
        );
        await using var rows = await command.ExecuteReaderAsync(ct);
        List<WaitingWork> waiting = [];
        while (await rows.ReadAsync(ct))
        {
            TimeSpan? longest = await rows.IsDBNullAsync(3, ct) ? null : rows.GetTimeSpan(3);
            waiting.Add(new(rows.GetString(0), new(rows.GetGuid(1)), rows.GetInt64(2), longest, rows.GetInt64(4)));
        }
        return waiting;
    }
}
