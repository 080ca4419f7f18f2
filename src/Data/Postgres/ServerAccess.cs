using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace AethergenAI.Data.Postgres;

/// <summary>Connection strings to one database.</summary>
/// <param name="Owner">For the role that owns the tables; used only for migrations.</param>
/// <param name="App">For the role of Api and Worker, which is neither superuser nor owner, so that row-level security
/// applies to it.</param>
public sealed record DatabaseAccess(string Owner, string App)
{
    /// <summary>The product's database.</summary>
    public const string Name = "aethergen";
}

/// <summary>A server and a role on it that may create databases and roles.</summary>
/// <param name="AdminConnectionString">Signs in as that role.</param>
/// <param name="Secret">
/// The roles' passwords are derived from this secret, so that every administrator of the server computes the same
/// passwords and none is stored.
/// </param>
public sealed record ServerAccess(string AdminConnectionString, string Secret)
{
    /// <summary>The variable with a connection string of a role that may create roles and databases.</summary>
    public const string ExternalVariable = "AETHERGEN_PG";

    private const string OwnerRole = "aethergen_owner",
        AppRole = "aethergen_app";

    /// <summary>
    /// The number of an advisory lock that makes processes set up the roles one after the other.
    /// </summary>
    private const long SetupLock = 0x61657468_0001;

    /// <exception cref="RefusedException">The text is not a connection string, or has no password.</exception>
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

    /// <summary>The connection strings of a database, which need not exist yet.</summary>
    public DatabaseAccess Database(string name) =>
        new(ConnectionString(name, OwnerRole), ConnectionString(name, AppRole));

    /// <summary>Creates the database and its roles if missing, and sets the roles' passwords.</summary>
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

    private async Task MakeDatabaseAsync(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync(ct);
        await RunAsync(connection, $"select pg_advisory_lock({SetupLock})", ct);
        await EnsureRoleAsync(connection, OwnerRole, ct);
        await EnsureRoleAsync(connection, AppRole, ct);
        // A role that is not a superuser can create a database only for an owner that it is a member of.
        await RunAsync(connection, $"grant {OwnerRole} to current_user", ct);
        if (!await ExistsAsync(connection, "select 1 from pg_database where datname = $1", name, ct))
        {
            await RunAsync(
                connection,
                $"create database {name} owner {OwnerRole} encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template "
                    + "template0",
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
        // DDL takes no parameters; the password is hexadecimal and needs no escaping.
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
