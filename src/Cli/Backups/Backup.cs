using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace AethergenAI.Cli.Backups;

/// <summary>Copies the state of a stopped installation into one ZIP, each file with its hash.</summary>
internal static class Backup
{
    private const int BufferSize = 1 << 20;

    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
    };

    /// <exception cref="RefusedException">There is no installation, or it is running.</exception>
    internal static async Task<BackupManifest> WriteAsync(HomeFolder home, string file, CancellationToken ct)
    {
        await using FileStream claim = home.Claim();
        BackupManifest? written = null;
        await AtomicFile.WriteAsync(
            file,
            async (output, stop) =>
            {
                PrivateFiles.Close((FileStream)output); // it holds keys
                written = await WriteAsync(home, output, stop);
            },
            ct
        );
        return written!;
    }

    private static async Task<BackupManifest> WriteAsync(HomeFolder home, Stream output, CancellationToken ct)
    {
        string[] folders =
        [
            .. HomeFolder.Parts,
            .. HomeFolder.Parts.SelectMany(part => Below(home, part, Directory.EnumerateDirectories)),
        ];
        string[] names = [.. HomeFolder.Parts.SelectMany(part => Below(home, part, Directory.EnumerateFiles))];
        var progress = new ByteProgress("backing up", names.Sum(name => new FileInfo(home.In(name)).Length));
        List<BackupFile> files = [];
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            files.Add(await AddAsync(zip, home, name, progress, ct));
        }

        var manifest = new BackupManifest(
            BackupManifest.ThisVersion,
            typeof(Backup).Assembly.GetName().Version!.ToString(3),
            TimeProvider.System.GetUtcNow(),
            [.. folders.Order(StringComparer.Ordinal)],
            files
        );
        await using Stream last = zip.CreateEntry(BackupManifest.FileName).Open();
        await JsonSerializer.SerializeAsync(last, manifest, Json.Options, ct);
        return manifest;
    }

    private static async Task<BackupFile> AddAsync(
        ZipArchive zip,
        HomeFolder home,
        string name,
        ByteProgress progress,
        CancellationToken ct
    )
    {
        await using FileStream file = File.OpenRead(home.In(name));
        await using Stream entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferSize];
        long bytes = 0;
        int read;
        while ((read = await file.ReadAsync(buffer, ct)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await entry.WriteAsync(buffer.AsMemory(0, read), ct);
            bytes += read;
            progress.Add(read);
        }
        return new BackupFile(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Paths below the home folder, with '/'. A part that is a link is followed.</summary>
    private static IEnumerable<string> Below(
        HomeFolder home,
        string part,
        Func<string, string, EnumerationOptions, IEnumerable<string>> list
    ) =>
        from path in list(home.In(part), "*", All)
        let name = Path.GetRelativePath(home.In(part), path).Replace('\\', '/')
        where Path.GetFileName(name) is not "postmaster.pid"
        select $"{part}/{name}";
}
