namespace AethergenAI.Data.Postgres;

/// <summary>A server that this process started, with its folder and the lock on the folder.</summary>
internal sealed class PrivateServer : IAsyncDisposable
{
    private readonly PostgresBinaries binaries;
    private readonly ServerAccount account;
    private readonly ClusterFolder cluster;
    private readonly FileStream claim;
    private readonly bool durable;
    private readonly int port;
    private ServerProcess process;

    private PrivateServer(
        PostgresBinaries binaries,
        ServerAccount account,
        ClusterFolder cluster,
        FileStream claim,
        bool durable,
        ServerProcess process,
        int port
    )
    {
        this.binaries = binaries;
        this.account = account;
        this.cluster = cluster;
        this.claim = claim;
        this.durable = durable;
        this.process = process;
        this.port = port;
    }

    public ServerAccess Access => new(cluster.AdminConnectionString(port), cluster.Secret);

    public string Description => $"PostgreSQL {binaries.Major} on 127.0.0.1:{port}, data in {cluster.Root}";

    public int ProcessId => process.Id;

    public Task Exited => process.Exited;

    public static async Task<PrivateServer> StartAsync(string home, bool durable, CancellationToken ct)
    {
        ServerAccount account = await ServerAccount.FindAsync(ct);
        PostgresBinaries binaries = PostgresBinaries.Find();
        ClusterFolder cluster = await ClusterFolder.OpenAsync(home, binaries.Major, account, ct);
        FileStream claim = Claim(cluster);
        try
        {
            binaries = await ReachableAsync(binaries, cluster, account, ct);
            await cluster.EnsureInitialisedAsync(binaries, account, ct);
            (ServerProcess process, int port) = await ServerProcess.StartAsync(
                binaries,
                account,
                cluster,
                null,
                durable,
                ct
            );
            return new(binaries, account, cluster, claim, durable, process, port);
        }
        catch
        {
            await claim.DisposeAsync();
            throw;
        }
    }

    public async Task RestartAsync(CancellationToken ct)
    {
        await process.DisposeAsync();
        (process, _) = await ServerProcess.StartAsync(binaries, account, cluster, port, durable, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await claim.DisposeAsync();
    }

    /// <summary>
    /// Locks the folder for the life of this process; the system releases the lock even if it is killed.
    /// </summary>
    private static FileStream Claim(ClusterFolder cluster)
    {
        try
        {
            return new FileStream(
                Path.Combine(cluster.Root, "claim"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException)
        {
            throw PostgresRefusals.InUse(cluster.Root);
        }
    }

    /// <summary>The binaries if the account can run them, or else a copy beside the data.</summary>
    private static async Task<PostgresBinaries> ReachableAsync(
        PostgresBinaries binaries,
        ClusterFolder cluster,
        ServerAccount account,
        CancellationToken ct
    )
    {
        if (await account.CanRunAsync(binaries.Postgres, ct))
        {
            return binaries;
        }

        string copy = Path.Combine(cluster.Root, $"server-{binaries.Major}");
        string complete = Path.Combine(copy, "complete");
        if (!File.Exists(complete))
        {
            CopyFolder(Path.GetDirectoryName(binaries.Folder)!, copy);
            await File.WriteAllTextAsync(complete, "", ct);
            await account.OwnAsync([copy], ct);
        }

        return binaries with
        {
            Folder = Path.Combine(copy, "bin"),
        };
    }

    /// <summary>Copies a folder. Files keep their mode; links are replaced by their targets.</summary>
    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
        foreach (string folder in Directory.EnumerateDirectories(from))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
