using AethergenAI.Tables;

namespace AethergenAI.Generation;

/// <summary>
/// How many seed rows lie in each cell of one column. A model stores no rows of its seed; new rows are compared with
/// these counts. A number that is repeated often has a cell of its own, and so have missing cells.
/// </summary>
/// <param name="Cuts">Quantiles of the seed, ascending; the cell of a number is how many cuts lie at or below it.
/// Empty for levels.</param>
/// <param name="Levels">One per cell; empty for numbers.</param>
/// <param name="Counts">Seed rows in each cell; the last one is for missing cells.</param>
public sealed record SeedCounts(
    string Column,
    IReadOnlyList<double> Cuts,
    IReadOnlyList<string> Levels,
    IReadOnlyList<int> Counts
)
{
    private static readonly double[] Quantiles = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

    private const double Often = 0.05;

    /// <summary>The counts of a column, whatever the order of its rows. O(rows · log rows).</summary>
    /// <param name="cuts">Ascending; null: quantiles.</param>
    internal static SeedCounts Of(ColumnData data, double[]? cuts = null)
    {
        var empty = data switch
        {
            NumberData numbers => new SeedCounts(data.Name, cuts ?? Cut(numbers.Values), [], []),
            LevelData levels => new SeedCounts(data.Name, [], Used(levels), []),
            _ => throw new ArgumentException($"Cells of {data.GetType().Name} cannot be counted.", nameof(data)),
        };
        var (cells, count) = empty.Cells(data);
        int[] counts = new int[count];
        foreach (int cell in cells)
        {
            counts[cell]++;
        }
        return empty with { Counts = counts };
    }

    /// <summary>Whether these can be the counts of so many rows; a model may come from anywhere.</summary>
    internal bool Fits(Column column, int rows)
    {
        bool isNumber = column is IntegerColumn or DecimalColumn or DateColumn or DateTimeColumn;
        int cells = isNumber ? Cuts.Count + 2 : Levels.Count + 1;
        return column.Name == Column
            && Counts.Count == cells
            && (isNumber ? Levels.Count : Cuts.Count) == 0
            && Counts.All(count => count >= 0)
            && Counts.Sum(count => (long)count) == rows
            && Cuts.All(double.IsFinite)
            && Cuts.Zip(Cuts.Skip(1)).All(pair => pair.First < pair.Second)
            && Levels.Distinct(StringComparer.Ordinal).Count() == Levels.Count;
    }

    /// <returns>The cell of each row of another table's column of the same kind, and the number of cells. Levels that
    /// no seed row has have the cells behind that of missing cells.</returns>
    internal (int[] Cells, int Count) Cells(ColumnData data)
    {
        if (data is NumberData numbers)
        {
            double[] cuts = [.. Cuts];
            int last = cuts.Length + 1;
            return (Array.ConvertAll(numbers.Values, value => Cell(cuts, value)), last + 1);
        }

        var levels = (LevelData)data;
        int missing = Levels.Count;
        var known = Levels.Select((level, at) => (level, at)).ToDictionary(one => one.level, one => one.at);
        int[] map = Array.ConvertAll([.. levels.Levels], level => known.GetValueOrDefault(level, -1));
        int[] cells = new int[levels.Length];
        int count = missing + 1;
        for (int row = 0; row < cells.Length; row++)
        {
            int code = levels.Codes[row];
            if (code >= 0 && map[code] < 0)
            {
                map[code] = count++;
            }
            cells[row] = code < 0 ? missing : map[code];
        }
        return (cells, count);
    }

    private static int Cell(double[] cuts, double value)
    {
        if (double.IsNaN(value))
        {
            return cuts.Length + 1;
        }
        int at = Array.BinarySearch(cuts, value);
        return at >= 0 ? at + 1 : ~at;
    }

    private static string[] Used(LevelData data)
    {
        var used = data.Codes.Where(code => code >= 0).Distinct();
        return [.. used.Select(code => data.Levels[code]).Order(StringComparer.Ordinal)];
    }

    private static double[] Cut(double[] values)
    {
        double[] sorted = Array.FindAll(values, double.IsFinite);
        Array.Sort(sorted);
        var cuts = new SortedSet<double>();
        foreach (double quantile in Quantiles.Where(_ => sorted.Length > 0))
        {
            double value = sorted[(int)(quantile * sorted.Length)];
            cuts.Add(value);
            int above = UpTo(sorted, value);
            if (above < sorted.Length && above - UpTo(sorted, Math.BitDecrement(value)) > Often * sorted.Length)
            {
                cuts.Add(sorted[above]);
            }
        }

        return [.. cuts];
    }

    // How many lie at or below the value.
    private static int UpTo(double[] sorted, double value)
    {
        int low = 0,
            high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
