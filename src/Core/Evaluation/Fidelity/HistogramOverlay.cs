using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>The cells of the plot that overlays the synthetic distribution on the real one.</summary>
internal static class HistogramOverlay
{
    private const int MaxCells = 24;

    /// <summary>Between these, four significant digits would be written with an exponent.</summary>
    private const double MinLarge = 1e4,
        MaxLarge = 1e15;

    /// <summary>
    /// Numbers: one cell per value where there are few values, otherwise cells of equal width between the real
    /// 0.5 % and 99.5 % quantiles, with open ends. Levels: the most frequent ones, and all others together.
    /// The last cell is for missing values.
    /// </summary>
    public static (IReadOnlyList<string> Labels, Func<Sample, int, int, int> CellOf) Of(Feature feature) =>
        feature.IsNumber ? Numbers(feature) : Levels(feature);

    public static double[] Shares(Sample sample, int f, int cells, Func<Sample, int, int, int> cellOf)
    {
        var shares = new double[cells];
        for (int row = 0; row < sample.Rows; row++)
        {
            shares[cellOf(sample, f, row)] += 1.0 / sample.Rows;
        }
        return shares;
    }

    /// <summary>A number in the format of its column: dates as dates.</summary>
    public static string Text(Column column, double value) =>
        column switch
        {
            DateColumn => DateOnly
                .FromDayNumber((int)Math.Clamp(value, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber))
                .ToString("yyyy-MM-dd"),
            DateTimeColumn => DateTime
                .UnixEpoch.AddSeconds(Math.Clamp(value, -62135596800, 253402300799))
                .ToString("yyyy-MM-dd HH:mm"),
            IntegerColumn => Math.Round(value).ToString("0"),
            _ => value.ToString(Math.Abs(value) is >= MinLarge and < MaxLarge ? "0" : "G4"),
        };

    private static (IReadOnlyList<string> Labels, Func<Sample, int, int, int> CellOf) Levels(Feature feature)
    {
        int missing = feature.Cells - 1;
        if (feature.Levels.Count < MaxCells)
        {
            return ([.. feature.Levels, "(missing)"], (sample, f, row) => sample.Codes[f][row]);
        }

        string[] labels =
        [
            .. feature.Levels.Take(MaxCells - 2),
            $"({feature.Levels.Count - MaxCells + 2} others)",
            "(missing)",
        ];
        return (labels, (sample, f, row) =>
        {
            int code = sample.Codes[f][row];
            return code == missing ? MaxCells - 1 : Math.Min(code, MaxCells - 2);
        });
    }

    private static (IReadOnlyList<string> Labels, Func<Sample, int, int, int> CellOf) Numbers(Feature feature)
    {
        double[] sorted = feature.Sorted;
        double[] distinct = [.. sorted.Distinct().Take(MaxCells)];
        double[] edges = distinct.Length < MaxCells ? [.. distinct.Skip(1)] : Edges(sorted);
        var labels =
            distinct.Length < MaxCells
                ? distinct.Select(value => Text(feature.Column, value)).ToList()
                : Between(feature.Column, sorted, edges);
        labels.Add("(missing)");
        int missing = labels.Count - 1;
        return (labels, (sample, f, row) =>
        {
            double value = sample.Numbers[f][row];
            if (double.IsNaN(value) || missing == 0)
            {
                return missing;
            }
            int at = Array.BinarySearch(edges, value);
            return at >= 0 ? at + 1 : ~at;
        });
    }

    private static List<string> Between(Column column, double[] sorted, double[] edges) =>
        [
            .. edges.Select((edge, k) => $"{Text(column, k == 0 ? sorted[0] : edges[k - 1])} to {Text(column, edge)}"),
            $"{Text(column, edges[^1])} and over",
        ];

    private static double[] Edges(double[] sorted)
    {
        double low = sorted[sorted.Length / 200],
            high = sorted[sorted.Length - 1 - (sorted.Length / 200)];
        if (high <= low)
        {
            (low, high) = (sorted[0], sorted[^1]);
        }
        int inner = MaxCells - 3;
        return
        [
            .. Enumerable
                .Range(0, inner + 1)
                .Select(k => low + ((high - low) * k / inner))
                .Where(edge => edge > sorted[0]),
        ];
    }
}
