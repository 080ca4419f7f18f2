using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// The values that a number or a date has as a part of a key: those that the schema lists; else those between its
/// declared bounds, else in the seed's range, that keep the seed's own step: every fifth number, the first of each
/// month, the last of each quarter, working days.
/// </summary>
/// <param name="First">The smallest value.</param>
/// <param name="Step">The step of the column's values.</param>
/// <param name="Values">The values in ascending order where they are not evenly spaced; null: they are.</param>
internal sealed record KeyLattice(double First, double Step, long Count, IReadOnlyList<double>? Values = null)
{
    /// <summary>How many steps lie between neighbouring values; null: one, or the values are listed.</summary>
    public long? Every { get; private init; }

    private const long Largest = 1L << 60;

    /// <summary>Longer lists would make the model large; the values are then evenly spaced.</summary>
    private const int MaxListed = 20_000;

    // With fewer different values a common step, day of the month or set of weekdays may be chance:
    // of a dozen random numbers all are even in one of 2,048 seeds.
    private const int Regular = 12,
        Monthly = 4,
        Weekly = 20,
        Repeated = 4;

    private const double Day = 86_400;

    /// <summary>The values that the schema lists for a column; null: it lists none.</summary>
    internal static IReadOnlyList<double>? ListOf(Column column) =>
        column switch
        {
            IntegerColumn whole => whole.Values,
            DecimalColumn real => real.Values,
            _ => null,
        };

    /// <param name="step">The step of the column's values.</param>
    internal static KeyLattice Of(Column column, double step, Table seed)
    {
        if (ListOf(column) is { } list)
        {
            return new KeyLattice(list[0], step, list.Count, list);
        }
        var (low, high) = ColumnBounds.DeclaredOrSeen(column, seed);
        double[] present = [.. seed.Numbers(column.Name).Values.Where(double.IsFinite)],
            distinct = [.. present.Distinct().Order()];
        // A part of a larger key comes again, with another part.
        bool again = distinct.Length >= 3 && present.Length >= Repeated * distinct.Length;
        if ((again || distinct.Length >= Monthly) && Dates(column, distinct) is { } dates)
        {
            if (Months(dates.Days) is { } isMonthly && Listed(dates, low, high, isMonthly) is { } months)
            {
                return months;
            }
        }
        long common = again || distinct.Length >= Regular ? Common(distinct, step) : 1;
        if (common > 1)
        {
            return Even(distinct[0], step, common, low, high);
        }
        return
            distinct.Length >= Weekly
            && Dates(column, distinct) is { } days
            && Weekdays(days.Days) is { } isWorking
            && Listed(days, low, high, isWorking) is { } working
            ? working
            : new KeyLattice(low, step, Size(low, high, step));
    }

    private static long Size(double low, double high, double step) =>
        Math.Clamp((long)Math.Round((high - low) / step) + 1, 1, Largest);

    private static KeyLattice Even(double anchor, double step, long every, double low, double high)
    {
        double width = step * every,
            first = NumberScale.Round(anchor - (Math.Floor(((anchor - low) / width) + 1e-9) * width), step);
        long count = Math.Clamp((long)Math.Floor(((high - first) / width) + 1e-9) + 1, 1, Largest);
        return new KeyLattice(first, step, count) { Every = every };
    }

    /// <summary>The greatest number of steps that all distances are multiples of; 1 where they are too long.</summary>
    private static long Common(double[] distinct, double step)
    {
        long common = 0;
        foreach (double value in distinct)
        {
            double steps = Math.Round((value - distinct[0]) / step);
            if (steps > 1L << 53)
            {
                return 1;
            }
            common = Divisor(common, (long)steps);
        }

        return Math.Max(1, common);
    }

    private static long Divisor(long one, long other) => other == 0 ? one : Divisor(other, one % other);

    /// <summary>The values as days of one time of day; null where they are not.</summary>
    private static DayScale? Dates(Column column, double[] distinct) =>
        column switch
        {
            DateColumn => new DayScale(1, 0, 0, distinct),
            DateTimeColumn when distinct.Length > 0 => DayScale.OfMoments(distinct),
            _ => null,
        };

    /// <returns>Whether a day is one of those, if all are the same day, or the last, of their months.</returns>
    private static Predicate<DateOnly>? Months(DateOnly[] days)
    {
        int first = MonthOf(days[0]),
            every = (int)days.Aggregate(0L, (common, day) => Divisor(common, MonthOf(day) - first));
        bool last = Array.TrueForAll(days, IsLast);
        if (every == 0 || !(last || Array.TrueForAll(days, day => day.Day == days[0].Day)))
        {
            return null;
        }
        return day => (MonthOf(day) - first) % every == 0 && (last ? IsLast(day) : day.Day == days[0].Day);

        static int MonthOf(DateOnly day) => (12 * day.Year) + day.Month;
        static bool IsLast(DateOnly day) => day.Day == DateTime.DaysInMonth(day.Year, day.Month);
    }

    private static Predicate<DateOnly>? Weekdays(DateOnly[] days)
    {
        var seen = days.Select(day => day.DayOfWeek).ToHashSet();
        return seen.Count < 7 ? day => seen.Contains(day.DayOfWeek) : null;
    }

    /// <returns>Null where there are too many days to list.</returns>
    private static KeyLattice? Listed(DayScale scale, double low, double high, Predicate<DateOnly> holds)
    {
        var values = new List<double>();
        for (double value = scale.FirstFrom(low); value <= high; value += scale.Length)
        {
            if (holds(scale.DayOf(value)))
            {
                values.Add(value);
            }
            if (values.Count > MaxListed)
            {
                return null;
            }
        }

        return new KeyLattice(values[0], scale.Length, values.Count, values);
    }

    /// <summary>Days on a column's number line.</summary>
    /// <param name="Length">A day in the column's unit.</param>
    /// <param name="Offset">The time of day of every value, in the column's unit.</param>
    /// <param name="Origin">The number of the day at 0.</param>
    private sealed record DayScale(double Length, double Offset, int Origin, double[] Values)
    {
        public DateOnly[] Days => Array.ConvertAll(Values, DayOf);

        public static DayScale? OfMoments(double[] seconds)
        {
            double offset = seconds[0] - (Math.Floor(seconds[0] / Day) * Day);
            return Array.TrueForAll(seconds, value => Math.IEEERemainder(value - offset, Day) == 0)
                ? new DayScale(Day, offset, DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber, seconds)
                : null;
        }

        public DateOnly DayOf(double value) =>
            DateOnly.FromDayNumber(
                Math.Clamp((int)Math.Floor((value - Offset) / Length) + Origin, 0, DateOnly.MaxValue.DayNumber)
            );

        public double FirstFrom(double low) => (Math.Ceiling((low - Offset) / Length) * Length) + Offset;
    }
}
