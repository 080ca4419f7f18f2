using AethergenAI.Workspace;
using Npgsql;

namespace AethergenAI.Data.Jobs;

/// <summary>
/// Lets tenants take turns. The queue of jobs hands out the oldest; a tenant with many runs would keep it to itself.
/// </summary>
public static class FairTurns
{
    /// <summary>
    /// Takes the tenant's turn. A run that was begun before goes on; a new one steps back while a run of another
    /// tenant waits that has not had a turn for longer. The tenant that has waited longest never steps back.
    /// </summary>
    /// <returns>False if it is another tenant's turn; the job is then to be tried again.</returns>
    public static async Task<bool> TakeAsync(NpgsqlDataSource source, Id<Run> run, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            with mine as (
                select job.queue, job.tenant_id, job.attempts, coalesce(turn.begun_at, '-infinity') as begun_at
                from jobs.run_jobs job left join jobs.turns turn using (queue, tenant_id) where run_id = $1),
            longer as (
                select from mine join jobs.run_jobs job using (queue)
                left join jobs.turns turn on turn.queue = job.queue and turn.tenant_id = job.tenant_id
                where mine.attempts = 0 and job.attempts = 0 and job.tenant_id <> mine.tenant_id
                    and coalesce(turn.begun_at, '-infinity') < mine.begun_at)
            insert into jobs.turns (queue, tenant_id, begun_at)
            select queue, tenant_id, clock_timestamp() from mine where not exists (select from longer)
            on conflict (queue, tenant_id) do update set begun_at = excluded.begun_at
            returning 1
            """
        );
        command.Parameters.Add(new() { Value = run.Value });
        return await command.ExecuteScalarAsync(ct) is not null || !await IsOpenAsync(source, run, ct);
    }

    private static async Task<bool> IsOpenAsync(NpgsqlDataSource source, Id<Run> run, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select 1 from jobs.run_jobs where run_id = $1");
        command.Parameters.Add(new() { Value = run.Value });
        return await command.ExecuteScalarAsync(ct) is not null;
    }
}
