using AethergenAI.Workspace;

namespace AethergenAI.Worker.Tests.Jobs;

[Trait("Speed", "Slow")]
public sealed class RandomKillTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

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
            await fixture.EndsWholeAsync(id, Trials, Patience, ct);
            Assert.Equal(Trials, events.DoneOf(id).Count); // each is said to be done once …
            Assert.Equal(Trials, events.DoneOf(id).Distinct().Count()); // … and none is missing
        }
        finally
        {
            await workers[0].DisposeAsync();
            await workers[1].DisposeAsync();
        }
    }

    private WorkerProcess Worker() => WorkerProcess.Start(fixture, trialsAtOnce: 2, ("Worker__Silence", "00:00:03"));
}
