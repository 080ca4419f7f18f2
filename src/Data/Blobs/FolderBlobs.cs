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

    public override Task<bool> HasAsync(Id<Tenant> tenant, string sha256, CancellationToken ct) =>
        Task.FromResult(File.Exists(PathOf(tenant, sha256)));

    public override Task<Stream> OpenAsync(Id<Tenant> tenant, string sha256, CancellationToken ct) =>
        Task.FromResult<Stream>(
            new FileStream(
                ExistingPathOf(tenant, sha256),
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                BufferSize,
                FileOptions.Asynchronous | FileOptions.SequentialScan
            )
        );

    public override Task<LocalBlob> OpenLocalAsync(Id<Tenant> tenant, string sha256, CancellationToken ct) =>
        Task.FromResult(new LocalBlob(ExistingPathOf(tenant, sha256), copied: false));

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

    protected override Task KeepAsync(Id<Tenant> tenant, Blob blob, string file, CancellationToken ct)
    {
        string path = PathOf(tenant, blob.Sha256);
        if (!IsRenewed(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // A process that stores the same bytes at the same time writes an equal file.
            File.Move(file, path, overwrite: true);
        }

        return Task.CompletedTask;
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

    private string ExistingPathOf(Id<Tenant> tenant, string sha256) =>
        PathOf(tenant, sha256) is var path && File.Exists(path) ? path : throw Missing(sha256);

    private string TenantFolder(Id<Tenant> tenant) => Path.Combine(root, tenant.ToString());

    private string PathOf(Id<Tenant> tenant, string sha256) =>
        Path.Combine(TenantFolder(tenant), Checked(sha256)[..2], sha256);
}
