using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Hangfire;
using Npgsql;

namespace AethergenAI.Data.Jobs;

/// <summary>Tests a run's model against newer rows, if there are any; only workers have it.</summary>
public delegate Task DriftWork(Id<Tenant> tenant, Id<Run> run, CancellationToken ct);

/// <summary>
/// Once a minute: looks at each run that is due. Several workers share them. One whose worker died is due again after
/// half an hour.
/// </summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class DriftJob(NpgsqlDataSource source, DriftWork work)
{
    private const string Again = "30 minutes";

    [JobDisplayName("drift checks")]
    public async Task RunAsync(CancellationToken ct)
    {
        while (await TakeAsync(ct) is { } due)
        {
            await work(due.Tenant, due.Run, ct);
        }
    }

    /// <returns>Null where none is due.</returns>
    private async Task<(Id<Tenant> Tenant, Id<Run> Run)?> TakeAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"""
            update jobs.drift_due set due_at = now() + interval '{Again}'
            where run_id = (
                select run_id from jobs.drift_due where due_at <= now()
                order by due_at limit 1 for update skip locked)
            returning tenant_id, run_id
            """
        );
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (new(row.GetGuid(0)), new(row.GetGuid(1))) : null;
    }
}
