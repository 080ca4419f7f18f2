using AethergenAI.Data.Postgres;
using Npgsql;

namespace AethergenAI.Data.Tests.Postgres;

/// <summary>
/// A PostgreSQL server for the life of one process. If <c>AETHERGEN_PG</c> names a server, that one is used. Otherwise
/// a private server is started on a free loopback port, from the npm package or an installed PostgreSQL; it stops when
/// the process that started it ends for any reason.
/// </summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    private readonly ServerAccess access;
    private readonly PrivateServer? server;
    private readonly string? temporaryFolder;
    private readonly List<string> temporaryDatabases = [];

    private LocalPostgres(ServerAccess access, PrivateServer? server, string? temporaryFolder)
    {
        this.access = access;
        this.server = server;
        this.temporaryFolder = temporaryFolder;
    }

    /// <summary>The database <c>aethergen</c>; with a temporary server, a database with a unique name.</summary>
    public DatabaseAccess Database { get; private set; } = null!;

    /// <summary>The process of the private server; null if none was started.</summary>
    public int? ProcessId => server?.ProcessId;

    /// <summary>
    /// Starts the server with its data in <paramref name="home"/>, and creates the database and its roles if missing.
    /// </summary>
    /// <exception cref="RefusedException">No PostgreSQL was found, the folder is in use, or the server did not
    /// start.</exception>
    public static Task<LocalPostgres> StartAsync(string home, CancellationToken ct) =>
        StartAsync(home, temporary: false, ct);

    /// <summary>
    /// Starts a separate server (or, with <c>AETHERGEN_PG</c>, creates a separate database) that disposal
    /// deletes and that does not wait for the disk.
    /// </summary>
    public static Task<LocalPostgres> StartTemporaryAsync(CancellationToken ct) =>
        StartAsync(
            Path.Combine(Path.GetTempPath(), "aethergen-" + Guid.CreateVersion7().ToString("N")),
            temporary: true,
            ct
        );

    /// <summary>
    /// Creates an empty database beside the main one; disposal deletes it.
    /// </summary>
    public async Task<DatabaseAccess> CreateTemporaryDatabaseAsync(CancellationToken ct)
    {
        string name = "aethergen_" + Guid.CreateVersion7().ToString("N");
        temporaryDatabases.Add(name);
        return await access.EnsureDatabaseAsync(name, ct);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (server is null)
        {
            foreach (string name in temporaryDatabases)
            {
                await DropDatabaseAsync(name);
            }
            return;
        }

        await server.DisposeAsync();
        if (temporaryFolder is not null)
        {
            Directory.Delete(temporaryFolder, recursive: true);
        }
    }

    private async Task DropDatabaseAsync(string name)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(access.AdminConnectionString);
        await using NpgsqlCommand command = source.CreateCommand($"drop database if exists {name} with (force)");
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<LocalPostgres> StartAsync(string home, bool temporary, CancellationToken ct)
    {
        LocalPostgres postgres;
        if (Environment.GetEnvironmentVariable(ServerAccess.ExternalVariable) is { Length: > 0 } external)
        {
            postgres = new(ServerAccess.External(external), null, null);
        }
        else
        {
            PrivateServer server = await PrivateServer.StartAsync(home, durable: !temporary, ct);
            postgres = new(server.Access, server, temporary ? home : null);
        }

        try
        {
            postgres.Database = temporary
                ? await postgres.CreateTemporaryDatabaseAsync(ct)
                : await postgres.access.EnsureDatabaseAsync(DatabaseAccess.Name, ct);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }
}
