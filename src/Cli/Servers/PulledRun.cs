using System.Security.Cryptography;

namespace AethergenAI.Cli.Servers;

/// <summary>Fetches a run's files. Each is checked against the hash that the server names.</summary>
internal static class PulledRun
{
    /// <returns>The number of files that were fetched; those that are there already are left.</returns>
    internal static async Task<int> FetchAsync(
        Server server,
        Guid run,
        string folder,
        IProgress<RunProgress> progress,
        CancellationToken ct
    )
    {
        var files = await server.ListAsync<RemoteFile>($"/api/runs/{run}/artefacts", ct);
        long all = files.Sum(file => file.Bytes),
            done = 0;
        int fetched = 0;
        foreach (RemoteFile file in files)
        {
            string path = PathOf(folder, file.Name);
            progress.Report(
                new RunProgress(RunStage.Evidence)
                {
                    Message = $"fetching {file.Name}",
                    Fraction = all == 0 ? null : (double)done / all,
                }
            );
            if (!await IsThereAsync(path, file.Sha256, ct))
            {
                await FetchAsync(server, run, file, path, ct);
                fetched++;
            }
            done += file.Bytes;
        }

        return fetched;
    }

    private static Task FetchAsync(Server server, Guid run, RemoteFile file, string path, CancellationToken ct) =>
        AtomicFile.WriteAsync(
            path,
            async (output, stop) =>
            {
                using var hash = SHA256.Create();
                await using (var hashing = new CryptoStream(output, hash, CryptoStreamMode.Write, leaveOpen: true))
                {
                    string name = string.Join('/', file.Name.Split('/').Select(Uri.EscapeDataString));
                    await server.DownloadAsync($"/api/runs/{run}/artefacts/{name}", hashing, stop);
                }
                if (Convert.ToHexStringLower(hash.Hash!) != file.Sha256)
                {
                    throw ServerRefusals.Damaged(file.Name);
                }
            },
            ct
        );

    private static async Task<bool> IsThereAsync(string path, string sha256, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            return false;
        }
        await using FileStream file = File.OpenRead(path);
        return await Sha256.HexAsync(file, ct) == sha256;
    }

    /// <exception cref="RefusedException">The name leads out of the folder.</exception>
    private static string PathOf(string folder, string name)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(root, StringComparison.Ordinal) ? path : throw ServerRefusals.OutsideFolder(name);
    }
}
