using System.Globalization;

namespace AethergenAI.Data.Postgres;

/// <summary>
/// Makes what a server's folder lacks. Only what an earlier start left unfinished is deleted, never a database.
/// </summary>
internal static class ClusterSetup
{
    private const string DataPrefix = "data-",
        Unfinished = ".making";

    /// <param name="blobs">The folder of files that rows of the database name.</param>
    /// <exception cref="RefusedException">The folder has a database that this server cannot use, or none could be
    /// made.</exception>
    public static async Task EnsureAsync(
        ClusterFolder cluster,
        PostgresBinaries binaries,
        ServerAccount account,
        string blobs,
        CancellationToken ct
    )
    {
        RemoveUnfinished(cluster);
        if (IsEmpty(cluster.Data))
        {
            RequireNone(cluster, blobs);
            await MakeAsync(cluster, binaries, account, ct);
            return;
        }
        if (new FileInfo(Path.Combine(cluster.Data, "PG_VERSION")) is not { Exists: true, Length: > 0 })
        {
            throw PostgresRefusals.Incomplete(cluster.Data);
        }
        if (!cluster.HasSecret)
        {
            await OrphanServer.StopAsync(cluster, ct);
            await LostPostgresSecret.ReplaceAsync(cluster, binaries, account, ct);
        }
    }

    private static bool IsEmpty(string folder) =>
        !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any();

    /// <summary>The initdb of a killed starter may still be writing: then its folder goes at a later start.</summary>
    private static void RemoveUnfinished(ClusterFolder cluster)
    {
        foreach (string folder in Directory.EnumerateDirectories(cluster.Root, DataPrefix + "*" + Unfinished + "*"))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) { }
        }
    }

    /// <exception cref="RefusedException">There was a database, which an empty one must not stand in for.</exception>
    private static void RequireNone(ClusterFolder cluster, string blobs)
    {
        if (OtherVersion(cluster) is { } version)
        {
            throw PostgresRefusals.OtherVersion(cluster.Root, version, cluster.Major);
        }
        if (!IsEmpty(blobs))
        {
            throw PostgresRefusals.Lost(cluster.Data, blobs);
        }
    }

    private static async Task MakeAsync(
        ClusterFolder cluster,
        PostgresBinaries binaries,
        ServerAccount account,
        CancellationToken ct
    )
    {
        string secret = cluster.HasSecret ? cluster.Secret : ClusterFolder.NewSecret();
        cluster.WriteSecret(secret);
        await account.OwnAsync([cluster.Root], ct);

        // A folder of its own: the initdb of a killed starter may still be writing to the one before.
        string making = $"{cluster.Data}{Unfinished}-{Guid.CreateVersion7():N}";
        (int exitCode, string error) = await ServerAccount.RunAsync(
            account.Command(
                binaries.Initdb,
                "-D",
                making,
                "-U",
                ClusterFolder.Administrator,
                "-A",
                "scram-sha-256",
                "--pwfile=" + cluster.SecretFile,
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync"
            ),
            ct
        );
        if (exitCode != 0)
        {
            throw await cluster.FailedAsync("Creating the database folder", error, ct);
        }

        if (Directory.Exists(cluster.Data))
        {
            Directory.Delete(cluster.Data); // it is empty
        }
        Directory.Move(making, cluster.Data);
    }

    /// <summary>The major version of a server that has made a database here; null if none has.</summary>
    private static int? OtherVersion(ClusterFolder cluster) =>
        Directory
            .EnumerateDirectories(cluster.Root, DataPrefix + "*")
            .Where(folder => !IsEmpty(folder))
            .Select(folder => Path.GetFileName(folder)[DataPrefix.Length..])
            .Where(version => version.All(char.IsAsciiDigit))
            .Select(version => (int?)int.Parse(version, CultureInfo.InvariantCulture))
            .Max();
}
