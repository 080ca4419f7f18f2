using AethergenAI.Data.Blobs;

namespace AethergenAI.Data.Tests.Blobs;

public sealed class FolderBlobsTests : BlobStoreTests, IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("aethergen-folder-blobs-").FullName;

    public FolderBlobsTests() => Store = new FolderBlobs(root);

    protected override BlobStore Store { get; }

    protected override (int Sent, int Held) Mebibytes => (200, 20);

    public void Dispose() => Directory.Delete(root, recursive: true);

    protected override Task<List<string>> LeftAsync() =>
        Task.FromResult(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToList());

    protected override Task DamageAsync(Blob blob, byte[] bytes) =>
        File.WriteAllBytesAsync(Path.Combine(root, Tenant.ToString(), blob.Sha256[..2], blob.Sha256), bytes, Ct);

    [Fact]
    public async Task A_place_that_cannot_be_read_is_refused_as_damaged()
    {
        Blob blob = await PutAsync([1, 2, 3]);
        string path = Assert.Single(await LeftAsync());
        File.Delete(path);
        Directory.CreateDirectory(path);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Store.OpenAsync(Tenant, blob.Sha256, Ct));
        Assert.Equal("blobs.damaged", refusal.Code);
    }

    [Fact]
    public async Task Clearing_drops_unfinished_files_and_brings_back_what_was_being_removed()
    {
        Blob blob = await PutAsync(Bytes(seed: 1, length: 10));
        string path = Assert.Single(await LeftAsync());
        string incoming = Path.Combine(root, Tenant.ToString(), "incoming");
        File.Move(path, Path.Combine(incoming, blob.Sha256 + ".leaving"));
        string broken = Path.Combine(incoming, "broken-off"),
            young = Path.Combine(incoming, "young");
        await File.WriteAllTextAsync(broken, "half", Ct);
        await File.WriteAllTextAsync(young, "half", Ct);
        File.SetLastWriteTimeUtc(broken, (Now - TimeSpan.FromDays(2)).UtcDateTime);

        await Store.ClearAsync(Tenant, Now - TimeSpan.FromDays(1), Ct);

        Assert.True(await Store.HasAsync(Tenant, blob.Sha256, Ct));
        Assert.False(File.Exists(broken));
        Assert.True(File.Exists(young));
    }
}
