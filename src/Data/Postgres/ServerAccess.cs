using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace AethergenAI.Data.Postgres;

/// <summary>Connection strings to one database.</summary>
/// <param name="Owner">Owns the tables and runs the migrations; nothing else uses it.</param>
/// <param name="App">What Api and Worker sign in as: neither superuser nor owner, so row-level security holds for it.</param>
public sealed record DatabaseAccess(string Owner, string App)
{
    /// <summary>The product's database.</summary>
    public const string Name = "aethergen";
}

/// <summary>A server and a role on it that may create databases and roles.</summary>
/// <param name="AdminConnectionString">Signs in as that role.</param>
/// <param name="Secret">
/// The roles' passwords are derived from it, so that everyone who may administer the server arrives at the same ones and none is stored.
/// </param>
public sealed record ServerAccess(string AdminConnectionString, string Secret)
{
    private const string OwnerRole = "aethergen_owner",
        AppRole = "aethergen_app";

    /// <summary>Any number that nothing else locks: processes that set the roles up at once do it one after the other.</summary>
    private const long SetupLock = 0x61657468_0001;

    /// <exception cref="RefusedException">It is no connection string, or names no password.</exception>
    public static ServerAccess External(string connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
            return new(
                builder.ConnectionString,
                builder.Password is { Length: > 0 } password ? password : throw PostgresRefusals.NoPassword()
            );
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            throw PostgresRefusals.NotAConnectionString();
        }
    }

    /// <summary>How its roles will sign in to a database, which need not exist yet.</summary>
    public DatabaseAccess Database(string name) =>
        new(ConnectionString(name, OwnerRole), ConnectionString(name, AppRole));

    /// <summary>Makes the database and its roles where they are missing; sets the roles' passwords again.</summary>
    /// <exception cref="RefusedException">The server does not answer, or does not let this role do so.</exception>
    public async Task<DatabaseAccess> EnsureDatabaseAsync(string name, CancellationToken ct)
    {
        try
        {
            await MakeDatabaseAsync(name, ct);
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException)
        {
            var server = new NpgsqlConnectionStringBuilder(AdminConnectionString);
            throw PostgresRefusals.NotUsable($"{server.Host}:{server.Port}", failure.Message.TrimEnd('.') + ".");
        }

        return Database(name);
    }

    public async Task DropDatabaseAsync(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync(ct);
        await RunAsync(connection, $"drop database if exists {name} with (force)", ct);
    }

    private async Task MakeDatabaseAsync(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync(ct);
        await RunAsync(connection, $"select pg_advisory_lock({SetupLock})", ct);
        await EnsureRoleAsync(connection, OwnerRole, ct);
        await EnsureRoleAsync(connection, AppRole, ct);
        // Whoever is no superuser may give a database only to a role that it is a member of.
        await RunAsync(connection, $"grant {OwnerRole} to current_user", ct);
        if (!await ExistsAsync(connection, "select 1 from pg_database where datname = $1", name, ct))
        {
            await RunAsync(
                connection,
                $"create database {name} owner {OwnerRole} encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0",
                ct
            );
            await RunAsync(connection, $"revoke all on database {name} from public", ct);
            await RunAsync(connection, $"grant connect on database {name} to {AppRole}", ct);
        }
    }

    private string ConnectionString(string database, string role) =>
        new NpgsqlConnectionStringBuilder(AdminConnectionString)
        {
            Database = database,
            Username = role,
            Password = PasswordOf(role),
            Pooling = true,
            Timeout = 15,
        }.ConnectionString;

    private string PasswordOf(string role) =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(role)));

    private async Task EnsureRoleAsync(NpgsqlConnection connection, string role, CancellationToken ct)
    {
        const string attributes = "login nosuperuser nobypassrls nocreatedb nocreaterole noreplication";
        bool exists = await ExistsAsync(connection, "select 1 from pg_roles where rolname = $1", role, ct);
        // The password is hexadecimal: nothing to escape, and DDL takes no parameters.
        await RunAsync(
            connection,
            exists
                ? $"alter role {role} password '{PasswordOf(role)}'"
                : $"create role {role} {attributes} password '{PasswordOf(role)}'",
            ct
        );
    }

    private static async Task<bool> ExistsAsync(
        NpgsqlConnection connection,
        string sql,
        string value,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
