using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Worker.Tests.Jobs;

/// <summary>The database and the workers come and go while a run with many trials is carried out.</summary>
[Trait("Speed", "Slow")]
public sealed class RestartTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly (string, string) Quick = ("Worker__Silence", "00:00:03");

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private readonly PostgresRestart restart = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => restart.DisposeAsync();

    [Fact]
    public async Task Two_workers_that_are_killed_at_random_carry_out_each_of_many_trials_once()
    {
        const int Trials = 120,
            Kills = 4;
        var chance = new Random(7);
        await using TrialEvents events = await TrialEvents.ListenAsync(fixture, ct);
        WorkerProcess[] workers = [Worker(), Worker()];
        try
        {
            Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(Trials, rows: 200), Samples.Seed(200), ct);
            int done = 0;
            for (int kill = 0; kill < Kills; kill++)
            {
                done += chance.Next(5, 20);
                await fixture.UntilAsync(id, run => run.Ended || events.DoneOf(id).Count >= done, Patience, ct);
                int victim = chance.Next(workers.Length);
                await workers[victim].KillAsync();
                await workers[victim].DisposeAsync();
                workers[victim] = Worker();
            }

            Assert.False((await fixture.ReadAsync(id, ct)).Ended, "It had ended before the last kill.");
            await EndsWholeAsync(id, Trials);
            Assert.Equal(Trials, events.DoneOf(id).Count); // each is said to be done once …
            Assert.Equal(Trials, events.DoneOf(id).Distinct().Count()); // … and none is missing
        }
        finally
        {
            await workers[0].DisposeAsync();
            await workers[1].DisposeAsync();
        }
    }

    [Fact]
    public async Task A_run_outlives_the_crash_of_the_database_and_the_attempt_does_not_count()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && fixture.ServerId is not null,
            "The server is not ours to kill here."
        );
        const int Trials = 40;
        await using WorkerProcess one = Worker(),
            two = Worker();
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(Trials, rows: 500), Samples.Seed(200), ct);
        await fixture.UntilAsync(
            id,
            run => run.Stage == RunStage.Fitting || run.Stage == RunStage.Sampling,
            Patience,
            ct
        );
        await restart.RestartAsync(
            fixture.ServerId!.Value,
            fixture.ConnectionString,
            whileDown: () => Task.Delay(TimeSpan.FromSeconds(2), ct),
            ct
        );

        await EndsWholeAsync(id, Trials);
        Assert.DoesNotContain("attempt 2", one.Output + two.Output, StringComparison.Ordinal);
        Id<Run> next = await fixture.EnqueueAsync(Samples.RecipeOf(1, rows: 50), Samples.Seed(200), ct);
        Assert.Equal(RunStatus.Done, (await fixture.UntilAsync(next, run => run.Ended, Patience, ct)).Status);
    }

    private WorkerProcess Worker() => WorkerProcess.Start(fixture, trialsAtOnce: 2, Quick);

    private async Task EndsWholeAsync(Id<Run> id, int trials)
    {
        Run run = await fixture.UntilAsync(id, now => now.Ended, Patience, ct);
        Assert.Equal((RunStatus.Done, null), (run.Status, run.ProblemMessage));
        Assert.Equal(trials, run.Summary!.Trials.Count);
        await using var db = fixture.Tenants.OpenFor(fixture.Tenant);
        List<RunTrial> rows = await db.Trials.AsNoTracking().Where(row => row.RunId == id).ToListAsync(ct);
        Assert.Equal(trials, rows.Select(row => row.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rows, row => Assert.Equal(TrialStatus.Done, row.Status));
    }
}
