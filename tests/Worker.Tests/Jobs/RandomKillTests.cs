namespace AethergenAI.Worker.Tests.Jobs;

[Trait("Speed", "Slow")]
public sealed class RandomKillTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>The benchmark processes/random-kills does the same with two runs of 1,000 trials.</summary>
    [Fact]
    public async Task Two_workers_that_are_killed_at_random_carry_out_each_of_many_trials_once()
    {
        const int Trials = 120;
        var done = await RandomKills.CarryOutAsync(
            fixture,
            Samples.RecipeOf(Trials, rows: 200),
            Trials,
            runs: 1,
            kills: 4,
            Patience,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(Trials, done.Count); // each is said to be done once …
        Assert.Equal(Trials, done.Distinct().Count()); // … and none is missing
    }
}
