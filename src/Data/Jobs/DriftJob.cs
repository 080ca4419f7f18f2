using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Hangfire;
using Npgsql;

namespace AethergenAI.Data.Jobs;

/// <summary>Tests a run's model against newer rows, if there are any; only workers have it.</summary>
/// <param name="lost">Whether the test was begun several times and never ended: it is not to be tried again.</param>
public delegate Task DriftWork(Id<Tenant> tenant, Id<Run> run, bool lost, CancellationToken ct);

/// <summary>
/// Once a minute, and for a minute: looks at the runs that are due, of each organisation in turn. Several workers share
/// them. A run whose worker died is due again after half an hour, three times in all.
/// </summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class DriftJob(NpgsqlDataSource source, DriftWork work, TimeProvider clock)
{
    private const string Again = "30 minutes";
    private const int MaxAttempts = 3;

    /// <summary>Housekeeping waits for the same slot.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    [JobDisplayName("drift checks")]
    public async Task RunAsync(CancellationToken ct)
    {
        long start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < Turn && await TakeAsync(ct) is { } due)
        {
            await work(due.Tenant, due.Run, due.Attempts > MaxAttempts, ct);
        }
    }

    /// <returns>Null where none is due.</returns>
    private async Task<(Id<Tenant> Tenant, Id<Run> Run, int Attempts)?> TakeAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"""
            update jobs.drift_due set due_at = now() + interval '{Again}', attempts = attempts + 1
            where run_id = (
                select run_id from jobs.drift_due due where due_at <= now()
                order by (
                    select count(*) from jobs.drift_due before
                    where before.tenant_id = due.tenant_id and before.due_at < due.due_at), due_at
                limit 1 for update skip locked)
            returning tenant_id, run_id, attempts
            """
        );
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (new(row.GetGuid(0)), new(row.GetGuid(1)), row.GetInt32(2)) : null;
    }
}
