using AethergenAI.Workspace;
using Npgsql;

namespace AethergenAI.Data.Jobs;

/// <summary>
/// Counts how often each run that has not ended was begun, so that one which takes its worker down with it is not
/// begun for ever.
/// </summary>
public static class RunAttempts
{
    /// <summary>Counts an attempt before it begins.</summary>
    /// <returns>How often it has been begun, this time included; null where the run has ended.</returns>
    public static async Task<int?> CountAsync(NpgsqlDataSource source, Id<Run> run, CancellationToken ct)
    {
        await using var command = Of(
            source,
            "update jobs.run_jobs set attempts = attempts + 1 where run_id = $1 returning attempts",
            run
        );
        return (int?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Takes back the last attempt, which its worker gave up without a fault of the run's.</summary>
    public static Task TakeBackAsync(NpgsqlDataSource source, Id<Run> run, CancellationToken ct) =>
        RunAsync(source, "update jobs.run_jobs set attempts = attempts - 1 where run_id = $1", run, ct);

    /// <summary>The run has ended: nothing is to be counted or recovered, and its trials leave their queue.</summary>
    public static Task EndAsync(NpgsqlDataSource source, Id<Run> run, CancellationToken ct) =>
        RunAsync(source, "delete from jobs.run_jobs where run_id = $1", run, ct);

    private static async Task RunAsync(NpgsqlDataSource source, string sql, Id<Run> run, CancellationToken ct)
    {
        await using var command = Of(source, sql, run);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Of(NpgsqlDataSource source, string sql, Id<Run> run)
    {
        NpgsqlCommand command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = run.Value });
        return command;
    }
}
