using AethergenAI.Recipes;
using AethergenAI.Workspace;

namespace AethergenAI.Worker.Tests;

/// <summary>Runs that two workers carry out from one queue, while one of them is killed now and then.</summary>
internal static class RandomKills
{
    /// <param name="trials">How many trials the recipe has.</param>
    /// <param name="runs">How many runs of the recipe wait in the queue, each on a seed of its own.</param>
    /// <param name="kills">They are spread at random over the trials; a killed worker is started again.</param>
    /// <returns>The trials that were said to be done, each as often as that was said.</returns>
    internal static async Task<IReadOnlyList<string>> CarryOutAsync(
        WorkerFixture fixture,
        Recipe recipe,
        int trials,
        int runs,
        int kills,
        TimeSpan patience,
        CancellationToken ct
    )
    {
        var chance = new Random(7);
        await using TrialEvents events = await TrialEvents.ListenAsync(fixture, ct);
        WorkerProcess[] workers = [Start(fixture), Start(fixture)];
        try
        {
            var ids = new List<Id<Run>>();
            for (int run = 0; run < runs; run++)
            {
                ids.Add(await fixture.EnqueueAsync(recipe, Samples.Seed(200 + run), ct));
            }
            int done = 0;
            for (int kill = 0; kill < kills; kill++)
            {
                done += chance.Next(runs * trials / kills / 6, runs * trials * 2 / kills / 3);
                await fixture.UntilAsync(ids[^1], run => run.Ended || Done().Count >= done, patience, ct);
                int victim = chance.Next(workers.Length);
                await workers[victim].KillAsync();
                await workers[victim].DisposeAsync();
                workers[victim] = Start(fixture);
            }

            Assert.False((await fixture.ReadAsync(ids[^1], ct)).Ended, "It had ended before the last kill.");
            foreach (Id<Run> id in ids)
            {
                await fixture.EndsWholeAsync(id, trials, patience, ct);
            }
            return Done();

            IReadOnlyList<string> Done() => [.. ids.SelectMany(id => events.DoneOf(id).Select(name => $"{id} {name}"))];
        }
        finally
        {
            await workers[0].DisposeAsync();
            await workers[1].DisposeAsync();
        }
    }

    private static WorkerProcess Start(WorkerFixture fixture) =>
        WorkerProcess.Start(fixture, trialsAtOnce: 2, ("Worker__Silence", "00:00:03"));
}
