using System.Security.Cryptography;
using AethergenAI.Tenancy;
using Microsoft.Extensions.Configuration;

namespace AethergenAI.Data.Blobs;

/// <param name="Sha256">The SHA-256 of the bytes, in hex; it is the blob's name.</param>
public sealed record Blob(string Sha256, long Bytes);

/// <summary>
/// Stores immutable bytes that are named by their SHA-256, so that each tenant stores equal bytes once. A blob is
/// stored completely or not at all, even after a crash; it is read only if its bytes still have the hash that names it,
/// and storing them again replaces bytes that have not. Any number of processes may write and read at the same time.
/// Every method may throw <see cref="BlobOutageException"/>.
/// </summary>
public abstract class BlobStore
{
    protected const int BufferSize = 128 * 1024;
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT
    private const int DiskFull = unchecked((int)0x80070070); // ERROR_DISK_FULL

    /// <summary>
    /// The store in the folder that <c>Blobs:Root</c> names, or in the storage account that <c>Blobs:Account</c> names.
    /// </summary>
    /// <exception cref="RefusedException">None or both are set, or the account is not an account.</exception>
    public static BlobStore FromConfiguration(IConfiguration configuration) =>
        (configuration["Blobs:Root"], configuration["Blobs:Account"]) switch
        {
            ({ Length: > 0 } root, null or "") => new FolderBlobs(Path.GetFullPath(root)),
            (null or "", { Length: > 0 } account) => AzureBlobs.In(account),
            (null or "", null or "") => throw BlobRefusals.NoPlace(),
            _ => throw BlobRefusals.TwoPlaces(),
        };

    /// <summary>Checks at the start of a process that the store can be used.</summary>
    public abstract Task CheckAsync(CancellationToken ct);

    /// <param name="write">Writes the bytes in order; if it throws, nothing is stored.</param>
    /// <param name="check">Gets the path of the complete bytes before they are stored; if it throws, nothing is
    /// stored.</param>
    /// <exception cref="BlobOutageException">The disk is full; nothing is stored.</exception>
    public async Task<Blob> PutAsync(
        Id<Tenant> tenant,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken ct,
        Action<string>? check = null
    )
    {
        string file = Path.Combine(IncomingFolder(tenant), Guid.CreateVersion7().ToString("N"));
        try
        {
            Directory.CreateDirectory(IncomingFolder(tenant));
            Blob blob = await WriteAsync(file, write, ct);
            check?.Invoke(file);
            await KeepAsync(tenant, blob, file, ct);
            return blob;
        }
        catch (IOException full) when (IsFull(full))
        {
            throw BlobRefusals.DiskFull(full);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Whether the tenant has the blob, with the bytes that its name is the hash of.</summary>
    public abstract Task<bool> HasAsync(Id<Tenant> tenant, string sha256, CancellationToken ct);

    /// <returns>A stream that can seek, so that a part can be read without what is before it.</returns>
    /// <exception cref="RefusedException">The tenant has no such blob, or its bytes are not the name's.</exception>
    public abstract Task<Stream> OpenAsync(Id<Tenant> tenant, string sha256, CancellationToken ct);

    /// <summary>The blob as a file on this machine, for readers that need a path.</summary>
    /// <exception cref="RefusedException">The tenant has no such blob, or its bytes are not the name's.</exception>
    public abstract Task<LocalBlob> OpenLocalAsync(Id<Tenant> tenant, string sha256, CancellationToken ct);

    /// <summary>The tenants that have blobs here, whether or not the database knows them.</summary>
    public abstract IAsyncEnumerable<Id<Tenant>> TenantsAsync(CancellationToken ct);

    /// <summary>The hashes of the tenant's blobs that were last put before <paramref name="moment"/>.</summary>
    public abstract IAsyncEnumerable<string> PutBeforeAsync(
        Id<Tenant> tenant,
        DateTimeOffset moment,
        CancellationToken ct
    );

    /// <summary>
    /// Removes a blob that was last put before <paramref name="moment"/>. If it is put again at the same time, it
    /// stays.
    /// </summary>
    /// <returns>Whether it was removed.</returns>
    public abstract Task<bool> RemoveAsync(
        Id<Tenant> tenant,
        string sha256,
        DateTimeOffset moment,
        CancellationToken ct
    );

    /// <summary>Clears what crashes before <paramref name="moment"/> left of the tenant's unfinished blobs.</summary>
    public abstract Task ClearAsync(Id<Tenant> tenant, DateTimeOffset moment, CancellationToken ct);

    /// <summary>The folder in which a tenant's bytes are collected until their hash is known.</summary>
    protected abstract string IncomingFolder(Id<Tenant> tenant);

    /// <summary>Stores the bytes of <paramref name="file"/>; bytes that are there already count as put now.</summary>
    protected abstract Task KeepAsync(Id<Tenant> tenant, Blob blob, string file, CancellationToken ct);

    protected static bool IsHash(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    /// <exception cref="ArgumentException">The name is not a hash, so it may point anywhere.</exception>
    protected static string Checked(string sha256) =>
        IsHash(sha256)
            ? sha256
            : throw new ArgumentException("A blob's name is 64 lower-case hexadecimal digits.", nameof(sha256));

    /// <summary>Whether a write failed for want of space.</summary>
    public static bool IsFull(Exception failure) =>
        failure is IOException && failure.HResult is NoSpaceLeft or QuotaExceeded or DiskFull;

    /// <summary>Writes a new file and computes the hash of its bytes on the way.</summary>
    protected static async Task<Blob> WriteAsync(
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

    /// <summary>Whether the rest of the stream has this hash.</summary>
    protected static async Task<bool> IsOfAsync(string sha256, Stream bytes, CancellationToken ct) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, ct)) == sha256;

    /// <summary>Deletes the folder's files that were last written before <paramref name="moment"/>.</summary>
    protected static void DeleteOlder(string folder, DateTimeOffset moment)
    {
        var old =
            from file in Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles() : []
            where file.LastWriteTimeUtc < moment.UtcDateTime
            select file;
        foreach (FileInfo file in old)
        {
            file.Delete();
        }
    }
}
