using System.Globalization;
using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// A .NET custom date and time format, invariant culture; in addition, <c>[.fff]</c> are decimals that are left out
/// on a whole second. With an offset (<c>zzz</c>, <c>K</c>) moments are read as UTC and written with that of UTC.
/// A format of yyyy, MM, M, dd, d, MMM, HH, H, mm, ss, f… and literals has a fast parser;
/// the framework parses the others.
/// </summary>
internal sealed class TemporalFormat
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames;

    /// <summary>The longest text that a format may write, in bytes.</summary>
    public const int MaxLength = 128;

    /// <summary>The letters of a format's parts, from the largest to the smallest.</summary>
    private const string Parts = "yMdHmsf";

    private const DateTimeStyles Instants = DateTimeStyles.AdjustToUniversal;

    private readonly (char Part, int Length, byte Literal)[]? parts;
    private readonly TemporalFormat? whole;
    private readonly LetterCase? letters;

    /// <exception cref="FormatException">The text is not a date and time format.</exception>
    public TemporalFormat(string format, LetterCase? letters = null)
    {
        if (format.Any(char.IsSurrogate))
        {
            throw new FormatException("Letters beyond U+FFFF cannot stand in a date and time format.");
        }
        this.letters = letters;
        Pattern = format;
        int open = format.IndexOf('[', StringComparison.Ordinal),
            close = format.IndexOf(']', StringComparison.Ordinal);
        if (open >= 0 && close > open)
        {
            whole = new TemporalFormat(format.Remove(open, close - open + 1), letters);
            Pattern = format.Remove(close, 1).Remove(open, 1);
        }
        parts = Split(Pattern);
        IsExact = parts is not null && Exact(parts) && whole is not { IsExact: false };
    }

    public string Pattern { get; }

    /// <summary>
    /// Whether a moment that has nothing below the format's last part is read back from its text as the same moment:
    /// the format says year, month and day, each part once, no part without the larger ones, and marks where a part
    /// of one or two digits ends.
    /// </summary>
    public bool IsExact { get; }

    /// <param name="moment">In UTC.</param>
    /// <param name="to">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="FormatException">The format's text is too long.</exception>
    public int Write(DateTime moment, Span<byte> to)
    {
        if (whole is not null && moment.Ticks % TimeSpan.TicksPerSecond == 0)
        {
            return whole.Write(moment, to);
        }
        if (!moment.TryFormat(to[..MaxLength], out int length, Pattern, CultureInfo.InvariantCulture))
        {
            throw new FormatException("The format is too long.");
        }
        if (letters is not null)
        {
            Recase(to[..length]);
        }
        return length;
    }

    public bool TryParse(ReadOnlySpan<byte> cell, out DateTime moment)
    {
        bool parsed = parts is null ? TrySlowly(cell, out moment) : TryFast(cell, out moment);
        return parsed || (whole is not null && whole.TryParse(cell, out moment));
    }

    /// <summary>Days since 0001-01-01.</summary>
    public bool TryDay(ReadOnlySpan<byte> cell, out double day)
    {
        bool parsed = TryParse(cell, out DateTime moment);
        day = DateOnly.FromDateTime(moment).DayNumber;
        return parsed;
    }

    /// <summary>Seconds since 1970-01-01T00:00:00.</summary>
    public bool TrySeconds(ReadOnlySpan<byte> cell, out double seconds)
    {
        bool parsed = TryParse(cell, out DateTime moment);
        seconds = (moment - DateTime.UnixEpoch).TotalSeconds;
        return parsed;
    }

    private bool TrySlowly(ReadOnlySpan<byte> cell, out DateTime moment)
    {
        moment = default;
        if (cell.Length > 64)
        {
            return false;
        }
        Span<char> text = stackalloc char[64];
        int length = Encoding.UTF8.GetChars(cell, text);
        return DateTime.TryParseExact(text[..length], Pattern, CultureInfo.InvariantCulture, Instants, out moment);
    }

    private void Recase(Span<byte> text)
    {
        foreach (ref byte b in text)
        {
            bool letter = (b | 0x20) is >= (byte)'a' and <= (byte)'z';
            if (letter)
            {
                b = letters == LetterCase.Upper ? (byte)(b & ~0x20) : (byte)(b | 0x20);
            }
        }
    }

    private bool TryFast(ReadOnlySpan<byte> cell, out DateTime moment)
    {
        moment = default;
        int year = 1,
            month = 1,
            day = 1,
            hour = 0,
            minute = 0,
            second = 0,
            ticks = 0;
        foreach ((char part, int length, byte literal) in parts!)
        {
            int read;
            switch (part)
            {
                case 'y':
                    read = Digits(cell, length, length, out year);
                    break;
                case 'M' when length == 3:
                    read = MonthName(cell, out month);
                    break;
                case 'M':
                    read = Digits(cell, length, 2, out month);
                    break;
                case 'd':
                    read = Digits(cell, length, 2, out day);
                    break;
                case 'H':
                    read = Digits(cell, length, 2, out hour);
                    break;
                case 'm':
                    read = Digits(cell, length, 2, out minute);
                    break;
                case 's':
                    read = Digits(cell, length, 2, out second);
                    break;
                case 'f':
                    read = Digits(cell, length, length, out ticks);
                    for (int i = length; i < 7; i++)
                    {
                        ticks *= 10;
                    }
                    break;
                default:
                    read = !cell.IsEmpty && cell[0] == literal ? 1 : 0;
                    break;
            }

            if (read == 0)
            {
                return false;
            }
            cell = cell[read..];
        }

        if (
            !cell.IsEmpty
            || year < 1
            || month is < 1 or > 12
            || day < 1
            || hour > 23
            || minute > 59
            || second > 59
            || day > DateTime.DaysInMonth(year, month)
        )
        {
            return false;
        }
        moment = new DateTime(year, month, day, hour, minute, second).AddTicks(ticks);
        return true;
    }

    private static int Digits(ReadOnlySpan<byte> cell, int least, int most, out int value)
    {
        value = 0;
        int read = 0;
        while (read < most && read < cell.Length && (uint)(cell[read] - '0') <= 9)
        {
            value = value * 10 + cell[read++] - '0';
        }
        return read < least ? 0 : read;
    }

    private static int MonthName(ReadOnlySpan<byte> cell, out int month)
    {
        month = 0;
        if (cell.Length < 3)
        {
            return 0;
        }
        for (int i = 0; i < 12; i++)
        {
            string name = Months[i];
            if ((cell[0] | 0x20) == (name[0] | 0x20) && (cell[1] | 0x20) == name[1] && (cell[2] | 0x20) == name[2])
            {
                month = i + 1;
                return 3;
            }
        }

        return 0;
    }

    private static bool Exact((char Part, int Length, byte Literal)[] parts)
    {
        string found = string.Concat(parts.Where(part => part.Part != '\0').Select(part => part.Part).Distinct());
        bool once = found.Length == parts.Count(part => part.Part != '\0');
        bool down = "yMd".All(found.Contains) && Parts.StartsWith(string.Concat(Parts.Where(found.Contains)));
        return once && down && parts.Zip(parts.Skip(1)).All(pair => Ends(pair.First, pair.Second));
    }

    /// <summary>Whether a reader sees where the first of two parts ends.</summary>
    private static bool Ends((char Part, int Length, byte) part, (char Part, int, byte Literal) next) =>
        part.Part == '\0'
        || part.Length > 1
        || part.Part == 'f'
        || next is { Part: '\0', Literal: < (byte)'0' or > (byte)'9' };

    /// <returns>Null if the framework has to parse this format.</returns>
    private static (char Part, int Length, byte Literal)[]? Split(string format)
    {
        var found = new List<(char, int, byte)>();
        for (int at = 0; at < format.Length; )
        {
            char c = format[at];
            int run = 1;
            while (at + run < format.Length && format[at + run] == c)
            {
                run++;
            }
            if (c == '\'')
            {
                int close = format.IndexOf('\'', at + 1);
                if (close < 0)
                {
                    throw new FormatException("A quoted literal is not closed.");
                }
                foreach (char literal in format.AsSpan(at + 1, close - at - 1))
                {
                    if (literal > 127)
                    {
                        return null;
                    }
                    found.Add(('\0', 1, (byte)literal));
                }

                at = close + 1;
                continue;
            }

            if (!char.IsAsciiLetter(c) && c is > ' ' and < (char)127 and not ('"' or '\\' or '%') || c == ' ')
            {
                for (int i = 0; i < run; i++)
                {
                    found.Add(('\0', 1, (byte)c));
                }
            }
            else if ((c, run) is ('y', 4) or ('M' or 'd' or 'H' or 'm' or 's', 1 or 2) or ('M', 3) or ('f', <= 7))
            {
                found.Add((c, run, 0));
            }
            else
            {
                return null;
            }
            at += run;
        }

        return [.. found];
    }
}
