using AethergenAI.Data.Blobs;
using AethergenAI.Data.Tests.Blobs;
using AethergenAI.Workspace;

namespace AethergenAI.Worker.Tests.Jobs;

/// <summary>A worker that shares no folder with the API: blobs in a storage account, keys in the database.</summary>
[Trait("Speed", "Slow")]
public sealed class StorageAccountTests(WorkerFixture fixture, Azurite azurite)
    : IClassFixture<WorkerFixture>,
        IClassFixture<Azurite>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_reads_its_seed_from_the_account_and_writes_its_files_there()
    {
        Assert.SkipWhen(azurite.WhyNot is not null, azurite.WhyNot ?? "");
        string account = Azurite.ConnectionString(azurite.Port);
        using AzureBlobs blobs = AzureBlobs.In(account);
        await blobs.CheckAsync(ct);
        byte[] seed = Samples.Seed(rows: 200);
        await blobs.PutAsync(fixture.Tenant, (file, token) => file.WriteAsync(seed, token).AsTask(), ct);
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(repeats: 1, rows: 200), seed, ct);
        Directory.Delete(fixture.BlobFolder, recursive: true); // so that nothing can come from there

        await using WorkerProcess worker = WorkerProcess.Start(
            fixture,
            settings:
            [
                ("Blobs__Root", ""),
                ("Blobs__Account", account),
                ("Keys__Root", ""),
                ("Keys__Secret", "a secret of more than thirty letters"),
            ]
        );
        await fixture.UntilAsync(id, run => run.Status == RunStatus.Done, TimeSpan.FromMinutes(3), ct);

        IReadOnlyList<Artefact> artefacts = await fixture.ArtefactsAsync(id, ct);
        Assert.NotEmpty(artefacts);
        foreach (Artefact artefact in artefacts)
        {
            Assert.True(await blobs.HasAsync(fixture.Tenant, artefact.Sha256, ct), artefact.Name);
        }
        Assert.False(Directory.Exists(fixture.BlobFolder));
        Assert.Equal(1, await fixture.CountAsync("select count(*) from keys.ring", ct));
    }
}
