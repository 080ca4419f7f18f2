using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Series;

/// <summary>Rows as series: the mean of each number at each step of time, NaN where no row falls on a step.</summary>
/// <param name="First">The number of the first step, counted from the epoch of the order column's unit.</param>
/// <param name="Values">One array of steps per column.</param>
internal sealed record TimeSteps(long First, double[][] Values)
{
    /// <summary>The largest number of steps; with more, neighbouring steps are merged.</summary>
    private const int MaxSteps = 20_000;

    public int Count => Values.Length == 0 ? 0 : Values[0].Length;

    /// <summary>The length of a step in the order column's unit: a day, or an hour where rows lie closer.</summary>
    public static (double Length, string Name) StepOf(Column order, double[] times)
    {
        double[] distinct = [.. times.Where(double.IsFinite).Distinct().Order()];
        double span = distinct.Length == 0 ? 0 : distinct[^1] - distinct[0];
        var (length, name) = order switch
        {
            DateTimeColumn => Gap(distinct) < 20 * 3600 ? (3600.0, "hour") : (86400.0, "day"),
            DateColumn => (1.0, "day"),
            _ => (1.0, "step"),
        };
        double many = Math.Ceiling(span / length / MaxSteps);
        return many <= 1 ? (length, name) : (length * many, $"{many:0} {name}s");
    }

    /// <summary>
    /// How many rows fall on a step, on average. The first and the last hundredth of the rows do not count,
    /// because one row that lies far away would stretch the time between them.
    /// </summary>
    /// <returns>Positive; +∞ where no row has a time.</returns>
    public static double RowsPerStep(Table table, Feature order, double step)
    {
        double[] times = [.. order.Within(table.Numbers(order.Name).Values).Where(time => !double.IsNaN(time)).Order()];
        if (times.Length == 0)
        {
            return double.PositiveInfinity;
        }
        int edge = times.Length / 100;
        double first = StepAt(times[edge], step),
            last = StepAt(times[^(edge + 1)], step);
        return (times.Length - (2 * edge)) / (last - first + 1);
    }

    public static TimeSteps Of(Table table, Feature order, double step, IReadOnlyList<Feature> columns)
    {
        double[] times = order.Within(table.Numbers(order.Name).Values);
        long[] at = Array.ConvertAll(times, time => double.IsNaN(time) ? long.MinValue : StepAt(time, step));
        long[] known = [.. at.Where(one => one != long.MinValue)];
        if (known.Length == 0)
        {
            return new TimeSteps(0, [.. columns.Select(_ => Array.Empty<double>())]);
        }
        long first = known.Min();
        int count = (int)Math.Min(2L * MaxSteps, known.Max() - first + 1);
        return new TimeSteps(first, [.. columns.Select(Series)]);

        double[] Series(Feature column) => Means(column.Within(table.Numbers(column.Name).Values), at, first, count);
    }

    /// <summary>The same series without the steps of one of <paramref name="blocks"/> equal blocks.</summary>
    public TimeSteps Without(int block, int blocks) => this with { Values = Array.ConvertAll(Values, series =>
            {
                double[] kept = [.. series];
                int from = (int)((long)block * kept.Length / blocks),
                    to = (int)((long)(block + 1) * kept.Length / blocks);
                kept.AsSpan(from, to - from).Fill(double.NaN);
                return kept;
            }) };

    private static double[] Means(double[] values, long[] at, long first, int count)
    {
        double[] sums = new double[count],
            rows = new double[count];
        for (int i = 0; i < values.Length; i++)
        {
            if (at[i] == long.MinValue || double.IsNaN(values[i]) || at[i] - first >= count)
            {
                continue;
            }
            sums[at[i] - first] += values[i];
            rows[at[i] - first]++;
        }

        for (int t = 0; t < count; t++)
        {
            sums[t] = rows[t] > 0 ? sums[t] / rows[t] : double.NaN;
        }
        return sums;
    }

    // Limited so that the difference of two steps fits.
    private static long StepAt(double time, double step) => (long)Math.Clamp(Math.Floor(time / step), -4e18, 4e18);

    private static double Gap(double[] ascending)
    {
        if (ascending.Length < 2)
        {
            return double.PositiveInfinity;
        }
        double[] gaps = [.. ascending.Zip(ascending.Skip(1), (earlier, later) => later - earlier).Order()];
        return gaps[gaps.Length / 2];
    }
}
