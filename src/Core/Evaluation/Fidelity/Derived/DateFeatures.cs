using AethergenAI.Evaluation.Boosting;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity.Derived;

/// <summary>Parts of dates, differences between dates, and numbers that repeat a part of a date.</summary>
internal static class DateFeatures
{
    /// <summary>How much more often a number less a part is the same than either, from which the number is the part.
    /// </summary>
    private const double Repeated = 0.1;

    private static readonly RepeatedPart[] Repeatable =
    [
        new(date => date.Year, null),
        new(date => date.Month, null),
        new(date => (date.Month + 2) / 3, null),
        new(date => date.Day, null),
        new(date => (int)date.DayOfWeek, 7),
        new(date => date.Hour, null),
    ];

    /// <returns>The dates; null where missing or beyond the calendar.</returns>
    public static DateTime?[] Read(Column column, double[] values) =>
        Array.ConvertAll(values, value => Read(value, column is DateColumn));

    /// <summary>Weekday and day of the month of all dates first, then hour and minute of datetimes.</summary>
    public static IEnumerable<FeatureColumn> Parts(DerivedSource source)
    {
        var times = source.Dates.Where(one => one.Column is DateTimeColumn);
        return source
            .Dates.Select(one => Of(one.Values, date => (int)date.DayOfWeek))
            .Concat(source.Dates.Select(one => Of(one.Values, date => date.Day)))
            .Concat(times.Select(one => Of(one.Values, date => date.Hour)))
            .Concat(times.Select(one => Of(one.Values, date => date.Minute)));

        static FeatureColumn Of(DateTime?[] dates, Func<DateTime, double> part) =>
            DerivedFeatures.Number(Array.ConvertAll(dates, date => OfDate(date, part)));
    }

    /// <summary>The days between two dates, all pairs in the schema's order.</summary>
    public static IEnumerable<FeatureColumn> Differences(DerivedSource source) =>
        source.Dates.SelectMany(
            (left, at) =>
                source
                    .Dates.Skip(at + 1)
                    .Select(right =>
                        DerivedFeatures.Number([
                            .. left.Values.Zip(right.Values, (a, b) => (b - a)?.TotalDays ?? double.NaN),
                        ])
                    )
        );

    /// <summary>
    /// A whole number less a part of a date: 0, or a constant, wherever the number is that part. A weekday is compared
    /// modulo 7, because weeks begin on different days.
    /// </summary>
    public static IEnumerable<FeatureColumn> EqualParts(DerivedSource source)
    {
        var found = new List<(double[] Numbers, DateTime?[] Dates, RepeatedPart Part, double Beyond)>();
        double[][] integers = [.. source.Integers.Select(one => source.Probed(one.Values))];
        double[] repeated = Array.ConvertAll(integers, values => Repeats.Share(values));
        foreach (var (_, dates) in source.Dates)
        {
            var probed = Array.ConvertAll(source.Probe, row => dates[row]);
            foreach (var part in Repeatable)
            {
                double chance = Repeats.Share(Array.ConvertAll(probed, date => OfDate(date, part.Of)));
                for (int at = 0; at < integers.Length; at++)
                {
                    double beyond = Repeats.Share(Left(integers[at], probed, part)) - Math.Max(chance, repeated[at]);
                    if (beyond >= Repeated)
                    {
                        found.Add((source.Integers[at].Values, dates, part, beyond));
                    }
                }
            }
        }

        return found
            .OrderByDescending(one => one.Beyond)
            .Select(one => DerivedFeatures.Number(Left(one.Numbers, one.Dates, one.Part)));
    }

    private static double[] Left(double[] numbers, DateTime?[] dates, RepeatedPart part) =>
        [.. numbers.Zip(dates, (number, date) =>
            {
                double left = number - OfDate(date, part.Of);
                return part.Modulo is { } modulo ? ((left % modulo) + modulo) % modulo : left;
            })];

    private static double OfDate(DateTime? date, Func<DateTime, double> part) =>
        date is { } known ? part(known) : double.NaN;

    private static DateTime? Read(double value, bool isDay)
    {
        double days = isDay ? value : (value / TimeSpan.SecondsPerDay) + (DateTime.UnixEpoch - DateTime.MinValue).Days;
        if (!(days >= 0 && days < DateOnly.MaxValue.DayNumber))
        {
            return null;
        }
        return isDay ? DateTime.MinValue.AddDays(Math.Floor(days)) : DateTime.UnixEpoch.AddSeconds(value);
    }

    /// <summary>A part of a date that a column of whole numbers may repeat.</summary>
    /// <param name="Modulo">Numbers are compared modulo this; null: as they are.</param>
    private sealed record RepeatedPart(Func<DateTime, double> Of, double? Modulo);
}
