using System.Collections.Concurrent;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Attacks;

/// <summary>
/// Fresh rows in the synthetic rows' place: the truth of every attack's excess is 0,
/// and the interval must hold it in 95 % of repetitions.
/// </summary>
[Trait("Speed", "Slow")]
public class AttackCoverageTests
{
    private const int Draws = 400;

    private static readonly Schema Schema = new(
        "few",
        [People.Schema["age"], People.Schema["joined"], People.Schema["city"], People.Schema["member"]]
    );

    private static readonly Lazy<ConcurrentDictionary<string, int>> Holds = new(Repeat);

    // 4 standard errors with 400 repetitions: 4·√(.95·.05/400) = .044.
    [Theory]
    [InlineData("membership-inference")]
    [InlineData("membership-density")]
    [InlineData("singling-out-univariate")]
    public void The_interval_holds_zero_for_fresh_rows_as_often_as_it_says(string attack) =>
        Assert.InRange(Holds.Value[attack] / (double)Draws, 0.906, 0.994);

    // Copies do not happen by chance in so small a table, and a design effect takes every record that is hit twice for
    // one draw: too wide, never too narrow.
    [Theory]
    [InlineData("exact-copies")]
    [InlineData("near-copies")]
    [InlineData("nearest-record")]
    [InlineData("singling-out-multivariate")]
    [InlineData("linkability")]
    [InlineData("attribute-inference")]
    public void The_interval_holds_zero_for_fresh_rows_at_least_as_often(string attack) =>
        Assert.InRange(Holds.Value[attack] / (double)Draws, 0.906, 1);

    // The best of several ways is chosen by other rows than those that give the estimate: for fresh rows its mean is 0,
    // within four standard errors. The largest of the estimates lay .05 above 0 and more.
    [Theory]
    [InlineData("linkability")]
    [InlineData("attribute-inference")]
    public void The_best_of_several_ways_gains_nothing_on_fresh_rows(string attack)
    {
        Assert.True(Holds.Value.ContainsKey(attack));
        Assert.Equal(Draws, Estimates[attack].Count);
        double mean = Estimates[attack].Average(),
            deviation = Math.Sqrt(Estimates[attack].Average(one => (one - mean) * (one - mean)));
        Assert.InRange(mean, -4 * deviation / Math.Sqrt(Draws), 4 * deviation / Math.Sqrt(Draws));
    }

    private static readonly ConcurrentDictionary<string, ConcurrentBag<double>> Estimates = new();

    private static ConcurrentDictionary<string, int> Repeat()
    {
        var holds = new ConcurrentDictionary<string, int>();
        Parallel.For(0, Draws, draw =>
        {
            var all = People.Draw(480, (ulong)(draw + 1));
            var input = new EvaluationInput(
                Schema,
                all.First(160),
                all.Take([.. Enumerable.Range(160, 160)]),
                all.Take([.. Enumerable.Range(320, 160)])
            );
            var results = AttackSuite.Run(
                input,
                FeatureSpace.Over(input),
                new EvaluationOptions(),
                [],
                _ => { },
                CancellationToken.None
            );
            foreach (var attack in results.Attacks)
            {
                Estimates.GetOrAdd(attack.Name, _ => []).Add(attack.Estimate!.Value);
                holds.AddOrUpdate(attack.Name, Hold(attack), (_, before) => before + Hold(attack));
            }
        });
        return holds;
    }

    private static int Hold(Attack attack) => attack.Interval!.Low <= 0 && attack.Interval.High >= 0 ? 1 : 0;
}
