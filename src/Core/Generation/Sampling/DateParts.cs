using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>
/// Moves the dates of a column to the nearest ones that have the parts which other columns' tokens ask for. A date's
/// token says only in which bin it lies; its month or weekday is what the other columns go with.
/// </summary>
/// <param name="output">The index of the dates in the schema.</param>
/// <param name="time">Whether the column holds datetimes.</param>
/// <param name="range">Inclusive; a date is not moved beyond it.</param>
internal sealed class DateParts(int output, bool time, (double Min, double Max) range, IReadOnlyList<AskedPart> asked)
{
    /// <summary>A date is moved by this many days at most.</summary>
    private const int Farthest = 45;

    private readonly AskedPart[] ofDay = [.. asked.Where(one => one.Part < EchoPart.Hour)],
        ofTime = [.. asked.Where(one => one.Part >= EchoPart.Hour)];

    internal void Fit(BlockState state, ReadOnlySpan<int> rows)
    {
        double[] dates = state.Buffer.Numbers[output];
        Span<double> wanted = stackalloc double[ofDay.Length];
        foreach (int row in rows)
        {
            int place = row + state.Shift;
            if (double.IsNaN(dates[place]))
            {
                continue;
            }
            for (int at = 0; at < wanted.Length; at++)
            {
                wanted[at] = ofDay[at].Of(state, row);
            }
            double date = Nearest(dates[place], wanted);
            foreach (var part in ofTime)
            {
                date = Timed(date, part.Part, part.Of(state, row));
            }
            dates[place] = date >= range.Min && date <= range.Max ? date : dates[place];
        }
    }

    /// <returns>Among the dates that have most of the wanted parts the nearest one.</returns>
    private double Nearest(double date, ReadOnlySpan<double> wanted)
    {
        double day = time ? 86_400 : 1,
            best = date;
        int most = Matches(date, wanted);
        for (int away = 1; away <= Farthest && most < wanted.Length; away++)
        {
            for (int side = -1; side <= 1; side += 2)
            {
                double other = date + (side * away * day);
                if (other < range.Min || other > range.Max)
                {
                    continue;
                }
                int matches = Matches(other, wanted);
                (most, best) = matches > most ? (matches, other) : (most, best);
            }
        }

        return best;
    }

    private int Matches(double date, ReadOnlySpan<double> wanted)
    {
        int matches = 0;
        for (int at = 0; at < wanted.Length; at++)
        {
            bool any = double.IsNaN(wanted[at]);
            matches += any || Echo.Taken(ofDay[at].Part, date, time) == wanted[at] ? 1 : 0;
        }
        return matches;
    }

    private static double Timed(double date, EchoPart part, double wanted)
    {
        double unit = part == EchoPart.Hour ? 3_600 : 60;
        return double.IsNaN(wanted) ? date : date + ((wanted - Echo.Taken(part, date, time: true)) * unit);
    }
}

/// <summary>A part of a date that a column's token asks for.</summary>
/// <param name="numberOf">The column's number for each of its tokens; NaN where a token is no single number.</param>
internal sealed class AskedPart(Echo echo, int modelColumn, double[] numberOf)
{
    internal EchoPart Part => echo.Part;

    /// <returns>NaN if the row asks for none.</returns>
    internal double Of(BlockState state, int row)
    {
        bool repeats = echo.Flag is not { } flag || state.Tokens[(row * state.Width) + flag] == 1;
        return repeats ? numberOf[state.Tokens[(row * state.Width) + modelColumn]] - echo.Offset : double.NaN;
    }
}
