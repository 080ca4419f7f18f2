using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics.Kernels;

public class RocAucTests
{
    [Theory]
    [InlineData(1, 40, 60, 5)]
    [InlineData(2, 1, 300, 1000)]
    [InlineData(3, 20, 20, 1)]
    public void Agrees_with_counting_every_pair(ulong seed, int positives, int negatives, int distinct)
    {
        var random = new RandomStream(seed);
        double[] scores = [.. Enumerable.Range(0, positives + negatives).Select(_ => (double)random.NextInt(distinct))];
        bool[] positive = [.. Enumerable.Range(0, scores.Length).Select(i => i < positives)];
        double pairs = (
            from a in scores[..positives]
            from b in scores[positives..]
            select a > b ? 1
            : a == b ? 0.5
            : 0
        ).Average();
        Assert.Equal(pairs, RocAuc.Compute(scores, positive), 12);
    }

    [Fact]
    public void A_resample_by_weights_is_the_resample_by_copies()
    {
        double[] scores = [0.1, 0.4, 0.4, 0.8, 0.9];
        bool[] positive = [false, true, false, false, true];
        int[] weights = [2, 0, 1, 3, 2];
        var copies = Enumerable.Range(0, 5).SelectMany(i => Enumerable.Repeat(i, weights[i])).ToArray();
        double expected = RocAuc.Compute([.. copies.Select(i => scores[i])], [.. copies.Select(i => positive[i])]);
        Assert.Equal(expected, RocAuc.Weighted(RocAuc.Order(scores), scores, positive, weights), 12);
    }

    [Fact]
    public void Refuses_one_class_and_NaN()
    {
        Assert.Throws<ArgumentException>(() => RocAuc.Compute([1, 2], [true, true]));
        Assert.Throws<ArgumentException>(() => RocAuc.Compute([double.NaN, 2], [true, false]));
    }

    // Positives 3, 1 and negatives 2, 0: placements of positives 1, ½, of negatives ½, 1; sample variances 1/8 each,
    // over two: 1/16 + 1/16.
    [Fact]
    public void DeLongs_variance_by_hand()
    {
        double area = RocAuc.WithPlacements([3, 1, 2, 0], [true, true, false, false], out double[] placements);
        Assert.Equal(0.75, area, 12);
        Assert.Equal(0.125, RocAuc.Variance(placements, [true, true, false, false]), 12);
    }
}
