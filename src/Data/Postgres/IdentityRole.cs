using Npgsql;

namespace AethergenAI.Data.Postgres;

/// <summary>
/// In Azure, Api and Worker sign in as a managed identity, not as <c>aethergen_app</c>. The identity becomes a role
/// that is a member of it, and so may do what the migrations allow it.
/// </summary>
public static class IdentityRole
{
    private const string AppRole = "aethergen_app";

    /// <param name="ownerConnectionString">Of a Microsoft Entra administrator of the server.</param>
    /// <param name="identity">The managed identity's name.</param>
    public static async Task EnsureAsync(string ownerConnectionString, string identity, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(ownerConnectionString);
        string database = settings.Database!;
        settings.Database = "postgres"; // Azure's function for identities is in this database only
        await using NpgsqlDataSource source = DatabaseSource.Open(settings.ConnectionString);
        if (!await ExistsAsync(source, AppRole, ct))
        {
            await RunAsync(source, $"create role {AppRole} nologin", ct);
        }
        if (!await ExistsAsync(source, identity, ct))
        {
            await RunAsync(source, "select * from pgaadauth_create_principal($1, false, false)", ct, identity);
        }

        await RunAsync(source, $"grant {AppRole} to {Quoted(identity)}", ct);
        await RunAsync(source, $"grant connect on database {Quoted(database)} to {AppRole}", ct);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    private static async Task<bool> ExistsAsync(NpgsqlDataSource source, string role, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand("select 1 from pg_roles where rolname = $1");
        command.Parameters.Add(new() { Value = role });
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private static async Task RunAsync(
        NpgsqlDataSource source,
        string sql,
        CancellationToken ct,
        params string[] values
    )
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        foreach (string value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        await command.ExecuteNonQueryAsync(ct);
    }
}
