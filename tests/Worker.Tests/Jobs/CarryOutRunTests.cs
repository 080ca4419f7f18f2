using System.Diagnostics;
using System.Text;
using AethergenAI.Data;
using AethergenAI.Recipes;
using AethergenAI.Workspace;

namespace AethergenAI.Worker.Tests.Jobs;

public sealed class CarryOutRunTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_whose_worker_is_killed_ends_as_an_undisturbed_one_does()
    {
        Recipe recipe = Samples.RecipeOf(repeats: 3, rows: 2_000);
        byte[] seed = Samples.Seed(rows: 400);
        Id<Run> disturbed = await fixture.EnqueueAsync(recipe, seed, ct);
        IReadOnlyList<Artefact> before;
        await using (WorkerProcess first = WorkerProcess.Start(fixture))
        {
            await TablesAsync(disturbed, atLeast: 1);
            await first.KillAsync();
            before = await fixture.ArtefactsAsync(disturbed, ct);
            Assert.Equal(RunStatus.Running, (await fixture.ReadAsync(disturbed, ct)).Status);
        }

        await using WorkerProcess second = WorkerProcess.Start(fixture);
        await TablesAsync(disturbed, Tables(before).Count + 1);
        await fixture.UntilAsync(disturbed, run => run.Status == RunStatus.Done, Patience, ct);

        Id<Run> undisturbed = await fixture.EnqueueAsync(recipe, seed, ct);
        await fixture.UntilAsync(undisturbed, run => run.Status == RunStatus.Done, Patience, ct);
        IReadOnlyList<Artefact> after = await fixture.ArtefactsAsync(disturbed, ct),
            reference = await fixture.ArtefactsAsync(undisturbed, ct);

        Assert.Equal(reference.Select(artefact => artefact.Name), after.Select(artefact => artefact.Name));
        Assert.Equal(Tables(reference), Tables(after));
        Assert.Subset(
            Tables(after).ToHashSet(StringComparer.Ordinal),
            Tables(before).ToHashSet(StringComparer.Ordinal)
        );
        Assert.Equal(3, (await fixture.ReadAsync(disturbed, ct)).Summary!.Trials.Count);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Workers_with_free_slots_take_trials_of_a_run_that_another_leads()
    {
        await using WorkerProcess one = WorkerProcess.Start(fixture, trialsAtOnce: 1),
            two = WorkerProcess.Start(fixture, trialsAtOnce: 1);
        Id<Run> id = await fixture.EnqueueAsync(
            Samples.RecipeOf(repeats: 16, rows: 2_000),
            Samples.Seed(rows: 400),
            ct
        );
        Run run = await fixture.UntilAsync(id, now => now.Ended, Patience, ct);

        Assert.Equal(RunStatus.Done, run.Status);
        Assert.Equal(16, run.Summary!.Trials.Count);
        Assert.Contains($"Helping with run {id}", one.Output + two.Output, StringComparison.Ordinal);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_run_that_is_cancelled_stops_before_its_trials_are_done()
    {
        await using WorkerProcess worker = WorkerProcess.Start(fixture);
        Id<Run> id = await fixture.EnqueueAsync(
            Samples.RecipeOf(repeats: 50, rows: 20_000),
            Samples.Seed(rows: 400),
            ct
        );
        await fixture.UntilAsync(
            id,
            run => run is { Status: RunStatus.Running, Stage: not RunStage.Seeding },
            Patience,
            ct
        );

        await using (AethergenDb db = fixture.Tenants.OpenFor(fixture.Tenant))
        {
            Run run = await db.Runs.GetAsync(id, ct);
            run.RequestCancel(TimeProvider.System);
            await db.SaveChangesAsync(ct);
        }

        Run ended = await fixture.UntilAsync(id, run => run.Ended, Patience, ct);
        Assert.Equal(RunStatus.Cancelled, ended.Status);
        Assert.Null(ended.Summary);
        Assert.InRange(Tables(await fixture.ArtefactsAsync(id, ct)).Count, 0, 49);
    }

    [Fact]
    public async Task A_run_that_cannot_be_carried_out_is_refused_and_not_tried_again()
    {
        await using WorkerProcess worker = WorkerProcess.Start(fixture);
        Id<Run> id = await fixture.EnqueueAsync(
            Samples.RecipeOf(repeats: 1, rows: 10),
            Samples.FreeText(rows: 100),
            ct
        );

        Run run = await fixture.UntilAsync(id, now => now.Ended, Patience, ct);
        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.NotNull(run.ProblemCode);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_run_that_was_queued_while_no_worker_ran_is_begun_when_one_starts()
    {
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(repeats: 1, rows: 50), Samples.Seed(rows: 100), ct);
        await using WorkerProcess late = WorkerProcess.Start(fixture);

        Assert.Equal(RunStatus.Done, (await fixture.UntilAsync(id, run => run.Ended, Patience, ct)).Status);
    }

    [Fact]
    public async Task What_reading_the_seed_had_to_say_stays_with_the_run()
    {
        byte[] western = Encoding.Latin1.GetBytes(
            "age,town\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{20 + (i % 50)},Orléans\n"))
        );
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(repeats: 1, rows: 50), western, ct);
        await using WorkerProcess worker = WorkerProcess.Start(fixture);

        Run run = await fixture.UntilAsync(id, now => now.Ended, Patience, ct);
        Assert.Equal(["seed.csv: The file was read as windows-1252."], run.Notes);
    }

    /// <summary>
    /// The synthetic tables and their hashes: what must not depend on how often the run was begun. Reports hold times,
    /// so they may.
    /// </summary>
    private static List<string> Tables(IEnumerable<Artefact> artefacts) =>
        [
            .. from artefact in artefacts
            where artefact.Name.EndsWith(".csv", StringComparison.Ordinal)
            select $"{artefact.Name} {artefact.Sha256}",
        ];

    private async Task TablesAsync(Id<Run> run, int atLeast)
    {
        long start = Stopwatch.GetTimestamp();
        while (Tables(await fixture.ArtefactsAsync(run, ct)).Count < atLeast)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(start) < Patience,
                $"No {atLeast} tables after {Patience}: {(await fixture.ReadAsync(run, ct)).ProblemMessage}"
            );
            await Task.Delay(20, ct);
        }
    }

    /// <summary>The run's row says that it ended a moment before its job lets go of it.</summary>
    private async Task NothingLeftAsync()
    {
        const string left = """
            select (select count(*) from jobs.run_jobs) + (select count(*) from jobs.trial_queue)
                + (select count(*) from hangfire.jobqueue)
                + (select count(*) from hangfire.job where statename <> 'Succeeded')
            """;
        for (int i = 0; i < 100 && await fixture.CountAsync(left, ct) > 0; i++)
        {
            await Task.Delay(50, ct);
        }
        Assert.Equal(0, await fixture.CountAsync(left, ct));
    }
}
