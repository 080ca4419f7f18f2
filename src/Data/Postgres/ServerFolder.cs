using System.Diagnostics;

namespace AethergenAI.Data.Postgres;

/// <summary>
/// The folder of a private server, ours as long as this lives: its data, and what runs it. The server is npm's, or one
/// that is installed.
/// </summary>
public sealed class ServerFolder : IDisposable
{
    private readonly FileStream claim;

    private ServerFolder(PostgresBinaries binaries, ServerAccount account, ClusterFolder cluster, FileStream claim)
    {
        Binaries = binaries;
        Account = account;
        Cluster = cluster;
        this.claim = claim;
    }

    /// <summary>Where its data lies.</summary>
    public string Root => Cluster.Root;

    /// <summary>The file with the administrator's password.</summary>
    public string SecretFile => Cluster.SecretFile;

    internal PostgresBinaries Binaries { get; }

    internal ServerAccount Account { get; }

    internal ClusterFolder Cluster { get; }

    /// <summary>Claims the folder <c>home/postgres</c> and makes what is missing in it.</summary>
    /// <exception cref="RefusedException">There is no server to start, the folder is in use, or it could not be
    /// made.</exception>
    public static async Task<ServerFolder> OpenAsync(string home, CancellationToken ct)
    {
        ServerAccount account = await ServerAccount.FindAsync(ct);
        PostgresBinaries binaries = PostgresBinaries.Find();
        ClusterFolder cluster = await ClusterFolder.OpenAsync(home, binaries.Major, account, ct);
        FileStream claim = Claim(cluster);
        try
        {
            binaries = await ReachableAsync(binaries, cluster, account, ct);
            await ClusterSetup.EnsureAsync(cluster, binaries, account, Path.Combine(home, "blobs"), ct);
            return new(binaries, account, cluster, claim);
        }
        catch
        {
            await claim.DisposeAsync();
            throw;
        }
    }

    /// <summary>The server once it runs on <paramref name="port"/>.</summary>
    public ServerAccess Access(int port) => new(Cluster.AdminConnectionString(port), Cluster.Secret);

    /// <summary>The program and its arguments that start the server; as its account, where we are root.</summary>
    public IReadOnlyList<string> Command(int port)
    {
        IReadOnlyList<string> server = Cluster.ServerCommand(Binaries, port);
        ProcessStartInfo command = Account.Command(server[0], server.Skip(1));
        return [command.FileName, .. command.ArgumentList];
    }

    /// <summary>Stops a server that a killed starter left at work on the folder.</summary>
    public Task StopOrphanAsync(CancellationToken ct) => OrphanServer.StopAsync(Cluster, ct);

    /// <summary>Whether a line of the server's log says that it does not accept our password.</summary>
    public bool Refuses(string line) =>
        line.Contains($"password authentication failed for user \"{ClusterFolder.Administrator}\"");

    public void Dispose() => claim.Dispose();

    /// <summary>Held as long as we live: the system lets go of it even when we are killed.</summary>
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

    /// <summary>The binaries where the account can run them: in place, or copied beside the data.</summary>
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

    /// <summary>Files keep their mode; a link becomes the file it stands for.</summary>
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
