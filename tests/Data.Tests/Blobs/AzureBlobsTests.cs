using AethergenAI.Data.Blobs;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AethergenAI.Data.Tests.Blobs;

[Trait("Speed", "Slow")]
public sealed class AzureBlobsTests(Azurite azurite) : BlobStoreTests, IClassFixture<Azurite>, IAsyncLifetime
{
    private AzureBlobs? store;

    protected override BlobStore Store => store!;

    /// <summary>Four blocks of 8 MiB are under way at once; each may be held twice.</summary>
    protected override (int Sent, int Held) Mebibytes => (160, 80);

    private BlobContainerClient Container =>
        new(Azurite.ConnectionString(azurite.Port), AzureBlobs.Container, new BlobClientOptions());

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(azurite.WhyNot is not null, azurite.WhyNot ?? "");
        store = AzureBlobs.In(Azurite.ConnectionString(azurite.Port));
        await store.CheckAsync(Ct);
    }

    public ValueTask DisposeAsync()
    {
        store?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<List<string>> LeftAsync() => [.. await StoredAsync(), .. Temporary()];

    protected override Task DamageAsync(Blob blob, byte[] bytes) =>
        Container.GetBlobClient($"{Tenant}/{blob.Sha256}").UploadAsync(new BinaryData(bytes), overwrite: true, Ct);

    private async Task<List<string>> StoredAsync(BlobStates states = BlobStates.None) =>
        await Container
            .GetBlobsAsync(new GetBlobsOptions { Prefix = $"{Tenant}/", States = states }, Ct)
            .Select(blob => blob.Name)
            .ToListAsync(Ct);

    private IEnumerable<string> Temporary() =>
        Directory
            .EnumerateDirectories(Path.GetTempPath(), "aethergen-blobs-*")
            .Select(folder => Path.Combine(folder, Tenant.ToString()))
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles);

    [Fact]
    public async Task An_upload_whose_line_is_cut_leaves_no_blob_and_says_what_to_do()
    {
        // Four blocks of 8 MiB are under way at once, so that after 40 MiB one has arrived.
        using var line = new CutLine(azurite.Port, bytes: 40 << 20);
        using var cut = AzureBlobs.In(Azurite.ConnectionString(line.Port));
        byte[] bytes = Bytes(seed: 20, length: 64 << 20);

        var outage = await Assert.ThrowsAsync<BlobOutageException>(() =>
            cut.PutAsync(Tenant, (stream, token) => stream.WriteAsync(bytes, token).AsTask(), Ct)
        );

        Assert.True(line.IsCut);
        Assert.Equal("blobs.no-answer", outage.Code);
        Assert.Contains("does not answer", outage.Message, StringComparison.Ordinal);
        Assert.Empty(await LeftAsync());
        // What was sent are blocks of a blob that is not there; the next upload takes their place.
        Assert.Single(await StoredAsync(BlobStates.Uncommitted));
        Blob blob = await PutAsync(bytes);
        Assert.True(await Store.HasAsync(Tenant, blob.Sha256, Ct));
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_named()
    {
        await Container.DeleteIfExistsAsync(cancellationToken: Ct);
        try
        {
            var outage = await Assert.ThrowsAsync<BlobOutageException>(() =>
                Store.PutAsync(Tenant, (stream, token) => stream.WriteAsync(new byte[1], token).AsTask(), Ct)
            );
            Assert.Equal("blobs.no-container", outage.Code);
        }
        finally
        {
            await Store.CheckAsync(Ct); // creates it again
        }
    }

    [Fact]
    public async Task A_key_that_is_not_the_account_s_is_not_let_in()
    {
        string forged = Convert.ToBase64String(Bytes(seed: 21, length: 64));
        string account = Azurite.ConnectionString(azurite.Port);
        int from = account.IndexOf("AccountKey=", StringComparison.Ordinal) + "AccountKey=".Length;
        using var stranger = AzureBlobs.In(account[..from] + forged + account[account.IndexOf(";Blob", from)..]);

        var outage = await Assert.ThrowsAsync<BlobOutageException>(() => stranger.CheckAsync(Ct));

        Assert.Equal("blobs.not-allowed", outage.Code);
        Assert.DoesNotContain(forged, outage.Message, StringComparison.Ordinal);
    }
}
