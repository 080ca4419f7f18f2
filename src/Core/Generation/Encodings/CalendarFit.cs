using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>Chooses the calendar parts of a date or datetime column, and fits their scales.</summary>
internal static class CalendarFit
{
    private const double HoursADay = 24,
        DaysAWeek = 7;

    /// <summary>The number of tests that <see cref="Of"/> can make for a schema.</summary>
    internal static int Tests(Schema schema) =>
        schema.Columns.Sum(column =>
            column switch
            {
                DateColumn => 1,
                DateTimeColumn => 2,
                _ => 0,
            }
        );

    /// <param name="values">NaN if the cell is missing; at least one is not.</param>
    /// <param name="step">The column's step; null: continuous.</param>
    /// <param name="tests">The number of tests for the schema.</param>
    /// <returns>One per part, the coarsest first; null if a single number is good enough.</returns>
    internal static IReadOnlyList<CalendarPiece>? Of(Column column, double[] values, double? step, int tests)
    {
        if (column is not (DateColumn or DateTimeColumn))
        {
            return null;
        }
        double day = CalendarParts.Day(column),
            hour = day / HoursADay,
            week = day * DaysAWeek,
            origin = CalendarParts.Origin(column);
        double[] there = [.. values.Where(double.IsFinite).Select(value => value - origin)];
        // A draw outside the bounds is moved by a whole period, so the bounds must leave room for that.
        if (there.Max() - there.Min() < week)
        {
            return null;
        }
        // The origin is a whole multiple of every step, so the scale is the plain scale, shifted.
        var plain = NumberScaleFit.Fit(there, step);
        bool weekdays = CalendarChoice.Helps(there, plain, week, day, tests);
        bool hours = column is DateTimeColumn && !(step > hour) && CalendarChoice.Helps(there, plain, day, hour, tests);
        if (!weekdays && !hours)
        {
            return null;
        }

        List<(string Name, double Step)> parts = weekdays ? [("week", week), ("weekday", day)] : [("day", day)];
        if (hours)
        {
            parts.Add(("hour", hour));
        }
        double[] steps = [.. parts.Select(part => part.Step)];
        double[][] pieces = [.. Enumerable.Range(0, steps.Length + 1).Select(_ => new double[values.Length])];
        Span<double> cut = stackalloc double[steps.Length + 1];
        for (int row = 0; row < values.Length; row++)
        {
            CalendarParts.Cut(values[row], origin, steps, cut);
            for (int part = 0; part < cut.Length; part++)
            {
                pieces[part][row] = cut[part];
            }
        }

        var fitted = parts
            .Select(
                (part, place) =>
                    new CalendarPiece(
                        $"{column.Name}: {part.Name}",
                        pieces[place],
                        place == 0
                            ? NumberScaleFit.Fit(Finite(pieces[place]), part.Step)
                            : Atoms(pieces[place], part.Step),
                        Ordered: part.Name != "weekday"
                    )
            )
            .ToList();
        double[] rest = Finite(pieces[^1]);
        // The remainder is 0 everywhere if the finest part has the column's step.
        if (rest.Any(left => left != 0))
        {
            string name = $"{column.Name}: {(hours ? "past the hour" : "time of day")}";
            fitted.Add(new CalendarPiece(name, pieces[^1], NumberScaleFit.Fit(rest, step), Ordered: true));
        }

        return fitted;
    }

    private static double[] Finite(double[] values) => [.. values.Where(double.IsFinite)];

    private static NumberScale Atoms(double[] values, double step) =>
        new([.. Finite(values).Distinct().Order().Select(value => new[] { value })], step);
}

/// <param name="Values">One per row, NaN if the cell is missing.</param>
internal sealed record CalendarPiece(string Name, double[] Values, NumberScale Scale, bool Ordered);
