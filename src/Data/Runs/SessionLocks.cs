using Npgsql;

namespace AethergenAI.Data.Runs;

/// <summary>Named locks of a connection; PostgreSQL releases them when their holder ends for any reason.</summary>
internal static class SessionLocks
{
    /// <summary>Waits until no other connection holds the lock.</summary>
    /// <returns>The connection that holds the lock; the caller calls <see cref="UnlockAsync"/> and
    /// disposes it.</returns>
    internal static async Task<NpgsqlConnection> LockAsync(NpgsqlDataSource source, string name, CancellationToken ct)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(ct);
        try
        {
            await using var take = new NpgsqlCommand("select pg_advisory_lock(hashtextextended($1, 0))", connection)
            {
                CommandTimeout = 0,
            };
            take.Parameters.Add(new() { Value = name });
            await take.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Releases the locks now: a connection in the pool would keep them until its next use.</summary>
    internal static async Task UnlockAsync(this NpgsqlConnection connection)
    {
        try
        {
            await using var unlock = new NpgsqlCommand("select pg_advisory_unlock_all()", connection);
            await unlock.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            return; // a broken connection holds no locks
        }
    }
}
