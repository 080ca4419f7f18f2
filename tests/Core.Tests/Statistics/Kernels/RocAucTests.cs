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
            select (1 + Math.Sign(a - b)) / 2.0
        ).Average();
        Assert.Equal(pairs, RocAuc.WithPlacements(scores, positive, out _), 12);
    }

    [Fact]
    public void Refuses_one_class_and_NaN()
    {
        Assert.Throws<ArgumentException>(() => RocAuc.WithPlacements([1, 2], [true, true], out _));
        Assert.Throws<ArgumentException>(() => RocAuc.WithPlacements([double.NaN, 2], [true, false], out _));
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
