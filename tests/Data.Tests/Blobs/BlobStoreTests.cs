using System.Security.Cryptography;
using AethergenAI.Data.Blobs;
using AethergenAI.Tenancy;

namespace AethergenAI.Data.Tests.Blobs;

/// <summary>What every blob store does, wherever it keeps the bytes.</summary>
/// <remarks>One test counts what the whole process allocates, so no other class runs beside these.</remarks>
[Collection(nameof(Alone))]
public abstract class BlobStoreTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected CancellationToken Ct { get; } = TestContext.Current.CancellationToken;

    protected Id<Tenant> Tenant { get; } = Id<Tenant>.New();

    /// <summary>The store; it skips the test with a reason if it cannot run here.</summary>
    protected abstract BlobStore Store { get; }

    /// <summary>How many mebibytes are sent through, and how many of them may be held in memory.</summary>
    protected abstract (int Sent, int Held) Mebibytes { get; }

    /// <summary>Puts other bytes in the place of a blob's, behind the store's back.</summary>
    protected abstract Task DamageAsync(Blob blob, byte[] bytes);

    /// <summary>The names of all that is left of the tenant's bytes, unfinished and temporary ones too.</summary>
    protected abstract Task<List<string>> LeftAsync();

    protected Task<Blob> PutAsync(byte[] bytes) =>
        Store.PutAsync(Tenant, async (stream, token) => await stream.WriteAsync(bytes, token), Ct);

    protected static byte[] Bytes(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    [Fact]
    public async Task What_was_put_is_read_back_under_its_hash()
    {
        Blob blob = await PutAsync("abc"u8.ToArray());

        // FIPS 180-4, SHA-256 of "abc"
        Assert.Equal(new Blob("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3), blob);
        using var reader = new StreamReader(await Store.OpenAsync(Tenant, blob.Sha256, Ct));
        Assert.Equal("abc", await reader.ReadToEndAsync(Ct));
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        Blob blob = await PutAsync([]);

        await using Stream read = await Store.OpenAsync(Tenant, blob.Sha256, Ct);
        Assert.Equal(0, read.Length);
        Assert.Equal(0, await read.ReadAsync(new byte[1], Ct));
    }

    /// <summary>20 MiB and a little are three blocks of an upload.</summary>
    [Fact]
    public async Task A_part_is_read_without_what_is_before_it()
    {
        byte[] bytes = Bytes(seed: 5, (20 << 20) + 3);
        Blob blob = await PutAsync(bytes);

        await using Stream read = await Store.OpenAsync(Tenant, blob.Sha256, Ct);
        Assert.Equal(bytes.Length, read.Length);
        foreach (int from in new[] { (8 << 20) - 5, 0, bytes.Length - 10, (16 << 20) - 1 })
        {
            byte[] part = new byte[10];
            read.Position = from;
            await read.ReadExactlyAsync(part, Ct);
            Assert.Equal(bytes[from..(from + 10)], part);
        }
    }

    [Fact]
    public async Task A_full_disk_is_refused_in_words_and_leaves_nothing()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device here that is always full.");
        var outage = await Assert.ThrowsAsync<BlobOutageException>(() =>
            Store.PutAsync(
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
                Ct
            )
        );

        Assert.Equal("blobs.disk-full", outage.Code);
        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task A_write_that_breaks_off_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() =>
            Store.PutAsync(
                Tenant,
                async (stream, token) =>
                {
                    await stream.WriteAsync(new byte[1_000_000], token);
                    throw new IOException("the line went dead");
                },
                Ct
            )
        );

        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task Bytes_that_a_check_declines_are_not_stored()
    {
        var declined = new InvalidDataException("not a table");
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Store.PutAsync(
                Tenant,
                (stream, token) => stream.WriteAsync("x,y"u8.ToArray(), token).AsTask(),
                Ct,
                check: path => throw (File.ReadAllText(path) == "x,y" ? declined : new IOException("other bytes"))
            )
        );

        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task The_same_bytes_put_by_many_at_once_are_kept_once()
    {
        byte[] bytes = Bytes(seed: 1, length: 300_000);
        Blob[] blobs = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => PutAsync(bytes), Ct)));

        Blob blob = Assert.Single(blobs.Distinct());
        Assert.EndsWith(blob.Sha256, Assert.Single(await LeftAsync()), StringComparison.Ordinal);
        using var read = new MemoryStream();
        await using Stream stored = await Store.OpenAsync(Tenant, blob.Sha256, Ct);
        await stored.CopyToAsync(read, Ct);
        Assert.Equal(bytes, read.ToArray());
    }

    [Fact]
    public async Task One_tenant_s_blob_is_not_another_s()
    {
        Blob blob = await PutAsync(Bytes(seed: 2, length: 10));
        Id<Tenant> other = Id<Tenant>.New();

        Assert.True(await Store.HasAsync(Tenant, blob.Sha256, Ct));
        Assert.False(await Store.HasAsync(other, blob.Sha256, Ct));
        Assert.Equal("blobs.missing", await RefusalAsync(() => Store.OpenAsync(other, blob.Sha256, Ct)));
        Assert.Equal("blobs.missing", await RefusalAsync(() => Store.OpenLocalAsync(other, blob.Sha256, Ct)));
    }

    /// <summary>One bit is another, the end is cut off, everything is gone.</summary>
    [Theory]
    [InlineData(new byte[] { 1, 2, 2, 4 })]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[0])]
    public async Task Damaged_bytes_are_refused_until_the_same_are_put_again(byte[] damaged)
    {
        byte[] bytes = [1, 2, 3, 4];
        Blob blob = await PutAsync(bytes);
        await DamageAsync(blob, damaged);

        Assert.False(await Store.HasAsync(Tenant, blob.Sha256, Ct));
        Assert.Equal("blobs.damaged", await RefusalAsync(() => Store.OpenAsync(Tenant, blob.Sha256, Ct)));
        Assert.Equal("blobs.damaged", await RefusalAsync(() => Store.OpenLocalAsync(Tenant, blob.Sha256, Ct)));
        Assert.Single(await LeftAsync());

        await PutAsync(bytes);
        Assert.True(await Store.HasAsync(Tenant, blob.Sha256, Ct));
        await using Stream healed = await Store.OpenAsync(Tenant, blob.Sha256, Ct);
        using var read = new MemoryStream();
        await healed.CopyToAsync(read, Ct);
        Assert.Equal(bytes, read.ToArray());
    }

    private static async Task<string> RefusalAsync<T>(Func<Task<T>> open) =>
        (await Assert.ThrowsAsync<RefusedException>(open)).Code;

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    public async Task A_name_that_is_no_hash_is_not_looked_for(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.HasAsync(Tenant, name, Ct));

    [Fact]
    public async Task A_large_blob_passes_through_without_being_held_in_memory()
    {
        byte[] block = Bytes(seed: 3, 1 << 20);
        await PutAsync(block); // what is allocated once in a process is allocated
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Blob blob = await Store.PutAsync(
            Tenant,
            async (stream, token) =>
            {
                for (int i = 0; i < Mebibytes.Sent; i++)
                {
                    await stream.WriteAsync(block, token);
                }
            },
            Ct
        );

        Assert.Equal((long)Mebibytes.Sent << 20, blob.Bytes);
        long held = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.InRange(held, 0, (long)Mebibytes.Held << 20);
    }

    [Fact]
    public async Task The_hash_is_that_of_all_bytes_however_they_were_written()
    {
        byte[] bytes = Bytes(seed: 4, length: 1_000_003);
        Blob blob = await Store.PutAsync(
            Tenant,
            async (stream, token) =>
            {
                for (int at = 0; at < bytes.Length; at += 777)
                {
                    await stream.WriteAsync(bytes.AsMemory(at, Math.Min(777, bytes.Length - at)), token);
                }
            },
            Ct
        );

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), blob.Sha256);
    }

    [Fact]
    public async Task Who_needs_a_path_gets_a_file_with_the_same_bytes()
    {
        byte[] bytes = Bytes(seed: 6, length: 300_000);
        Blob blob = await PutAsync(bytes);

        using (LocalBlob local = await Store.OpenLocalAsync(Tenant, blob.Sha256, Ct))
        {
            Assert.Equal(bytes, await File.ReadAllBytesAsync(local.Path, Ct));
        }
        Assert.EndsWith(blob.Sha256, Assert.Single(await LeftAsync()), StringComparison.Ordinal); // and no copy
    }

    [Fact]
    public async Task Tenants_and_their_blobs_are_listed_by_the_time_of_the_last_put()
    {
        Blob blob = await PutAsync(Bytes(seed: 7, length: 10));

        Assert.Contains(Tenant, await Store.TenantsAsync(Ct).ToListAsync(Ct));
        Assert.Equal([blob.Sha256], await Store.PutBeforeAsync(Tenant, Now + Day, Ct).ToListAsync(Ct));
        Assert.Empty(await Store.PutBeforeAsync(Tenant, Now - Day, Ct).ToListAsync(Ct));
        Assert.Empty(await Store.PutBeforeAsync(Id<Tenant>.New(), Now + Day, Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task Only_what_was_last_put_before_a_moment_is_removed()
    {
        byte[] bytes = Bytes(seed: 8, length: 10);
        Blob blob = await PutAsync(bytes);
        await Task.Delay(TimeSpan.FromSeconds(1.1), Ct); // a storage account tells times in whole seconds
        DateTimeOffset moment = Now;
        await Task.Delay(TimeSpan.FromSeconds(1.1), Ct);
        await PutAsync(bytes);

        Assert.False(await Store.RemoveAsync(Tenant, blob.Sha256, moment, Ct));
        Assert.True(await Store.HasAsync(Tenant, blob.Sha256, Ct));
        Assert.True(await Store.RemoveAsync(Tenant, blob.Sha256, Now + Day, Ct));
        Assert.False(await Store.HasAsync(Tenant, blob.Sha256, Ct));
        Assert.False(await Store.RemoveAsync(Tenant, blob.Sha256, Now + Day, Ct));
        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task What_is_put_again_while_it_is_removed_is_there_or_was_removed_before()
    {
        byte[] bytes = Bytes(seed: 9, length: 10);
        Blob blob = await PutAsync(bytes);
        for (int i = 0; i < 20; i++)
        {
            Task<bool> removing = Task.Run(() => Store.RemoveAsync(Tenant, blob.Sha256, Now - Day, Ct), Ct);
            await PutAsync(bytes);
            Assert.False(await removing);
            Assert.True(await Store.HasAsync(Tenant, blob.Sha256, Ct));
        }
    }

    protected static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
