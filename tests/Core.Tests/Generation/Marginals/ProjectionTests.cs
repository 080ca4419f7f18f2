using AethergenAI.Generation.Marginals;

namespace AethergenAI.Core.Tests.Generation.Marginals;

public sealed class ProjectionTests
{
    public static TheoryData<int[]> Parts =>
        new(new int[][] { [], [0], [3], [1, 2], [0, 3], [0, 1], [2, 3], [0, 2, 4], [1, 3, 4], [0, 1, 2, 3, 4] });

    [Theory, MemberData(nameof(Parts))]
    public void Sums_and_spreads_as_cell_by_cell(int[] part)
    {
        int[] axes = [0, 1, 2, 3, 4],
            sizes = [3, 4, 1, 20, 2];
        var random = new Random(1);
        float[] table = [.. Enumerable.Range(0, 480).Select(_ => (float)random.Next(100))];
        int cells = part.Aggregate(1, (product, axis) => product * sizes[axis]);
        int[] partOf = [.. Enumerable.Range(0, 480).Select(cell => PartOf(cell, part, sizes))];
        float[] expected = new float[cells];
        for (int cell = 0; cell < 480; cell++)
        {
            expected[partOf[cell]] += table[cell];
        }

        var projection = new Projection(axes, part, sizes);
        float[] sums = new float[cells];
        projection.Sum(table, sums);
        Assert.Equal(expected, sums); // whole numbers below 2²⁴: exact

        float[] spread = [.. table];
        projection.AddTo(spread, expected);
        Assert.Equal(table.Select((value, cell) => value + expected[partOf[cell]]), spread);
    }

    [Fact]
    public void Axes_in_another_order_are_the_same_table()
    {
        int[] sizes = [2, 3, 4];
        float[] table = [.. Enumerable.Range(0, 24).Select(cell => (float)cell)];
        float[] turned = CellIndexing.Reordered<float>(table, [0, 1, 2], [2, 0, 1], sizes);
        Assert.Equal(table[(1 * 12) + (2 * 4) + 3], turned[(3 * 6) + (1 * 3) + 2]);
        Assert.Equal(table, CellIndexing.Reordered<float>(turned, [2, 0, 1], [0, 1, 2], sizes));
    }

    private static int PartOf(int cell, int[] part, int[] sizes)
    {
        int[] tokens = new int[sizes.Length];
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            (cell, tokens[axis]) = Math.DivRem(cell, sizes[axis]);
        }
        return part.Aggregate(0, (place, axis) => (place * sizes[axis]) + tokens[axis]);
    }
}
