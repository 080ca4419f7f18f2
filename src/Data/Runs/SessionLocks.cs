using Npgsql;

namespace AethergenAI.Data.Runs;

/// <summary>Locks by name that belong to a connection, so that they end with their holder, however that ends.</summary>
internal static class SessionLocks
{
    /// <summary>Waits until no other connection holds the lock.</summary>
    /// <returns>A connection that holds it; the caller disposes it, after <see cref="UnlockAsync"/>.</returns>
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

    /// <summary>At once: a connection that goes back to the pool forgets its locks only when it is next used.</summary>
    internal static async Task UnlockAsync(this NpgsqlConnection connection)
    {
        try
        {
            await using var unlock = new NpgsqlCommand("select pg_advisory_unlock_all()", connection);
            await unlock.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            return; // with the connection went the lock
        }
    }
}
