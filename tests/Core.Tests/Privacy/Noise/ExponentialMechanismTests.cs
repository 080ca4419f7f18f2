using System.Numerics;
using AethergenAI.Privacy.Noise;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Privacy.Noise;

public sealed class ExponentialMechanismTests
{
    [Theory, InlineData(0.25), InlineData(1), InlineData(3.7)]
    [Trait("Speed", "Slow")]
    public void Choices_come_as_often_as_their_weights_say(double epsilon)
    {
        long[] scores = [0, 100, 250, 260, -40];
        const int draws = 40_000,
            sensitivity = 100;
        var bits = new RandomBits(new Random(5).NextBytes);
        int[] seen = new int[scores.Length];
        for (int draw = 0; draw < draws; draw++)
        {
            seen[ExponentialMechanism.Draw(scores, sensitivity, epsilon, bits)]++;
        }

        double[] shares = Shares(ExponentialMechanism.Weights(scores, sensitivity, epsilon));
        double statistic = shares
            .Zip(seen, (share, count) => Math.Pow(count - (draws * share), 2) / (draws * share))
            .Sum();
        // χ² with 4 degrees of freedom exceeds 18.47 once in 1,000 times
        Assert.True(statistic < 18.47, $"{statistic}");
    }

    /// <summary>The definition: e^(ε·s/2Δ), up to the rounding of scores by less than Δ/⌈8ε⌉ and of the base.</summary>
    [Theory, InlineData(0.01), InlineData(0.5), InlineData(2), InlineData(9)]
    public void Weights_are_those_of_the_exponential_mechanism(double epsilon)
    {
        long[] scores = [0, 700, 1_500, -900, 12];
        BigInteger[] weights = ExponentialMechanism.Weights(scores, 1_000, epsilon);
        for (int place = 1; place < scores.Length; place++)
        {
            double asked = epsilon * (scores[place] - scores[0]) / 2_000,
                had = BigInteger.Log(weights[place]) - BigInteger.Log(weights[0]);
            double rounding = epsilon / (2 * Math.Ceiling(8 * epsilon));
            Assert.InRange(had, asked - rounding - 1e-4, asked + rounding + 1e-4);
        }
    }

    /// <summary>
    /// The range in which log-probabilities move between neighbours is what ρ = ε²/8 stands on.
    /// Each score of a neighbour moves by Δ, up or down.
    /// </summary>
    [Fact]
    public void Log_probabilities_of_neighbours_move_within_a_range_of_epsilon()
    {
        var random = new RandomStream(3);
        foreach (double epsilon in new[] { 0.003, 0.1, 0.125, 1, 4.4, 20 })
        {
            for (int trial = 0; trial < 60; trial++)
            {
                const int sensitivity = 77;
                long[] scores = new long[6],
                    neighbours = new long[6];
                for (int place = 0; place < 6; place++)
                {
                    scores[place] = random.NextInt(trial < 30 ? 300 : 100_000) - 50;
                    neighbours[place] = scores[place] + (random.NextInt(2) == 0 ? -sensitivity : sensitivity);
                }

                double[] here = Shares(ExponentialMechanism.Weights(scores, sensitivity, epsilon));
                double[] there = Shares(ExponentialMechanism.Weights(neighbours, sensitivity, epsilon));
                double[] moves = [.. here.Zip(there, (one, other) => Math.Log(one) - Math.Log(other))];
                Assert.True(
                    moves.Max() - moves.Min() <= epsilon * (1 + 1e-9),
                    $"{moves.Max() - moves.Min()} at {epsilon}"
                );
            }
        }
    }

    [Fact]
    public void One_candidate_is_always_chosen_and_none_is_an_error()
    {
        var bits = new RandomBits(new Random(5).NextBytes);
        Assert.Equal(0, ExponentialMechanism.Draw([long.MinValue], 1, 1, bits));
        Assert.Throws<ArgumentException>(() => ExponentialMechanism.Draw([], 1, 1, bits));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExponentialMechanism.Draw([1], 0, 1, bits));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExponentialMechanism.Draw([1], 1, double.NaN, bits));
    }

    private static double[] Shares(BigInteger[] weights)
    {
        var total = weights.Aggregate(BigInteger.Add);
        return [.. weights.Select(weight => Math.Exp(BigInteger.Log(weight) - BigInteger.Log(total)))];
    }
}
