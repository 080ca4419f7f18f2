using System.Runtime.CompilerServices;
using AethergenAI.Tenancy;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AethergenAI.Data.Blobs;

/// <summary>
/// Blobs in one container of an Azure storage account, named <c>TENANT/SHA256</c>. Bytes are collected in a temporary
/// file until their hash is known, then uploaded in blocks, which become a blob all at once and only if there is none.
/// </summary>
internal sealed class AzureBlobs : BlobStore, IDisposable
{
    internal const string Container = "aethergen";

    private const string CachePrefix = "aethergen-blobs-";
    private const int Block = 8 << 20;
    private const int BlocksAtOnce = 4;

    private readonly BlobContainerClient container;
    private readonly bool byIdentity;
    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory(CachePrefix);

    private AzureBlobs(BlobServiceClient account, bool byIdentity)
    {
        container = account.GetBlobContainerClient(Container);
        this.byIdentity = byIdentity;
    }

    /// <param name="account">The account's address, where this process signs in as its own identity, or a connection
    /// string with a key, as Azurite has.</param>
    internal static AzureBlobs In(string account)
    {
        (BlobServiceClient client, bool byIdentity) = AzureAccount.Open(account);
        return new AzureBlobs(client, byIdentity);
    }

    /// <summary>With a key the container is created if missing; with an identity, deployment has created it.</summary>
    public override Task CheckAsync(CancellationToken ct) =>
        AskAsync(async () =>
        {
            if (byIdentity)
            {
                await ProbeAsync(ct);
                await container.GetPropertiesAsync(cancellationToken: ct);
                return true;
            }

            await container.CreateIfNotExistsAsync(cancellationToken: ct);
            return true;
        });

    public override Task<bool> HasAsync(Id<Tenant> tenant, string sha256, CancellationToken ct) =>
        AskAsync(async () =>
        {
            BlobClient blob = At(tenant, sha256);
            return await blob.ExistsAsync(ct) && await IsIntactAsync(blob, sha256, ct);
        });

    /// <summary>A copy on this machine: only whole bytes can be checked.</summary>
    public override async Task<Stream> OpenAsync(Id<Tenant> tenant, string sha256, CancellationToken ct) =>
        (await OpenLocalAsync(tenant, sha256, ct)).Read();

    public override async Task<LocalBlob> OpenLocalAsync(Id<Tenant> tenant, string sha256, CancellationToken ct)
    {
        var local = new LocalBlob(
            Path.Combine(IncomingFolder(tenant), Guid.CreateVersion7().ToString("N")),
            copied: true
        );
        try
        {
            Directory.CreateDirectory(IncomingFolder(tenant));
            Blob found = await ReadAsync(sha256, async () =>
            {
                BlobDownloadStreamingResult read = await At(tenant, sha256)
                    .DownloadStreamingAsync(cancellationToken: ct);
                using (read)
                {
                    return await WriteAsync(local.Path, (file, token) => read.Content.CopyToAsync(file, token), ct);
                }
            });
            return found.Sha256 == sha256 ? local : throw BlobRefusals.Damaged(sha256);
        }
        catch (IOException full) when (IsFull(full))
        {
            local.Dispose();
            throw BlobRefusals.DiskFull(full);
        }
        catch
        {
            local.Dispose();
            throw;
        }
    }

    public override async IAsyncEnumerable<Id<Tenant>> TenantsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var options = new GetBlobsByHierarchyOptions { Delimiter = "/" };
        await using var items = container.GetBlobsByHierarchyAsync(options, ct).GetAsyncEnumerator(ct);
        while (await AskAsync(async () => await items.MoveNextAsync()))
        {
            if (items.Current.IsPrefix && Guid.TryParse(items.Current.Prefix.TrimEnd('/'), out _))
            {
                yield return Id<Tenant>.Parse(items.Current.Prefix.TrimEnd('/'), null);
            }
        }
    }

    public override async IAsyncEnumerable<string> PutBeforeAsync(
        Id<Tenant> tenant,
        DateTimeOffset moment,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var options = new GetBlobsOptions { Prefix = $"{tenant}/" };
        await using var items = container.GetBlobsAsync(options, ct).GetAsyncEnumerator(ct);
        while (await AskAsync(async () => await items.MoveNextAsync()))
        {
            string name = items.Current.Name[options.Prefix.Length..];
            if (IsHash(name) && items.Current.Properties.LastModified < moment)
            {
                yield return name;
            }
        }
    }

    public override Task<bool> RemoveAsync(
        Id<Tenant> tenant,
        string sha256,
        DateTimeOffset moment,
        CancellationToken ct
    ) =>
        AskAsync(async () =>
        {
            BlobClient blob = At(tenant, sha256);
            try
            {
                BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: ct);
                if (found.LastModified >= moment)
                {
                    return false;
                }

                // Renewing it changes its tag, so that it is then not removed.
                var unchanged = new BlobRequestConditions { IfMatch = found.ETag };
                return await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.None, unchanged, ct);
            }
            catch (RequestFailedException gone) when (IsMissing(gone) || IsChanged(gone))
            {
                return false;
            }
        });

    /// <summary>
    /// On this machine only: in the account nothing unfinished is seen, and Azure drops blocks that became no blob
    /// within a week.
    /// </summary>
    public override Task ClearAsync(Id<Tenant> tenant, DateTimeOffset moment, CancellationToken ct)
    {
        foreach (string folder in Directory.EnumerateDirectories(cache.Parent!.FullName, CachePrefix + "*"))
        {
            DeleteOlder(Path.Combine(folder, tenant.ToString()), moment);
        }
        return Task.CompletedTask;
    }

    public void Dispose() => cache.Delete(recursive: true);

    protected override string IncomingFolder(Id<Tenant> tenant) => Path.Combine(cache.FullName, tenant.ToString());

    protected override Task KeepAsync(Id<Tenant> tenant, Blob blob, string file, CancellationToken ct) =>
        AskAsync(async () =>
        {
            BlobClient kept = At(tenant, blob.Sha256);
            while (!await IsRenewedAsync(kept, blob.Sha256, ct) && !await IsUploadedAsync(kept, file, ct)) { }
            return true;
        });

    /// <summary>Whether the blob was there and intact; it then counts as put now. A damaged one goes.</summary>
    private static async Task<bool> IsRenewedAsync(BlobClient blob, string sha256, CancellationToken ct)
    {
        try
        {
            BlobInfo renewed = await blob.SetMetadataAsync(
                new Dictionary<string, string>(StringComparer.Ordinal),
                cancellationToken: ct
            );
            if (await IsIntactAsync(blob, sha256, ct))
            {
                return true;
            }

            var unchanged = new BlobRequestConditions { IfMatch = renewed.ETag };
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.None, unchanged, ct);
            return false;
        }
        catch (RequestFailedException absent) when (IsMissing(absent) || IsChanged(absent))
        {
            return false;
        }
    }

    private static async Task<bool> IsIntactAsync(BlobClient blob, string sha256, CancellationToken ct)
    {
        using BlobDownloadStreamingResult read = await blob.DownloadStreamingAsync(cancellationToken: ct);
        return await IsOfAsync(sha256, read.Content, ct);
    }

    /// <summary>False if another process stored the same bytes meanwhile.</summary>
    private static async Task<bool> IsUploadedAsync(BlobClient blob, string file, CancellationToken ct)
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            TransferOptions = new StorageTransferOptions
            {
                InitialTransferSize = Block,
                MaximumTransferSize = Block,
                MaximumConcurrency = BlocksAtOnce,
            },
        };
        try
        {
            await blob.UploadAsync(file, options, ct);
            return true;
        }
        catch (RequestFailedException there)
            when (there.ErrorCode == BlobErrorCode.BlobAlreadyExists || IsChanged(there))
        {
            return false;
        }
    }

    private BlobClient At(Id<Tenant> tenant, string sha256) => container.GetBlobClient($"{tenant}/{Checked(sha256)}");

    private static bool IsMissing(RequestFailedException failure) => failure.ErrorCode == BlobErrorCode.BlobNotFound;

    private static bool IsChanged(RequestFailedException failure) => failure.ErrorCode == BlobErrorCode.ConditionNotMet;

    private Task<T> ReadAsync<T>(string sha256, Func<Task<T>> request) =>
        AskAsync(async () =>
        {
            try
            {
                return await request();
            }
            catch (RequestFailedException failure) when (IsMissing(failure))
            {
                throw BlobRefusals.Missing(sha256);
            }
        });

    private async Task<T> AskAsync<T>(Func<Task<T>> request)
    {
        try
        {
            return await request();
        }
        catch (Exception failure) when (AzureOutages.Is(failure))
        {
            throw AzureOutages.InWords(failure, container);
        }
    }

    /// <summary>Asks without signing in: whatever the account answers, it answers.</summary>
    private async Task ProbeAsync(CancellationToken ct)
    {
        try
        {
            await new BlobContainerClient(container.Uri, AzureAccount.Options()).GetPropertiesAsync(
                cancellationToken: ct
            );
        }
        catch (RequestFailedException answered) when (answered.Status != 0) { }
    }
}
