using System.Globalization;
using System.Text;
using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>Computes a column's figures.</summary>
internal static class Profiles
{
    private const int MaxBins = 24;
    private const int MaxLevels = 20;
    private static readonly double[] At = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    public static ColumnProfile Of(ColumnProbe probe, Column column)
    {
        double[] values = [.. probe.Sample.Where(value => !double.IsNaN(value))];
        Array.Sort(values);
        return new ColumnProfile
        {
            Missing = probe.Missing,
            Distinct = probe.Texts.Distinct,
            DistinctEstimated = probe.Texts.Estimated,
            Numbers =
                column is IntegerColumn or DecimalColumn && values.Length > 0 && IsComputable(probe.Numbers)
                    ? Numbers(probe.Numbers, values, column is IntegerColumn)
                    : null,
            Moments =
                column is DateColumn or DateTimeColumn && probe.Moments.Best is { } best
                    ? Moments(probe, best, values)
                    : null,
            TopLevels = column is IdentifierColumn or TextColumn ? [] : TopLevels(probe.Texts),
        };
    }

    /// <summary>Whether the figures are finite: numbers near the largest double have no deviation.</summary>
    private static bool IsComputable(NumberProbe numbers) =>
        double.IsFinite(numbers.Mean)
        && double.IsFinite(numbers.StandardDeviation)
        && double.IsFinite(numbers.Max - numbers.Min);

    private static NumberProfile Numbers(NumberProbe numbers, double[] values, bool whole) =>
        new(
            numbers.Min,
            numbers.Max,
            numbers.Mean,
            numbers.StandardDeviation,
            [.. At.Select(share => values[(int)Math.Round(share * (values.Length - 1))])],
            Bins(
                values,
                numbers.Min,
                numbers.Max,
                numbers.Count,
                whole ? (int)Math.Min(MaxBins, numbers.Max - numbers.Min + 1) : MaxBins
            )
        );

    private static MomentProfile Moments(ColumnProbe probe, DateCandidate best, double[] values)
    {
        // Moments in digits only were parsed as numbers before the name told that they are moments.
        if (probe.Numbers.Holds)
        {
            values = [.. values.Select(value => Read(probe, best, value))];
        }
        (DateTime first, DateTime last) = probe.Moments.Range(best);
        (double min, double max) = best.Time
            ? ((first - DateTime.UnixEpoch).TotalSeconds, (last - DateTime.UnixEpoch).TotalSeconds)
            : (DateOnly.FromDateTime(first).DayNumber, (double)DateOnly.FromDateTime(last).DayNumber);
        Histogram bins = Bins(
            values,
            min,
            max,
            probe.Texts.Count,
            best.Time ? MaxBins : (int)Math.Min(MaxBins, max - min + 1)
        );
        return new(
            Iso(min, best.Time),
            Iso(max, best.Time),
            [.. bins.Edges.Select(edge => Iso(edge, best.Time))],
            bins.Counts
        );
    }

    private static double Read(ColumnProbe probe, DateCandidate best, double digits) =>
        probe.Moments.Value(best, Encoding.UTF8.GetBytes(digits.ToString("F0", CultureInfo.InvariantCulture)));

    private static string Iso(double value, bool time) =>
        time
            ? DateTime.UnixEpoch.AddSeconds(value).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            : DateOnly.FromDayNumber((int)Math.Floor(value)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <param name="values">Ascending; a sample of <paramref name="count"/> values,
    /// to which the bins are scaled up.</param>
    private static Histogram Bins(double[] values, double min, double max, int count, int bins)
    {
        if (max <= min)
        {
            bins = 1;
        }
        double width = (max - min) / bins;
        int[] counts = new int[bins];
        foreach (double value in values)
        {
            counts[width > 0 ? Math.Clamp((int)((value - min) / width), 0, bins - 1) : 0]++;
        }
        double scale = values.Length == 0 ? 0 : (double)count / values.Length;
        return new(
            [.. Enumerable.Range(0, bins + 1).Select(edge => edge == bins ? max : min + edge * width)],
            [.. counts.Select(bin => (int)Math.Round(bin * scale))]
        );
    }

    private static LevelCount[] TopLevels(DistinctProbe texts) =>
        texts.Levels is not { } levels
            ? []
            :
            [
                .. Enumerable
                    .Range(0, levels.Count)
                    .Select(level => new LevelCount(Encoding.UTF8.GetString(levels[level]), texts.CountOf(level)))
                    .OrderByDescending(level => level.Count)
                    .ThenBy(level => level.Level, StringComparer.Ordinal)
                    .Take(MaxLevels),
            ];
}
