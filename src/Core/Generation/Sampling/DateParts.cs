using System.Collections.Concurrent;
using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Sampling;

/// <summary>
/// Draws the dates of a column again among those of their token's bin that have the parts which other columns' tokens
/// ask for. The token says only in which bin a date lies; its month or weekday is what the other columns go with. Where
/// no date of the bin has all parts, those with most of them are drawn from, and the other columns follow the date.
/// </summary>
/// <param name="output">The index of the dates in the schema.</param>
/// <param name="time">Whether the column holds datetimes.</param>
/// <param name="draw">The index of the random number that chooses.</param>
internal sealed class DateParts(NumberEncoding dates, int output, bool time, int draw, IReadOnlyList<AskedPart> asked)
{
    private const int MaxDays = 4_000;

    /// <summary>
    /// Days before and after a bin among which a better date is looked for: enough for every weekday, and, where cells
    /// are given, which must come out, for every month.
    /// </summary>
    private const double HalfWeek = 3,
        Year = 366;

    private readonly double day = time ? 86_400 : 1;
    private readonly AskedPart[] ofDay = [.. asked.Where(one => one.Part < ValuePart.Hour)],
        ofTime = [.. asked.Where(one => one.Part >= ValuePart.Hour)];

    /// <summary>The first moments of the days to draw from, by token, wanted parts and days beyond the bin.</summary>
    private readonly ConcurrentDictionary<(int Token, string Wanted, double Beyond), double[]> days = new();

    internal void Fit(BlockState state, ReadOnlySpan<int> rows, bool given)
    {
        double beyond = given ? Year : HalfWeek;
        double[] numbers = state.Buffer.Numbers[output];
        double[] wanted = new double[ofDay.Length];
        foreach (int row in rows)
        {
            int place = row + state.Shift,
                token = state.Tokens[(row * state.Width) + dates.ModelColumn];
            if (double.IsNaN(numbers[place]) || token >= dates.Scale.Cells.Count)
            {
                continue;
            }
            for (int at = 0; at < wanted.Length; at++)
            {
                wanted[at] = ofDay[at].Of(state, row);
            }
            double[] among = days.GetOrAdd((token, string.Join(' ', wanted), beyond), key =>
                Among(key.Token, wanted, beyond)
            );
            if (among.Length > 0)
            {
                double unit = state.Draws[(row * state.DrawWidth) + draw];
                double date = Moved(numbers[place], among[(int)(unit * among.Length)]);
                foreach (var part in ofTime)
                {
                    date = Timed(date, part.Part, part.Of(state, row));
                }
                numbers[place] = Math.Clamp(date, dates.Scale.Cells[0][0], dates.Scale.Cells[^1][^1]);
            }
        }
    }

    /// <returns>The days to draw from; none: the date stays.</returns>
    private double[] Among(int token, double[] wanted, double beyond)
    {
        double[] cell = dates.Scale.Cells[token];
        double first = Math.Floor(cell[0] / day),
            last = Math.Floor(cell[^1] / day);
        if (last - first > MaxDays)
        {
            return [];
        }
        var (inside, most) = Best(first, last, wanted);
        if (most == wanted.Length)
        {
            return inside;
        }
        double least = Math.Floor(dates.Scale.Cells[0][0] / day),
            greatest = Math.Floor(dates.Scale.Cells[^1][^1] / day);
        var (around, more) = Best(Math.Max(least, first - beyond), Math.Min(greatest, last + beyond), wanted);
        return more > most ? around : inside;
    }

    /// <returns>The days with most of the wanted parts, and how many these are.</returns>
    private (double[] Days, int Parts) Best(double first, double last, double[] wanted)
    {
        double[] all = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(at => (first + at) * day)];
        int[] matches = [.. all.Select(date => Matches(date, wanted))];
        int most = matches.Max();
        return ([.. all.Where((_, at) => matches[at] == most)], most);
    }

    /// <returns>The chosen day with the time of the date.</returns>
    private double Moved(double date, double chosen) => chosen + (date - (Math.Floor(date / day) * day));

    private static double Timed(double date, ValuePart part, double wanted)
    {
        double unit = part == ValuePart.Hour ? 3_600 : 60;
        return double.IsNaN(wanted) ? date : date + ((wanted - RepeatedColumn.Taken(part, date, time: true)) * unit);
    }

    private int Matches(double date, double[] wanted) =>
        wanted
            .Where((part, at) => double.IsNaN(part) || RepeatedColumn.Taken(ofDay[at].Part, date, time) == part)
            .Count();
}

/// <summary>A part of a date that a column's token asks for.</summary>
/// <param name="numberOf">The column's number for each of its tokens; NaN where a token is no single number.</param>
internal sealed class AskedPart(RepeatedColumn repeated, int modelColumn, double[] numberOf)
{
    internal ValuePart Part => repeated.Part;

    /// <returns>NaN if the row asks for none.</returns>
    internal double Of(BlockState state, int row)
    {
        bool repeats = repeated.Flag is not { } flag || state.Tokens[(row * state.Width) + flag] == 1;
        int token = state.Tokens[(row * state.Width) + modelColumn];
        return repeats && token < numberOf.Length ? numberOf[token] - repeated.Offset : double.NaN;
    }
}
