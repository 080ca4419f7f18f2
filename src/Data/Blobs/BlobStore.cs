using System.Security.Cryptography;
using AethergenAI.Tenancy;
using Microsoft.Extensions.Configuration;

namespace AethergenAI.Data.Blobs;

/// <param name="Sha256">The SHA-256 of the bytes, in hex; it is the blob's name.</param>
public sealed record Blob(string Sha256, long Bytes);

/// <summary>
/// Stores immutable bytes in files that are named by their SHA-256, so that each tenant stores equal bytes once. A blob
/// is stored completely or not at all, even after a crash. Any number of processes may write and read at the same time.
/// </summary>
/// <param name="root">The folder with one folder for each tenant; created if missing.</param>
public sealed class BlobStore(string root)
{
    private const string Leaving = ".leaving";
    private const int BufferSize = 128 * 1024;
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT
    private const int DiskFull = unchecked((int)0x80070070); // ERROR_DISK_FULL

    /// <summary>The store in the folder that <c>Blobs:Root</c> names.</summary>
    public static BlobStore FromConfiguration(IConfiguration configuration) =>
        configuration["Blobs:Root"] is { Length: > 0 } root
            ? new BlobStore(Path.GetFullPath(root))
            : throw new InvalidOperationException(
                "Blobs:Root is not set. Set it to the folder that stores seeds, models and packs."
            );

    /// <param name="write">Writes the bytes in order; if it throws, nothing is stored.</param>
    /// <param name="check">Gets the path of the complete bytes before they are stored; if it throws, nothing is
    /// stored.</param>
    /// <exception cref="RefusedException">The disk is full; nothing is stored.</exception>
    public async Task<Blob> PutAsync(
        Id<Tenant> tenant,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken ct,
        Action<string>? check = null
    )
    {
        string temporary = Path.Combine(IncomingFolder(tenant), Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
        try
        {
            Blob blob = await WriteAsync(temporary, write, ct);
            check?.Invoke(temporary);
            string path = PathOf(tenant, blob.Sha256);
            if (!IsRenewed(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                // A process that stores the same bytes at the same time writes an equal file.
                File.Move(temporary, path, overwrite: true);
            }

            return blob;
        }
        catch (IOException full) when (full.HResult is NoSpaceLeft or QuotaExceeded or DiskFull)
        {
            throw BlobRefusals.DiskFull();
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public bool Has(Id<Tenant> tenant, string sha256) => File.Exists(PathOf(tenant, sha256));

    /// <exception cref="FileNotFoundException">The tenant has no such blob.</exception>
    public Stream Open(Id<Tenant> tenant, string sha256) =>
        new FileStream(
            LocalPathOf(tenant, sha256),
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            BufferSize,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );

    /// <summary>
    /// The path of the blob's file, for readers that need a path. Do not write, move or delete this file.
    /// </summary>
    /// <exception cref="FileNotFoundException">The tenant has no such blob.</exception>
    public string LocalPathOf(Id<Tenant> tenant, string sha256) =>
        Has(tenant, sha256) ? PathOf(tenant, sha256) : throw new FileNotFoundException($"There is no blob {sha256}.");

    /// <summary>Those that have a folder here.</summary>
    internal IEnumerable<Id<Tenant>> Tenants() =>
        from folder in Directory.Exists(root) ? Directory.EnumerateDirectories(root) : []
        let name = Path.GetFileName(folder)
        where Guid.TryParse(name, out _)
        select Id<Tenant>.Parse(name, null);

    /// <summary>The hashes of the tenant's blobs that were last put before <paramref name="moment"/>.</summary>
    internal IEnumerable<string> PutBefore(Id<Tenant> tenant, DateTimeOffset moment) =>
        from file in new DirectoryInfo(TenantFolder(tenant)).EnumerateFiles("*", SearchOption.AllDirectories)
        where IsHash(file.Name) && file.LastWriteTimeUtc < moment.UtcDateTime
        select file.Name;

    /// <summary>
    /// Removes a blob that was last put before <paramref name="moment"/>. Where it is put again at this very moment,
    /// it stays: it is first moved away, and moved back where it turns out to be young.
    /// </summary>
    /// <returns>Whether it is gone.</returns>
    internal bool Remove(Id<Tenant> tenant, string sha256, DateTimeOffset moment)
    {
        string path = PathOf(tenant, sha256),
            away = Path.Combine(IncomingFolder(tenant), sha256 + Leaving);
        try
        {
            Directory.CreateDirectory(IncomingFolder(tenant));
            File.Move(path, away, overwrite: true);
            if (File.GetLastWriteTimeUtc(away) >= moment.UtcDateTime)
            {
                File.Move(away, path, overwrite: true);
                return false;
            }

            File.Delete(away);
            return true;
        }
        catch (IOException)
        {
            return false; // gone already, or being read where that keeps a file in its place
        }
    }

    /// <summary>
    /// Clears what crashes left: uploads that broke off before <paramref name="moment"/> go, and blobs that were being
    /// removed come back, to be looked at again.
    /// </summary>
    internal void Clear(Id<Tenant> tenant, DateTimeOffset moment)
    {
        var incoming = new DirectoryInfo(IncomingFolder(tenant));
        foreach (FileInfo file in incoming.Exists ? incoming.GetFiles() : [])
        {
            if (file.Name.EndsWith(Leaving, StringComparison.Ordinal))
            {
                string path = PathOf(tenant, file.Name[..^Leaving.Length]);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                file.MoveTo(path, overwrite: true);
            }
            else if (file.LastWriteTimeUtc < moment.UtcDateTime)
            {
                file.Delete();
            }
        }
    }

    /// <summary>Whether the blob was there; it then counts as put now.</summary>
    private static bool IsRenewed(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime);
            // looked at afterwards: it may have been moved away after the system found it and before it was renewed
            return File.Exists(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static async Task<Blob> WriteAsync(
        string path,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken ct
    )
    {
        await using var file = new FileStream(
            path,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0,
            FileOptions.Asynchronous
        );
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var hashing = new BufferedStream(new HashingStream(file, hash), BufferSize))
        {
            await write(hashing, ct);
            await hashing.FlushAsync(ct);
            file.Flush(flushToDisk: true); // the bytes must be on disk before the file gets its name
            return new Blob(Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
        }
    }

    private string TenantFolder(Id<Tenant> tenant) => Path.Combine(root, tenant.ToString());

    private string IncomingFolder(Id<Tenant> tenant) => Path.Combine(TenantFolder(tenant), "incoming");

    private static bool IsHash(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    private string PathOf(Id<Tenant> tenant, string sha256) =>
        IsHash(sha256)
            ? Path.Combine(TenantFolder(tenant), sha256[..2], sha256)
            : throw new ArgumentException("A blob's name is 64 lower-case hexadecimal digits.", nameof(sha256));
}

internal static class BlobRefusals
{
    internal static RefusedException DiskFull() =>
        new(
            RefusalKind.Conflict,
            "blobs.disk-full",
            "The server's disk is full, so this file was not stored. "
                + "Ask the administrator to free some space, then try again."
        );
}
