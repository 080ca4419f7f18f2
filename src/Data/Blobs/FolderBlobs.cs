using System.Runtime.CompilerServices;
using AethergenAI.Tenancy;

namespace AethergenAI.Data.Blobs;

/// <summary>Blobs as files on this machine, or on a disk that all processes share.</summary>
/// <param name="root">The folder with one folder for each tenant; created if missing.</param>
public sealed class FolderBlobs(string root) : BlobStore
{
    private const string Leaving = ".leaving";

    public override Task CheckAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(root);
        return Task.CompletedTask;
    }

    public override async Task<bool> HasAsync(Id<Tenant> tenant, string sha256, CancellationToken ct)
    {
        string path = PathOf(tenant, sha256);
        return File.Exists(path) && await IsIntactAsync(path, sha256, ct);
    }

    public override async Task<Stream> OpenAsync(Id<Tenant> tenant, string sha256, CancellationToken ct)
    {
        FileStream? file = null;
        try
        {
            file = Open(PathOf(tenant, sha256));
            if (await IsOfAsync(sha256, file, ct))
            {
                file.Position = 0;
                FileStream intact = file;
                file = null;
                return intact;
            }

            throw BlobRefusals.Damaged(sha256);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            throw BlobRefusals.Missing(sha256);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw BlobRefusals.Damaged(sha256);
        }
        finally
        {
            file?.Dispose();
        }
    }

    public override async Task<LocalBlob> OpenLocalAsync(Id<Tenant> tenant, string sha256, CancellationToken ct)
    {
        await using Stream intact = await OpenAsync(tenant, sha256, ct);
        return new LocalBlob(PathOf(tenant, sha256), copied: false);
    }

    public override async IAsyncEnumerable<Id<Tenant>> TenantsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        foreach (string folder in Directory.Exists(root) ? Directory.EnumerateDirectories(root) : [])
        {
            ct.ThrowIfCancellationRequested();
            if (Guid.TryParse(Path.GetFileName(folder), out _))
            {
                yield return Id<Tenant>.Parse(Path.GetFileName(folder), null);
            }
        }
    }

    public override async IAsyncEnumerable<string> PutBeforeAsync(
        Id<Tenant> tenant,
        DateTimeOffset moment,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await Task.CompletedTask;
        var folder = new DirectoryInfo(TenantFolder(tenant));
        foreach (FileInfo file in folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories) : [])
        {
            ct.ThrowIfCancellationRequested();
            if (IsHash(file.Name) && file.LastWriteTimeUtc < moment.UtcDateTime)
            {
                yield return file.Name;
            }
        }
    }

    /// <summary>The blob is first moved away, and moved back if it turns out to have been put again.</summary>
    public override Task<bool> RemoveAsync(
        Id<Tenant> tenant,
        string sha256,
        DateTimeOffset moment,
        CancellationToken ct
    ) => Task.FromResult(Remove(tenant, sha256, moment));

    /// <summary>Unfinished files go; blobs that were being removed come back, to be looked at again.</summary>
    public override Task ClearAsync(Id<Tenant> tenant, DateTimeOffset moment, CancellationToken ct)
    {
        var incoming = new DirectoryInfo(IncomingFolder(tenant));
        foreach (FileInfo file in incoming.Exists ? incoming.GetFiles("*" + Leaving) : [])
        {
            string path = PathOf(tenant, file.Name[..^Leaving.Length]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            file.MoveTo(path, overwrite: true);
        }

        DeleteOlder(incoming.FullName, moment);
        return Task.CompletedTask;
    }

    protected override string IncomingFolder(Id<Tenant> tenant) => Path.Combine(TenantFolder(tenant), "incoming");

    protected override async Task KeepAsync(Id<Tenant> tenant, Blob blob, string file, CancellationToken ct)
    {
        string path = PathOf(tenant, blob.Sha256);
        if (!IsRenewed(path) || !await IsIntactAsync(path, blob.Sha256, ct))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // A process that stores the same bytes at the same time writes an equal file.
            File.Move(file, path, overwrite: true);
        }
    }

    private static FileStream Open(string path) =>
        new(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read | FileShare.Delete,
            BufferSize,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );

    private static async Task<bool> IsIntactAsync(string path, string sha256, CancellationToken ct)
    {
        try
        {
            await using FileStream file = Open(path);
            return await IsOfAsync(sha256, file, ct);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool Remove(Id<Tenant> tenant, string sha256, DateTimeOffset moment)
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
            return false; // it is gone already, or a reader keeps the file in its place
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

    private string TenantFolder(Id<Tenant> tenant) => Path.Combine(root, tenant.ToString());

    private string PathOf(Id<Tenant> tenant, string sha256) =>
        Path.Combine(TenantFolder(tenant), Checked(sha256)[..2], sha256);
}
