using AethergenAI.Evaluation.Collapse;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Benchmarks.Dial;

/// <summary>Real rows that are wrong in one known way, of any table.</summary>
internal static class DialDefects
{
    public static readonly IReadOnlyList<string> Names =
    [
        "fresh",
        "replay",
        "shuffled",
        "collapsed",
        "noise .1 sd",
        "shifted .3 sd",
        "tenfold",
    ];

    /// <summary>A link of no chain: its generation is 0.</summary>
    public static (ChainLink Link, CollapseReading Reading) Measure(
        DialData data,
        string name,
        int repeat,
        CancellationToken ct
    )
    {
        var (seed, fresh, further) = data.Split((ulong)repeat);
        var rows = Doctored(name, seed, further, (ulong)repeat);
        var (reading, gain) = CollapseRisk.Figures(
            SelfTraining.Samples(data, seed, fresh, rows, ct),
            (ulong)repeat,
            ct
        );
        double[] losses = CollapseFigures.Losses(reading.Synthetic, reading.Fresh, gain);
        return (new ChainLink(data.Name, name, repeat, 0, losses, DialScale.Relations(reading)), reading);
    }

    public static Table Collapsed(Table rows, ulong random)
    {
        int kept = rows.RowCount / 50;
        int[] few = RandomStream.For(random, "collapsed").Choose(rows.RowCount, kept);
        return rows.Take([.. Enumerable.Range(0, rows.RowCount).Select(row => few[row % kept])]);
    }

    private static Table Doctored(string name, Table seed, Table fresh, ulong random)
    {
        string moved = fresh.Columns.OfType<NumberData>().First().Name;
        return name switch
        {
            "fresh" => fresh,
            "replay" => seed,
            "shuffled" => Each(fresh, column =>
                column.Take(RandomStream.For(random, $"shuffle {column.Name}").Choose(fresh.RowCount, fresh.RowCount))
            ),
            "collapsed" => Collapsed(seed, random),
            "noise .1 sd" => Each(fresh, column => column is NumberData numbers ? Noisy(numbers, random) : column),
            "shifted .3 sd" => Each(fresh, column => column.Name == moved ? Shifted((NumberData)column) : column),
            "tenfold" => Each(fresh, column =>
                column.Name == moved ? Changed((NumberData)column, x => 10 * x) : column
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }

    private static NumberData Noisy(NumberData column, ulong random)
    {
        var stream = RandomStream.For(random, $"noise {column.Name}");
        double deviation = 0.1 * Deviation(column);
        return Changed(column, value =>
            value + (deviation * SpecialFunctions.NormalQuantile((stream.NextInt(1 << 20) + 0.5) / (1 << 20)))
        );
    }

    private static NumberData Shifted(NumberData column)
    {
        double shift = 0.3 * Deviation(column);
        return Changed(column, value => value + shift);
    }

    private static NumberData Changed(NumberData column, Func<double, double> change) =>
        new() { Name = column.Name, Values = Array.ConvertAll(column.Values, value => change(value)) };

    private static double Deviation(NumberData column)
    {
        double[] known = Array.FindAll(column.Values, double.IsFinite);
        double mean = known.Average();
        return Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
    }

    private static Table Each(Table table, Func<ColumnData, ColumnData> change) =>
        new([.. table.Columns.Select(change)]);
}
