using Npgsql;

namespace AethergenAI.Data.Accounts;

/// <summary>
/// Of those who make, join with or remove the account of one e-mail address at once, one is at work, in all processes.
/// </summary>
public sealed class AddressLock : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private AddressLock(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        this.connection = connection;
        this.transaction = transaction;
    }

    public static async Task<AddressLock> LockAsync(NpgsqlDataSource source, string email, CancellationToken ct)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(ct);
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(
            "select pg_advisory_xact_lock(hashtextextended('address ' || $1, 0))",
            connection
        );
        command.Parameters.Add(new() { Value = email.ToUpperInvariant() });
        await command.ExecuteNonQueryAsync(ct);
        return new AddressLock(connection, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
