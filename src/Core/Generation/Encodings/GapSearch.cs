using AethergenAI.Generation.Constraints;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Finds pairs of columns whose gap, a difference or a ratio, varies much less than the column itself. The gap is then
/// encoded instead of the number: a token says only in which bin a number lies, so two numbers that are close together
/// would be placed in their bins independently, and their gap would be lost.
/// </summary>
/// <remarks>
/// The spread of a gap is the range of its middle half, divided by that of the column itself; for ratios both are
/// taken of logarithms. Frequent numbers are left out. Only pairs whose rank correlation among the first rows is at
/// least .7 are looked at. O(columns · 20,000 rows · log + columns² · 500 rows), and O(2,000 rows · log) for each
/// such pair.
/// </remarks>
internal sealed class GapSearch(Table seed)
{
    private const int Counted = 20_000,
        Looked = 2_000,
        Screened = 500,
        MinRows = 50,
        MinValues = 50;

    private const double MaxSpread = 0.4,
        FrequentShare = 0.05,
        MinPositive = 0.9,
        MinCorrelation = 0.7,
        Clearly = 0.1,
        MaxRoughness = 3,
        RowsToTell = 5,
        Nearer = 0.5;

    private readonly Dictionary<string, double[]> grades = new(StringComparer.Ordinal);

    /// <summary>Whether a ratio depends clearly less on the other column than a difference does.</summary>
    /// <param name="values">NaN where a cell is missing; so are the others.</param>
    internal static bool IsRatio(double[] values, double[] others)
    {
        var rows = Pairs(values, others);
        return HasMany(values)
            && Positive(rows) is { } positive
            && Dependence(positive, static (value, from) => Math.Log(value / from))
                < Dependence(rows, static (value, from) => value - from) - Clearly;
    }

    /// <summary>The column with the narrowest gap to this one; null: no gap is narrow enough.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="candidates">The columns from which it may be computed.</param>
    /// <param name="from">The column from which an inequality computes it otherwise; null: none.</param>
    /// <param name="step">The column's step; null: none.</param>
    internal GapRole? Of(string column, IEnumerable<string> candidates, string? from, double? step)
    {
        double[] values = seed.Numbers(column).Values;
        var frequent = Frequent(values);
        double[] own = [.. values.Take(Counted).Select(value => frequent.Contains(value) ? double.NaN : value)];
        if (!HasMany(own) || !IsSmooth(own, step))
        {
            return null;
        }
        string? best = null;
        double least = from is null ? MaxSpread : Math.Min(MaxSpread, Nearer * Spread(own, seed.Numbers(from).Values));
        foreach (string other in candidates)
        {
            if (
                Association.Pearson(First(column), First(other)) >= MinCorrelation
                && HasMany(seed.Numbers(other).Values)
                && Spread(own, seed.Numbers(other).Values) is var spread
                && spread < least
            )
            {
                (best, least) = (other, spread);
            }
        }
        return best is null
            ? null
            : new GapRole(best, Above: true, Strict: false)
            {
                IsFree = true,
                IsRatio = IsRatio(own, seed.Numbers(best).Values),
            };
    }

    private static bool HasMany(double[] values) =>
        values.Where(double.IsFinite).Distinct().Take(MinValues).Count() == MinValues;

    /// <summary>
    /// Whether neighbouring multiples of the step have about equally many rows, or there are too many multiples to
    /// tell. Codes, such as a school's number, and readings of an instrument that skips some numbers are not smooth:
    /// drawn gaps would give numbers that the seed hardly has.
    /// </summary>
    /// <remarks>
    /// Counts are compared with the mean of their two neighbours'. If all are Poisson numbers about a smooth curve, the
    /// squares of the differences are 1.5 times the count on average; over 50 multiples their mean then varies by a
    /// third of that, so that the limit is far beyond chance.
    /// </remarks>
    private static bool IsSmooth(double[] values, double? step)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        double low = sorted[sorted.Length / 10],
            high = sorted[sorted.Length * 9 / 10];
        if (step is not { } width || ((high - low) / width) + 1 > sorted.Length / RowsToTell)
        {
            return true;
        }
        double[] counts = new double[(int)Math.Round((high - low) / width) + 1];
        foreach (double value in sorted.Where(value => value >= low && value <= high))
        {
            counts[Math.Min((int)Math.Round((value - low) / width), counts.Length - 1)]++;
        }
        if (counts.Length < 3)
        {
            return false;
        }
        double squares = 0;
        for (int i = 1; i < counts.Length - 1; i++)
        {
            double away = counts[i] - ((counts[i - 1] + counts[i + 1]) / 2);
            squares += away * away;
        }
        return squares / (counts.Length - 2) <= MaxRoughness * 1.5 * counts.Average();
    }

    private double[] First(string column)
    {
        if (!grades.TryGetValue(column, out double[]? first))
        {
            var values = seed.Numbers(column).Values.AsSpan();
            grades.Add(column, first = Association.Grades(values[..Math.Min(Screened, values.Length)]));
        }
        return first;
    }

    /// <summary>The numbers that many of the first rows have; the rows are in random order.</summary>
    internal static HashSet<double> Frequent(double[] values)
    {
        double[] some = [.. values.Take(Counted).Where(double.IsFinite)];
        return
        [
            .. some.CountBy(value => value)
                .Where(count => count.Value > FrequentShare * some.Length)
                .Select(count => count.Key),
        ];
    }

    /// <returns>The spread of the narrower gap; infinite if too few rows have both numbers.</returns>
    private static double Spread(double[] values, double[] others)
    {
        var rows = Pairs(values, others);
        double difference = Spread(rows, value => value, static (value, from) => value - from);
        return Positive(rows) is { } positive
            ? Math.Min(difference, Spread(positive, Math.Log, static (value, from) => Math.Log(value / from)))
            : difference;
    }

    private static double Spread(
        List<(double Value, double Other)> rows,
        Func<double, double> of,
        Func<double, double, double> gap
    )
    {
        if (rows.Count < MinRows)
        {
            return double.PositiveInfinity;
        }
        double own = MiddleHalf(rows.Select(row => of(row.Value)));
        return own > 0 ? MiddleHalf(rows.Select(row => gap(row.Value, row.Other))) / own : double.PositiveInfinity;
    }

    /// <summary>
    /// The rank correlation of the gap with the other number, or of the gap's distance from its median, whichever is
    /// greater: 0 to 1.
    /// </summary>
    private static double Dependence(List<(double Value, double Other)> rows, Func<double, double, double> gap)
    {
        double[] gaps = [.. rows.Select(row => gap(row.Value, row.Other))],
            others = [.. rows.Select(row => row.Other)];
        double median = gaps.Order().ElementAtOrDefault(gaps.Length / 2);
        double[] away = Array.ConvertAll(gaps, value => Math.Abs(value - median));
        return Math.Max(Math.Abs(Ranked(gaps, others)), Math.Abs(Ranked(away, others)));

        static double Ranked(double[] one, double[] other) =>
            Association.Pearson(Association.Grades(one), Association.Grades(other));
    }

    private static List<(double Value, double Other)> Pairs(double[] values, double[] others)
    {
        var rows = new List<(double Value, double Other)>();
        for (int row = 0; row < values.Length && rows.Count < Looked; row++)
        {
            if (double.IsFinite(values[row]) && double.IsFinite(others[row]))
            {
                rows.Add((values[row], others[row]));
            }
        }
        return rows;
    }

    /// <returns>Null if too many rows have no ratio.</returns>
    private static List<(double Value, double Other)>? Positive(List<(double Value, double Other)> rows)
    {
        var positive = rows.FindAll(row => row.Value > 0 && row.Other > 0);
        return positive.Count >= MinPositive * rows.Count ? positive : null;
    }

    private static double MiddleHalf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4];
    }
}
