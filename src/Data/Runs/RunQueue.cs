using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data.Runs;

/// <summary>A run that waits for a worker, or is with one.</summary>
/// <param name="Attempts">How often a worker has begun it.</param>
public sealed record QueuedRun(Id<Run> Run, Id<Tenant> Tenant, int Attempts);

/// <summary>
/// Hands runs from Api to the workers: a durable row for each run that has not ended, and a notice that wakes them.
/// </summary>
public static class RunQueue
{
    private const string Channel = "run_queue";

    /// <summary>Saves a new run together with its place in the queue: there is never one without the other.</summary>
    public static async Task EnqueueAsync(AethergenDb db, Run run, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Runs.Add(run);
        await db.SaveChangesAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"insert into jobs.run_queue (run_id, tenant_id) values ({run.Id.Value}, {db.Tenant.Value})",
            ct
        );
        await db.Database.ExecuteSqlAsync($"select pg_notify({Channel}, '')", ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The runs that may be begun now, the oldest first.</summary>
    public static async Task<IReadOnlyList<QueuedRun>> ReadyAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "select run_id, tenant_id, attempts from jobs.run_queue where not_before <= now() order by run_id"
        );
        await using var rows = await command.ExecuteReaderAsync(ct);
        List<QueuedRun> ready = [];
        while (await rows.ReadAsync(ct))
        {
            ready.Add(new(new(rows.GetGuid(0)), new(rows.GetGuid(1)), rows.GetInt32(2)));
        }
        return ready;
    }

    /// <summary>
    /// Counts an attempt before it begins, so that a run which takes its worker down with it is not begun for ever.
    /// </summary>
    /// <returns>How often it has been begun, this time included; null where the run has left the queue.</returns>
    public static async Task<int?> CountAttemptAsync(NpgsqlDataSource source, Id<Run> run, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "update jobs.run_queue set attempts = attempts + 1 where run_id = $1 returning attempts"
        );
        command.Parameters.Add(new() { Value = run.Value });
        return (int?)await command.ExecuteScalarAsync(ct);
    }

    public static async Task PostponeAsync(NpgsqlDataSource source, Id<Run> run, TimeSpan delay, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "update jobs.run_queue set not_before = now() + $2 where run_id = $1"
        );
        command.Parameters.Add(new() { Value = run.Value });
        command.Parameters.Add(new() { Value = delay });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Takes back the last attempt, which its worker gave up without a fault of the run's.</summary>
    public static async Task ReleaseAsync(NpgsqlDataSource source, Id<Run> run, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "update jobs.run_queue set attempts = attempts - 1 where run_id = $1"
        );
        command.Parameters.Add(new() { Value = run.Value });
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task RemoveAsync(NpgsqlDataSource source, Id<Run> run, CancellationToken ct)
    {
        await using var command = source.CreateCommand("delete from jobs.run_queue where run_id = $1");
        command.Parameters.Add(new() { Value = run.Value });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Listens for new runs on a connection of its own;
    /// <see cref="NpgsqlConnection.WaitAsync(TimeSpan, CancellationToken)"/> then wakes.
    /// </summary>
    public static async Task<NpgsqlConnection> ListenAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand($"listen {Channel}", connection);
        await command.ExecuteNonQueryAsync(ct);
        return connection;
    }
}
