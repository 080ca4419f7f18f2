using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>One date or datetime format, and how a column's cells match it.</summary>
/// <param name="missed">The number of cells before that could not match any format.</param>
/// <param name="firstMissed">The row of the first of them, from 1; 0: there is none.</param>
/// <param name="odds">Their forms.</param>
internal sealed class DateCandidate(TemporalFormat reader, bool time, int missed, int firstMissed, OddForms odds)
{
    private const int MinLater = 10;

    private DateTime last = DateTime.MinValue;
    private int later;

    public string Format => reader.Pattern;

    public bool Time => time;

    /// <summary>The order of day, month and year: dMy, Mdy, yMd.</summary>
    public string Order => string.Concat(Format.Where(c => c is 'd' or 'M' or 'y').Distinct());

    /// <summary>Whether years have two digits, so that the century is a guess.</summary>
    public bool ShortYear =>
        Format.Replace("yyyy", "", StringComparison.Ordinal).Contains('y', StringComparison.Ordinal);

    public int Failures { get; private set; } = missed;

    /// <summary>The first cells that do not match.</summary>
    public OddForms Odds { get; } = new(odds);

    /// <summary>The first row whose cell does not match, from 1.</summary>
    public int FirstFailure { get; private set; } = firstMissed;

    /// <summary>Whether no row is earlier than the one before.</summary>
    public bool InOrder { get; private set; } = true;

    /// <summary>Whether so many rows are later than the one before that their order is no chance.</summary>
    public bool Rises => InOrder && later >= MinLater;

    public DateTime Min { get; private set; } = DateTime.MaxValue;

    public DateTime Max { get; private set; } = DateTime.MinValue;

    /// <param name="text">A cell without decimals and time zone.</param>
    /// <param name="ticks">What was cut off, to add to the moment.</param>
    /// <returns>Whether the cell matches.</returns>
    public bool Observe(ReadOnlySpan<byte> text, long ticks, int row)
    {
        if ((!time && ticks != 0) || !reader.TryParse(text, out DateTime moment) || moment.Ticks < -ticks)
        {
            if (Failures++ == 0)
            {
                FirstFailure = row + 1;
            }
            return false;
        }
        moment = moment.AddTicks(ticks);
        InOrder &= moment >= last;
        later += moment > last ? 1 : 0;
        last = moment;
        if (moment < Min)
        {
            Min = moment;
        }
        if (moment > Max)
        {
            Max = moment;
        }
        return true;
    }

    /// <returns>Days since 0001-01-01, or seconds since 1970.</returns>
    public double Value(ReadOnlySpan<byte> text, long ticks)
    {
        bool read = time ? reader.TrySeconds(text, out double value) : reader.TryDay(text, out value);
        return read ? value + ((double)ticks / TimeSpan.TicksPerSecond) : double.NaN;
    }
}
