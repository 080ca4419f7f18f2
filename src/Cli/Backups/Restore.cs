using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using AethergenAI.Formats;

namespace AethergenAI.Cli.Backups;

/// <summary>Puts a backup into an empty folder, completely or not at all.</summary>
internal static class Restore
{
    private const int BufferSize = 1 << 20;

    /// <exception cref="RefusedException">The folder is not empty, or the file is no backup or damaged.</exception>
    internal static async Task<BackupManifest> ReadAsync(string file, HomeFolder home, CancellationToken ct)
    {
        if (Directory.Exists(home.Path) && Directory.EnumerateFileSystemEntries(home.Path).Any())
        {
            throw BackupRefusals.NotEmpty(home.Path);
        }
        if (!File.Exists(file))
        {
            throw CliRefusals.FileMissing(file, Directory.Exists(file));
        }

        string place = OutputPath.Of(home.Path),
            partial = $"{place}.{Guid.NewGuid():N}.part";
        try
        {
            BackupManifest manifest = await ReadAsync(file, partial, ct);
            if (Directory.Exists(place))
            {
                Directory.Delete(place);
            }
            Directory.Move(partial, place);
            return manifest;
        }
        catch (InvalidDataException)
        {
            throw BackupRefusals.NotABackup(file);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    private static async Task<BackupManifest> ReadAsync(string file, string partial, CancellationToken ct)
    {
        await using FileStream input = File.OpenRead(file);
        using var zip = new ZipArchive(input, ZipArchiveMode.Read);
        BackupManifest manifest = await ManifestAsync(zip, file, ct);
        foreach (string folder in manifest.Folders)
        {
            PrivateFiles.MakeFolder(PathOf(partial, folder, file));
        }

        var progress = new ByteProgress("restoring", manifest.Files.Sum(one => one.Bytes));
        foreach (BackupFile one in manifest.Files)
        {
            ZipArchiveEntry entry = zip.GetEntry(one.Name) ?? throw BackupRefusals.Damaged(file, one.Name);
            string sha256 = await CopyAsync(entry, PathOf(partial, one.Name, file), one.Bytes, progress, ct);
            if (sha256 != one.Sha256)
            {
                throw BackupRefusals.Damaged(file, one.Name);
            }
        }

        return manifest;
    }

    private static async Task<BackupManifest> ManifestAsync(ZipArchive zip, string file, CancellationToken ct)
    {
        ZipArchiveEntry entry = zip.GetEntry(BackupManifest.FileName) ?? throw BackupRefusals.NotABackup(file);
        await using Stream stream = entry.Open();
        try
        {
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, Json.Options, ct);
            if (manifest is not null && manifest.Version != BackupManifest.ThisVersion)
            {
                throw BackupRefusals.Version(file, manifest.Version);
            }
            return manifest ?? throw BackupRefusals.NotABackup(file);
        }
        catch (JsonException)
        {
            throw BackupRefusals.NotABackup(file);
        }
    }

    /// <returns>The SHA-256 of what was copied; an entry that grows beyond its length is cut off.</returns>
    private static async Task<string> CopyAsync(
        ZipArchiveEntry entry,
        string path,
        long most,
        ByteProgress progress,
        CancellationToken ct
    )
    {
        await using Stream from = entry.Open();
        await using FileStream to = PrivateFiles.Create(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferSize];
        long copied = 0;
        int read;
        while (copied <= most && (read = await from.ReadAsync(buffer, ct)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
            copied += read;
            progress.Add(read);
        }

        await to.FlushAsync(ct);
        to.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <exception cref="RefusedException">The name leads out of the folder.</exception>
    private static string PathOf(string folder, string name, string file)
    {
        string root = folder + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, name));
        bool inside = HomeFolder.Parts.Any(part =>
            path == root + part || path.StartsWith(root + part + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        );
        return inside ? path : throw BackupRefusals.NotABackup(file);
    }
}
