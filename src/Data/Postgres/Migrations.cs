using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace AethergenAI.Data.Postgres;

/// <summary>
/// One step of the database's history. Its name identifies it and gives its order; once applied, its text must not
/// change.
/// </summary>
public sealed record Migration(string Name, string Sql);

/// <summary>Applies numbered SQL files, each once, in order, in its own transaction.</summary>
public static class Migrations
{
    /// <summary>
    /// The number of an advisory lock: of two processes that migrate at once, the second waits and finds all done.
    /// </summary>
    private const long MigrationLock = 0x61657468_0002;

    private const string History = """
        create table if not exists applied_migrations (
            name text primary key,
            sha256 text not null,
            applied_at timestamptz not null default now()
        );
        """;

    /// <summary>The SQL files of <c>Migrations/</c>, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = ReadEmbedded();

    /// <param name="ownerConnectionString">Of the role that owns the tables.</param>
    /// <returns>The names of the migrations that were applied now.</returns>
    /// <exception cref="RefusedException">An applied migration has changed.</exception>
    /// <exception cref="PostgresException">A migration failed; it was rolled back, and later ones were not
    /// applied.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(
        string ownerConnectionString,
        IEnumerable<Migration> migrations,
        CancellationToken ct
    )
    {
        await using NpgsqlDataSource source = DatabaseSource.Open(ownerConnectionString);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(ct);
        await RunAsync(connection, $"select pg_advisory_lock({MigrationLock})", ct);
        await RunAsync(connection, History, ct);
        Dictionary<string, string> applied = await ReadHistoryAsync(connection, ct);

        List<string> now = [];
        foreach (Migration migration in migrations)
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(migration.Sql)));
            if (applied.TryGetValue(migration.Name, out string? before))
            {
                if (before != hash)
                {
                    throw PostgresRefusals.MigrationChanged(migration.Name);
                }
                continue;
            }

            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct);
            await RunAsync(connection, migration.Sql, ct);
            await RunAsync(
                connection,
                "insert into applied_migrations (name, sha256) values ($1, $2)",
                ct,
                migration.Name,
                hash
            );
            await transaction.CommitAsync(ct);
            now.Add(migration.Name);
        }

        await RunAsync(connection, $"select pg_advisory_unlock({MigrationLock})", ct);
        return now;
    }

    private static List<Migration> ReadEmbedded()
    {
        Assembly assembly = typeof(Migrations).Assembly;
        return
        [
            .. from resource in assembly.GetManifestResourceNames()
            where resource.EndsWith(".sql", StringComparison.Ordinal)
            orderby resource
            select new Migration(resource.Split('.')[^2], Read(assembly, resource)),
        ];
    }

    /// <summary>
    /// Normalises line ends to those of the repository, because they are part of the hash.
    /// </summary>
    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static async Task<Dictionary<string, string>> ReadHistoryAsync(
        NpgsqlConnection connection,
        CancellationToken ct
    )
    {
        Dictionary<string, string> applied = new(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select name, sha256 from applied_migrations", connection);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            applied.Add(rows.GetString(0), rows.GetString(1));
        }
        return applied;
    }

    private static async Task RunAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken ct,
        params string[] values
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (string value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        await command.ExecuteNonQueryAsync(ct);
    }
}
