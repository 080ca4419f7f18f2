using Npgsql;

namespace AethergenAI.Data.Postgres;

/// <summary>
/// A PostgreSQL for the life of one process: the one that <c>AETHERGEN_PG</c> names (nothing is started), else a private one on
/// loopback, on a free port, from npm's binaries or an installed server's. It ends with the process that started it, however that ends.
/// </summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    /// <summary>A connection string of a role that may create roles and databases.</summary>
    public const string ExternalVariable = "AETHERGEN_PG";

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

    /// <summary>The database <c>aethergen</c>, or in a temporary server one with a name of its own.</summary>
    public DatabaseAccess Database { get; private set; } = null!;

    /// <summary>The private server's process, or null where none was started.</summary>
    public int? ProcessId => server?.ProcessId;

    /// <summary>Starts the server that keeps its data in <paramref name="home"/> and makes sure of the database and its roles.</summary>
    /// <exception cref="RefusedException">There is no server to start, the folder is in use, or the server did not start.</exception>
    public static Task<LocalPostgres> StartAsync(string home, CancellationToken ct) =>
        StartAsync(home, temporary: false, ct);

    /// <summary>For tests: a server (or, with <c>AETHERGEN_PG</c>, a database) of its own that is gone after disposal and does not wait for the disk.</summary>
    public static Task<LocalPostgres> StartTemporaryAsync(CancellationToken ct) =>
        StartAsync(
            Path.Combine(Path.GetTempPath(), "aethergen-" + Guid.CreateVersion7().ToString("N")),
            temporary: true,
            ct
        );

    /// <summary>An empty database beside the main one, for a test that wants one for itself; gone after disposal.</summary>
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
                await access.DropDatabaseAsync(name, CancellationToken.None);
            }
            return;
        }

        await server.DisposeAsync();
        if (temporaryFolder is not null)
        {
            Directory.Delete(temporaryFolder, recursive: true);
        }
    }

    private static async Task<LocalPostgres> StartAsync(string home, bool temporary, CancellationToken ct)
    {
        LocalPostgres postgres;
        if (Environment.GetEnvironmentVariable(ExternalVariable) is { Length: > 0 } external)
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
