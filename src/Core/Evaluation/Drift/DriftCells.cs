using AethergenAI.Generation;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Drift;

/// <summary>Puts the rows of a seed and new rows into the same cells of one column.</summary>
internal static class DriftCells
{
    // With fewer expected rows than this the χ² approximation fails: such cells are merged.
    private const double MinExpected = 5;

    /// <summary>More seed rows are stood for by so many: their noise is small beside that of any new rows.</summary>
    internal const int MaxRows = 5_000_000;

    /// <param name="smaller">The effective number of rows of the smaller table.</param>
    /// <returns>One code per row, and the number of cells; cells that hold too few rows are merged into one.</returns>
    public static (int[] Reference, int[] Fresh, int Cells) Of(SeedCounts seed, ColumnData fresh, double smaller)
    {
        double kept = Math.Min(1, MaxRows / Math.Max(1.0, seed.Counts.Sum(count => (double)count)));
        int[] left =
        [
            .. seed.Counts.SelectMany((count, cell) => Enumerable.Repeat(cell, (int)Math.Round(kept * count))),
        ];
        var (right, cells) = seed.Cells(fresh);
        var share = new double[cells];
        foreach (int code in left)
        {
            share[code] += 0.5 / left.Length;
        }
        foreach (int code in right)
        {
            share[code] += 0.5 / right.Length;
        }
        int[] large = [.. Enumerable.Range(0, cells).Where(cell => share[cell] * smaller >= MinExpected)];
        var map = new int[cells];
        Array.Fill(map, large.Length);
        for (int at = 0; at < large.Length; at++)
        {
            map[large[at]] = at;
        }
        return (
            Array.ConvertAll(left, code => map[code]),
            Array.ConvertAll(right, code => map[code]),
            large.Length + 1
        );
    }
}
