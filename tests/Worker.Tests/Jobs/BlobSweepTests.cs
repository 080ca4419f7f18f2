using AethergenAI.Data.Blobs;
using AethergenAI.Data.Jobs;
using AethergenAI.Data.Runs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.Extensions.Logging.Abstractions;

namespace AethergenAI.Worker.Tests.Jobs;

public sealed class BlobSweepTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(2);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private readonly FolderBlobs blobs = new(fixture.BlobFolder);

    [Fact]
    public async Task Only_what_no_row_names_and_is_older_than_a_day_goes()
    {
        Id<Run> run = await fixture.EnqueueAsync(Samples.RecipeOf(1, 50), Samples.Seed(41), ct);
        var artefacts = new BlobArtefacts(fixture.Tenants, blobs, fixture.Tenant, run, TimeProvider.System);
        await artefacts.WriteAsync(
            "note.txt",
            (file, token) => file.WriteAsync("named"u8.ToArray(), token).AsTask(),
            ct
        );
        string young = await PutAsync("young and not named");
        foreach (string file in Directory.EnumerateFiles(fixture.BlobFolder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) != young)
            {
                Age(file);
            }
        }
        string old = await PutAsync("old and not named", aged: true);

        await SweepAsync();

        Assert.False(await blobs.HasAsync(fixture.Tenant, old, ct));
        Assert.True(await blobs.HasAsync(fixture.Tenant, young, ct));
        await using var named = await artefacts.OpenAsync("note.txt", ct); // by an artefact
        await using var db = fixture.Tenants.OpenFor(fixture.Tenant);
        foreach (string seed in db.Seeds.Select(seed => seed.Sha256).ToList())
        {
            Assert.True(await blobs.HasAsync(fixture.Tenant, seed, ct));
        }
    }

    [Fact]
    public async Task What_is_put_again_counts_as_young()
    {
        string sha256 = await PutAsync("twice", aged: true);
        await PutAsync("twice");
        await SweepAsync();
        Assert.True(await blobs.HasAsync(fixture.Tenant, sha256, ct));
    }

    [Fact]
    public async Task What_is_put_again_while_it_is_swept_stays()
    {
        DateTimeOffset before = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1);
        for (int i = 0; i < 200; i++)
        {
            string sha256 = await PutAsync("both", aged: true);
            Task<bool> removing = Task.Run(() => blobs.RemoveAsync(fixture.Tenant, sha256, before, ct), ct);
            await PutAsync("both");
            await removing;
            Assert.True(await blobs.HasAsync(fixture.Tenant, sha256, ct));
        }
    }

    [Fact]
    public async Task What_a_tenant_names_does_not_keep_the_blob_of_another()
    {
        Id<Tenant> other = Id<Tenant>.New();
        await using (var db = fixture.Tenants.OpenFor(other))
        {
            db.Tenants.Add(
                new Tenant
                {
                    Id = other,
                    Name = "Other",
                    CreatedAt = TimeProvider.System.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync(ct);
        }
        byte[] seed = Samples.Seed(42);
        await fixture.EnqueueAsync(Samples.RecipeOf(1, 50), seed, ct);
        Blob copy = await PutAsync(other, seed);
        Age(await PathOfAsync(other, copy.Sha256));
        Age(await PathOfAsync(fixture.Tenant, copy.Sha256));

        await SweepAsync();
        Assert.False(await blobs.HasAsync(other, copy.Sha256, ct));
        Assert.True(await blobs.HasAsync(fixture.Tenant, copy.Sha256, ct));
    }

    [Fact]
    public async Task The_folder_of_a_tenant_that_the_database_does_not_know_is_left_alone()
    {
        Id<Tenant> unknown = Id<Tenant>.New();
        Blob blob = await PutAsync(unknown, "another installation's"u8.ToArray());
        Age(await PathOfAsync(unknown, blob.Sha256));
        await SweepAsync();
        Assert.True(await blobs.HasAsync(unknown, blob.Sha256, ct));
    }

    [Fact]
    public async Task What_crashes_left_is_cleared_and_a_blob_that_was_being_removed_comes_back()
    {
        string sha256 = await PutAsync("half removed");
        string path = await PathOfAsync(fixture.Tenant, sha256);
        string incoming = Path.Combine(fixture.BlobFolder, fixture.Tenant.ToString(), "incoming");
        File.Move(path, Path.Combine(incoming, sha256 + ".leaving"));
        string broken = Path.Combine(incoming, "broken-off");
        await File.WriteAllTextAsync(broken, "half", ct);
        Age(broken);
        string writing = Path.Combine(incoming, "writing");
        await File.WriteAllTextAsync(writing, "half", ct);

        await SweepAsync();
        Assert.True(await blobs.HasAsync(fixture.Tenant, sha256, ct));
        Assert.False(File.Exists(broken));
        Assert.True(File.Exists(writing));
    }

    private Task SweepAsync() =>
        new BlobSweep(fixture.Tenants, blobs, TimeProvider.System, NullLogger<BlobSweep>.Instance).RunAsync(ct);

    private Task<Blob> PutAsync(Id<Tenant> tenant, byte[] content) =>
        blobs.PutAsync(tenant, async (stream, token) => await stream.WriteAsync(content, token), ct);

    private async Task<string> PutAsync(string text, bool aged = false)
    {
        Blob blob = await PutAsync(fixture.Tenant, System.Text.Encoding.UTF8.GetBytes(text));
        if (aged)
        {
            Age(await PathOfAsync(fixture.Tenant, blob.Sha256));
        }
        return blob.Sha256;
    }

    private async Task<string> PathOfAsync(Id<Tenant> tenant, string sha256)
    {
        using LocalBlob file = await blobs.OpenLocalAsync(tenant, sha256, ct);
        return file.Path; // a folder's blob is not copied
    }

    private static void Age(string file) =>
        File.SetLastWriteTimeUtc(file, (TimeProvider.System.GetUtcNow() - Old).UtcDateTime);
}
