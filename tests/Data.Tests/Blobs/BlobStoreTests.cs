using System.Security.Cryptography;
using AethergenAI.Data.Blobs;
using AethergenAI.Tenancy;

namespace AethergenAI.Data.Tests.Blobs;

public sealed class BlobStoreTests : IDisposable
{
    private static readonly Id<Tenant> Tenant = Id<Tenant>.New();

    private readonly string root = Path.Combine(
        Path.GetTempPath(),
        "aethergen-blobs-" + Guid.CreateVersion7().ToString("N")
    );
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private readonly BlobStore store;

    public BlobStoreTests() => store = new BlobStore(root);

    public void Dispose()
    {
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private Task<Blob> PutAsync(byte[] bytes) =>
        store.PutAsync(Tenant, async (stream, token) => await stream.WriteAsync(bytes, token), ct);

    [Fact]
    public async Task What_was_put_is_read_back_under_its_hash()
    {
        Blob blob = await PutAsync("abc"u8.ToArray());

        // FIPS 180-4, SHA-256 of "abc"
        Assert.Equal(new Blob("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3), blob);
        using var reader = new StreamReader(store.Open(Tenant, blob.Sha256));
        Assert.Equal("abc", await reader.ReadToEndAsync(ct));
    }

    [Fact]
    public async Task A_full_disk_is_refused_in_words_and_leaves_nothing()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device here that is always full.");
        var refusal = await Assert.ThrowsAsync<RefusedException>(() =>
            store.PutAsync(
                Tenant,
                async (_, token) =>
                {
                    await using var full = new FileStream(
                        "/dev/full",
                        FileMode.Open,
                        FileAccess.Write,
                        FileShare.ReadWrite,
                        bufferSize: 0
                    );
                    await full.WriteAsync(new byte[10], token);
                },
                ct
            )
        );

        Assert.Equal("blobs.disk-full", refusal.Code);
        Assert.Empty(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_write_that_breaks_off_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() =>
            store.PutAsync(
                Tenant,
                async (stream, token) =>
                {
                    await stream.WriteAsync(new byte[1_000_000], token);
                    throw new IOException("the line went dead");
                },
                ct
            )
        );

        Assert.Empty(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_same_bytes_put_by_many_at_once_are_kept_once()
    {
        byte[] bytes = Bytes(seed: 1, length: 300_000);
        Blob[] blobs = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => PutAsync(bytes), ct)));

        Assert.Single(blobs.Distinct());
        string file = Assert.Single(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, ct));
    }

    [Fact]
    public async Task One_tenant_s_blob_is_not_another_s()
    {
        Blob blob = await PutAsync(Bytes(seed: 2, length: 10));

        Assert.True(store.Has(Tenant, blob.Sha256));
        Assert.False(store.Has(Id<Tenant>.New(), blob.Sha256));
        Assert.Throws<FileNotFoundException>(() => store.Open(Id<Tenant>.New(), blob.Sha256));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    public void A_name_that_is_no_hash_is_not_looked_for(string name) =>
        Assert.Throws<ArgumentException>(() => store.Has(Tenant, name));

    [Fact]
    public async Task A_large_blob_passes_through_without_being_held_in_memory()
    {
        const int blocks = 200,
            block = 1 << 20;
        byte[] bytes = Bytes(seed: 3, block);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Blob blob = await store.PutAsync(
            Tenant,
            async (stream, token) =>
            {
                for (int i = 0; i < blocks; i++)
                {
                    await stream.WriteAsync(bytes, token);
                }
            },
            ct
        );

        Assert.Equal((long)blocks * block, blob.Bytes);
        // 200 MiB went through; buffers and bookkeeping stay under a tenth of that
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 20 << 20);
    }

    [Fact]
    public async Task The_hash_is_that_of_all_bytes_however_they_were_written()
    {
        byte[] bytes = Bytes(seed: 4, length: 1_000_003);
        Blob blob = await store.PutAsync(
            Tenant,
            async (stream, token) =>
            {
                for (int at = 0; at < bytes.Length; at += 777)
                {
                    await stream.WriteAsync(bytes.AsMemory(at, Math.Min(777, bytes.Length - at)), token);
                }
            },
            ct
        );

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), blob.Sha256);
    }

    private static byte[] Bytes(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
