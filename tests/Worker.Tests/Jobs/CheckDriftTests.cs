using System.Text;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Jobs;
using AethergenAI.Schemas;
using AethergenAI.Tables.Csv;
using AethergenAI.Worker.Jobs;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AethergenAI.Worker.Tests.Jobs;

/// <summary>The model of a finished run is tested against newer rows of its project, when it is due.</summary>
public sealed class CheckDriftTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private readonly FolderBlobs blobs = new(fixture.BlobFolder);

    [Fact]
    public async Task Each_newer_seed_is_tested_once_and_the_run_says_what_came_of_it()
    {
        Id<Run> run = await FinishedAsync();
        await WatchAsync(run);

        await WorkAsync();
        Assert.Empty(await ChecksAsync(run)); // its own seed is the newest
        Assert.NotNull((await WatchOfAsync(run))!.LookedAt);

        await UploadAsync("same.csv", Samples.Seed(500));
        await DueAsync(run);
        await WorkAsync();
        DriftCheck still = Assert.Single(await ChecksAsync(run));
        Assert.Equal(
            (DriftOutcome.StillValid, "same.csv", 500),
            (still.Outcome, still.SeedName, still.Report!.NewRows)
        );
        Assert.Equal(DriftOutcome.StillValid, (await fixture.ReadAsync(run, ct)).Drift);

        await DueAsync(run);
        await WorkAsync();
        Assert.Single(await ChecksAsync(run)); // nothing newer

        await UploadAsync("moved.csv", Moved(500));
        await DueAsync(run);
        await WorkAsync();
        DriftCheck moved = (await ChecksAsync(run))[^1];
        Assert.Equal(DriftOutcome.Refit, moved.Outcome);
        Assert.True(moved.Report!.Columns.Single(column => column.Column == "age").Moved);
        Assert.Equal(DriftOutcome.Refit, (await fixture.ReadAsync(run, ct)).Drift);

        await UploadAsync("other.csv", "colour,weight\nred,1\nblue,2\n"u8.ToArray());
        await DueAsync(run);
        await WorkAsync();
        DriftCheck refused = (await ChecksAsync(run))[^1];
        Assert.Equal(DriftOutcome.Refused, refused.Outcome);
        Assert.NotNull(refused.ProblemCode);
        Assert.Null(refused.Report);
        Assert.Equal(DriftOutcome.Refit, (await fixture.ReadAsync(run, ct)).Drift); // which nothing has refuted
    }

    [Fact]
    public async Task Every_newer_seed_is_tested_the_oldest_first()
    {
        Id<Run> run = await FinishedAsync();
        await UploadAsync("one.csv", Samples.Seed(450));
        await UploadAsync("two.csv", Moved(450));
        await WatchAsync(run);

        await WorkAsync();

        var checks = await ChecksAsync(run);
        Assert.Equal(["one.csv", "two.csv"], checks.Select(check => check.SeedName));
        Assert.Equal(DriftOutcome.Refit, (await fixture.ReadAsync(run, ct)).Drift);
    }

    /// <summary>
    /// As where its rows do not fit into memory: the worker ends, and another takes it half an hour later.
    /// </summary>
    [Fact]
    public async Task A_test_whose_worker_died_three_times_is_given_up()
    {
        Id<Run> run = await FinishedAsync();
        await UploadAsync("same.csv", Samples.Seed(500));
        await WatchAsync(run);
        var source = fixture.Services.GetRequiredService<NpgsqlDataSource>();
        for (int death = 0; death < 3; death++)
        {
            var job = new DriftJob(source, (_, _, lost, _) => Dying(lost), TimeProvider.System);
            await Assert.ThrowsAsync<InvalidOperationException>(() => job.RunAsync(ct));
            await using var wait = source.CreateCommand(
                $"update jobs.drift_due set due_at = now() where run_id = '{run}'"
            );
            await wait.ExecuteNonQueryAsync(ct);
        }

        await WorkAsync();

        Assert.Equal("drift.never-ended", Assert.Single(await ChecksAsync(run)).ProblemCode);

        static Task Dying(bool lost)
        {
            Assert.False(lost);
            throw new InvalidOperationException("It died.");
        }
    }

    [Fact]
    public async Task What_is_not_due_or_was_ended_is_left_alone()
    {
        Id<Run> later = await FinishedAsync(),
            ended = await FinishedAsync();
        await WatchAsync(later);
        await WorkAsync();
        await WatchAsync(ended);
        await UploadAsync("same.csv", Samples.Seed(500));
        await using (AethergenDb db = fixture.Tenants.OpenFor(fixture.Tenant))
        {
            await db.DriftWatches.Where(row => row.RunId == ended).ExecuteDeleteAsync(ct);
        }

        await WorkAsync();

        Assert.Empty(await ChecksAsync(later));
        Assert.Empty(await ChecksAsync(ended));
        DriftWatch watch = (await WatchOfAsync(later))!;
        Assert.Equal(TimeSpan.FromHours(1), watch.DueAt - watch.LookedAt);
    }

    [Fact]
    public async Task Two_workers_test_no_run_twice_at_once()
    {
        Id<Run> run = await FinishedAsync();
        await UploadAsync("same.csv", Samples.Seed(500));
        await WatchAsync(run);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WorkAsync()));

        Assert.Single(await ChecksAsync(run));
    }

    private async Task<Id<Run>> FinishedAsync()
    {
        Id<Run> run = await fixture.EnqueueAsync(Samples.RecipeOf(1, 200), Samples.Seed(400), ct);
        await using WorkerProcess worker = WorkerProcess.Start(fixture);
        await fixture.EndsWholeAsync(run, 1, Patience, ct);
        return run;
    }

    private async Task WatchAsync(Id<Run> run)
    {
        await using AethergenDb db = fixture.Tenants.OpenFor(fixture.Tenant);
        db.DriftWatches.Add(
            new DriftWatch
            {
                RunId = run,
                Every = DriftEvery.Hour,
                Owner = "tests@localhost",
                DueAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await db.SaveChangesAsync(ct);
    }

    private async Task DueAsync(Id<Run> run)
    {
        await using AethergenDb db = fixture.Tenants.OpenFor(fixture.Tenant);
        await db
            .DriftWatches.Where(row => row.RunId == run)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.DueAt, TimeProvider.System.GetUtcNow()), ct);
    }

    private Task WorkAsync()
    {
        var check = new CheckDrift(fixture.Tenants, blobs, new MicrosecondClock(), NullLogger<CheckDrift>.Instance);
        return new DriftJob(
            fixture.Services.GetRequiredService<NpgsqlDataSource>(),
            check.RunAsync,
            TimeProvider.System
        ).RunAsync(ct);
    }

    private async Task<DriftWatch?> WatchOfAsync(Id<Run> run)
    {
        await using AethergenDb db = fixture.Tenants.OpenFor(fixture.Tenant);
        return await db.DriftWatches.AsNoTracking().SingleOrDefaultAsync(row => row.RunId == run, ct);
    }

    private async Task<List<DriftCheck>> ChecksAsync(Id<Run> run)
    {
        await using AethergenDb db = fixture.Tenants.OpenFor(fixture.Tenant);
        return await db
            .DriftChecks.AsNoTracking()
            .Where(row => row.RunId == run)
            .OrderBy(row => row.At)
            .ToListAsync(ct);
    }

    private async Task UploadAsync(string name, byte[] csv)
    {
        Blob blob = await blobs.PutAsync(fixture.Tenant, async (file, token) => await file.WriteAsync(csv, token), ct);
        SchemaProposal found = SchemaInference.Infer(new MemoryStream(csv), "seed", CsvOptions.Default, ct);
        await using AethergenDb db = fixture.Tenants.OpenFor(fixture.Tenant);
        db.Seeds.Add(
            new SeedFile
            {
                Id = Id<SeedFile>.New(),
                ProjectId = await db.Projects.Select(project => project.Id).SingleAsync(ct),
                Name = name,
                Sha256 = blob.Sha256,
                Bytes = blob.Bytes,
                Rows = found.Rows,
                Profile = found,
                CreatedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Everybody is twenty years older.</summary>
    private static byte[] Moved(int rows) =>
        Encoding.UTF8.GetBytes(
            string.Join(
                '\n',
                Encoding
                    .UTF8.GetString(Samples.Seed(rows))
                    .TrimEnd()
                    .Split('\n')
                    .Select(
                        (line, at) =>
                            at == 0
                                ? line
                                : $"{int.Parse(line.Split(',')[0], null) + 20},{line[(line.IndexOf(',') + 1)..]}"
                    )
            )
        );
}
