using AethergenAI.Generation.Trees;

namespace AethergenAI.Core.Tests.Generation.Trees;

public sealed class SplitSearchTests
{
    [Theory]
    [InlineData(1, true, 2)]
    [InlineData(2, true, 5)]
    [InlineData(3, false, 2)]
    public void Finds_the_cut_that_trying_all_of_them_finds(int seed, bool ordered, int classes)
    {
        const int rows = 120,
            bins = 6,
            minLeaf = 4;
        var random = new Random(seed);
        ushort[] feature = [.. Enumerable.Range(0, rows).Select(_ => (ushort)random.Next(bins))];
        int[] classOf = [.. feature.Select(bin => (bin * 7 % 5) + random.Next(4) > 3 ? random.Next(classes) : 0)];
        var found = Search([feature], [new FeatureBins(bins, ordered, null)], classOf, classes, minLeaf);

        // Every subset of the bins is a split of an unordered feature, every threshold one of an ordered feature.
        // "Not there" occurs in no row.
        IEnumerable<int> sides = ordered
            ? Enumerable.Range(1, bins - 1).Select(cut => (1 << cut) - 1)
            : Enumerable.Range(1, (1 << bins) - 2);
        double best = sides.Max(side =>
            LogLikelihoodGain(feature, classOf, classes, bin => (side >> bin & 1) == 1, minLeaf)
        );
        double described = ordered ? Math.Log(bins) : 0.5 * (bins - 1);
        Assert.Equal(best - described, found.Gain, 9);
        Assert.Equal(best, LogLikelihoodGain(feature, classOf, classes, bin => found.GoesLeft[bin], minLeaf), 9);
    }

    [Fact]
    public void Groups_the_levels_that_share_classes_where_there_are_more_than_two()
    {
        // Bins 0 and 3 hold classes 0 and 1, bins 1 and 2 hold classes 2 and 3:
        // any other grouping of the bins gains less.
        ushort[] feature = [.. Enumerable.Range(0, 400).Select(row => (ushort)(row % 4))];
        int[] classOf = [.. feature.Select((bin, row) => (bin is 0 or 3 ? 0 : 2) + (row / 4 % 2))];
        var found = Search([feature], [new FeatureBins(4, false, null)], classOf, 4, 1);
        Assert.Equal(found.GoesLeft[0], found.GoesLeft[3]);
        Assert.Equal(found.GoesLeft[1], found.GoesLeft[2]);
        Assert.NotEqual(found.GoesLeft[0], found.GoesLeft[1]);
        // 400 rows, each half of which knows its pair of classes from then on: 400·ln 2.
        Assert.Equal((400 * Math.Log(2)) - 1.5, found.Gain, 9);
    }

    [Fact]
    public void Splits_nothing_where_the_classes_do_not_depend_on_the_feature()
    {
        ushort[] feature = [.. Enumerable.Range(0, 400).Select(row => (ushort)(row % 4))];
        Assert.Equal(
            -1,
            Search(
                [feature],
                [new FeatureBins(4, true, null)],
                [.. Enumerable.Range(0, 400).Select(row => row / 4 % 2)],
                2,
                1
            ).Feature
        );
        Assert.Equal(
            -1,
            Search(
                [new ushort[400]],
                [new FeatureBins(4, true, null)],
                [.. Enumerable.Range(0, 400).Select(row => row % 2)],
                2,
                1
            ).Feature
        );
    }

    [Fact]
    public void Tells_cells_that_are_not_there_from_numbers()
    {
        ushort[] feature = [.. Enumerable.Range(0, 100).Select(row => (ushort)(row < 30 ? 3 : row % 3))];
        var found = Search(
            [feature],
            [new FeatureBins(3, true, null)],
            [.. feature.Select(bin => bin == 3 ? 1 : 0)],
            2,
            5
        );
        Assert.Equal([false, false, false, true], found.GoesLeft);
    }

    private static FoundSplit Search(ushort[][] features, FeatureBins[] bins, int[] classOf, int classes, int minLeaf)
    {
        int[] total = new int[classes];
        foreach (int c in classOf)
        {
            total[c]++;
        }
        return new SplitSearch(features, bins, classOf, classes, minLeaf, new XLogX(classOf.Length)).Best(
            [.. Enumerable.Range(0, classOf.Length)],
            total,
            _ => true
        );
    }

    private static double LogLikelihoodGain(
        ushort[] feature,
        int[] classOf,
        int classes,
        Func<int, bool> goesLeft,
        int minLeaf
    )
    {
        double gain = -Entropy(classOf, classes);
        foreach (bool side in new[] { true, false })
        {
            int[] here = [.. classOf.Where((_, row) => goesLeft(feature[row]) == side)];
            if (here.Length < minLeaf)
            {
                return double.NegativeInfinity;
            }
            gain += Entropy(here, classes);
        }

        return gain;
    }

    /// <summary>The log-likelihood of the classes under their own shares.</summary>
    private static double Entropy(int[] classOf, int classes) =>
        Enumerable
            .Range(0, classes)
            .Select(c => classOf.Count(other => other == c))
            .Where(count => count > 0)
            .Sum(count => count * Math.Log(count / (double)classOf.Length));
}
