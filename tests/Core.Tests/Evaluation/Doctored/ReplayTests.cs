using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Evaluation.Doctored;

/// <summary>
/// A copy of the seed must not look better than fresh real rows in any figure that a recipe can have as its objective:
/// otherwise a recipe would crown the copy.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ReplayTests
{
    private const int Draws = 12;

    // Twelve populations drawn anew, and in each the difference between the figure of the replay and that of fresh
    // rows. Where both come from one distribution, its mean exceeds t standard errors with the probability P(T > t);
    // with some 60 figures and 1 % for all of them together, that is 1 − .01/60 = .99983 and t(11) = 5.1.
    [Fact]
    public void A_replay_never_looks_better_than_fresh_rows()
    {
        var pairs = Enumerable
            .Range(1, Draws)
            .Select(draw =>
            {
                var at = (ulong)draw * 100;
                var (seed, holdout) = (People.Draw(600, at), People.Draw(600, at + 1));
                return (
                    Replay: Readings.Goodness(People.Evaluate(seed, holdout, Doctor.Replay(seed, at))),
                    Fresh: Readings.Goodness(People.Evaluate(seed, holdout, People.Draw(600, at + 2)))
                );
            })
            .ToArray();
        Assert.All(pairs[0].Replay.Keys, name =>
        {
            double[] better =
            [
                .. pairs
                    .Where(pair => pair.Replay.ContainsKey(name) && pair.Fresh.ContainsKey(name))
                    .Select(pair => pair.Replay[name] - pair.Fresh[name]),
            ];
            var (mean, deviation) = PairedTest.Moments(better);
            double limit =
                Distributions.StudentQuantile(1 - (0.01 / 60), better.Length - 1)
                * deviation
                / Math.Sqrt(better.Length);
            Assert.True(mean <= limit + 1e-9, $"{name}: {mean} > {limit}");
        });
    }
}
