namespace AethergenAI.Evaluation.Drift;

/// <summary>
/// Puts one column of two tables into the same cells: levels, or numbers cut at quantiles of both tables together.
/// A number that is repeated often has a cell of its own, and so have missing cells.
/// </summary>
internal static class DriftCells
{
    private static readonly double[] Quantiles = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

    // With fewer expected rows than this the χ² approximation fails: such cells are merged.
    private const double MinExpected = 5;

    private const double Often = 0.05;

    /// <param name="smaller">The effective number of rows of the smaller table.</param>
    /// <returns>One code per row, and the number of cells; cells that hold too few rows are merged into one.</returns>
    public static (int[] Reference, int[] Fresh, int Cells) Of(
        Feature feature,
        Sample reference,
        Sample fresh,
        int column,
        double smaller
    )
    {
        var (left, right, cells) = feature.IsNumber
            ? Binned(reference.Numbers[column], fresh.Numbers[column])
            : (reference.Codes[column], fresh.Codes[column], feature.Cells);
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

    // The cuts are quantiles of both tables together, so that they do not depend on which table a row is from.
    private static (int[] Left, int[] Right, int Cells) Binned(double[] left, double[] right)
    {
        double[] pooled = [.. left.Concat(right).Where(double.IsFinite).Order()];
        if (pooled.Length == 0)
        {
            return (new int[left.Length], new int[right.Length], 1);
        }
        var above = new SortedSet<double>();
        foreach (double quantile in Quantiles)
        {
            double value = pooled[(int)(quantile * pooled.Length)];
            above.Add(value);
            int end = UpTo(pooled, value);
            if (end < pooled.Length && end - UpTo(pooled, Math.BitDecrement(value)) > Often * pooled.Length)
            {
                above.Add(pooled[end]);
            }
        }

        double[] cuts = [.. above];
        return (Array.ConvertAll(left, Cell), Array.ConvertAll(right, Cell), cuts.Length + 2);

        int Cell(double value)
        {
            if (double.IsNaN(value))
            {
                return cuts.Length + 1;
            }
            int at = Array.BinarySearch(cuts, value);
            return at >= 0 ? at + 1 : ~at;
        }
    }

    // How many lie at or below the value.
    private static int UpTo(double[] sorted, double value)
    {
        int low = 0,
            high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
