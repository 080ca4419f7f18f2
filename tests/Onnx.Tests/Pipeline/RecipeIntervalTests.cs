using AethergenAI.Benchmarks.Coverage;
using AethergenAI.Cards;
using AethergenAI.Recipes;
using AethergenAI.Statistics;

namespace AethergenAI.Onnx.Tests.Pipeline;

/// <summary>
/// The short version of <c>bench recipe-intervals</c>: fit, sample, evaluate, with known populations.
/// </summary>
[Trait("Speed", "Slow")]
public class RecipeIntervalTests
{
    private const int Tables = 12,
        Repeats = 5;

    // Of 12 intervals that each hold the truth with .95, fewer than 8 do in 2 of 10,000 runs. The truth is the mean
    // over the tables themselves.
    [Theory]
    [InlineData("people")]
    [InlineData("payments")]
    public void With_new_splits_intervals_hold_for_another_sample_of_the_source(string name)
    {
        var population = Population.All.Single(one => one.Name == name);
        double overlap = CardScope.Overlap(
            new Recipe
            {
                Name = "a",
                Data = new RecipeData("a.csv") { HoldoutShare = FittedTrials.HoldoutShare },
            }
        );
        double[][][][] trials =
        [
            .. Enumerable
                .Range(1, Tables)
                .Select(seed =>
                    FittedTrials.Of(
                        population,
                        population.Draw(600, (ulong)seed),
                        ["copula"],
                        Repeats,
                        fixedSplit: false,
                        ratio: 1,
                        TestContext.Current.CancellationToken
                    )
                ),
        ];

        Assert.All(Enumerable.Range(0, FittedTrials.Figures.Length), figure =>
        {
            double[][] values = [.. trials.Select(table => table.Select(repeat => repeat[0][figure]).ToArray())];
            double truth = values.SelectMany(table => table).Where(double.IsFinite).Average();
            int held = values.Count(table =>
                PairedTest.Interval95([.. table.Where(double.IsFinite)], overlap).Interval is { } interval
                && interval.Low <= truth
                && truth <= interval.High
            );
            Assert.True(held >= 8, $"{FittedTrials.Figures[figure]}: {held} of {Tables}");
        });
    }
}
