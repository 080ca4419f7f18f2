using System.Text;
using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>The decimals of a second and the time zone at the end of a column's cells.</summary>
internal sealed class DateEnding
{
    private const int MaxDigits = 7;

    /// <summary>The length of 2024-01-31: what is no longer has no time, and so neither decimals nor a zone.</summary>
    private const int LongestDay = 10;

    private byte[]? zone;
    private byte mark;
    private int shortest = int.MaxValue,
        shortestWritten = int.MaxValue,
        longest;
    private bool rounded,
        upper,
        lower,
        mixed;

    /// <summary>Whether cells have different offsets; moments are then read as UTC.</summary>
    public bool Offsets { get; private set; }

    /// <summary>The smallest offset from UTC, if offsets differ.</summary>
    public TimeSpan Earliest { get; private set; } = TimeSpan.MaxValue;

    /// <summary>The largest offset from UTC, if offsets differ.</summary>
    public TimeSpan Latest { get; private set; } = TimeSpan.MinValue;

    /// <summary>
    /// Whether no format reads all endings: more than seven digits, different marks before them, or zones written
    /// in different ways.
    /// </summary>
    public bool Lost { get; private set; }

    /// <summary>The case of the letters of names, if all cells agree in one that .NET does not write.</summary>
    public LetterCase? Letters
    {
        get
        {
            if (mixed || upper == lower)
            {
                return null;
            }
            return upper ? LetterCase.Upper : LetterCase.Lower;
        }
    }

    /// <summary>The ending as a format: <c>.fff'Z'</c>, <c>[.fff]</c>, <c>zzz</c>.</summary>
    public string Format => Fractions + Zone;

    private string Fractions
    {
        get
        {
            if (longest == 0)
            {
                return "";
            }
            if (shortest == longest)
            {
                return (char)mark + new string('f', longest);
            }
            // All or none of the digits, or without trailing zeros.
            bool whole = rounded && shortest == 0 && shortestWritten == longest;
            return whole ? $"[{(char)mark}{new string('f', longest)}]" : (char)mark + new string('F', longest);
        }
    }

    private string Zone
    {
        get
        {
            if (zone is null or { Length: 0 })
            {
                return "";
            }
            string text = Encoding.UTF8.GetString(zone);
            if (!Offsets)
            {
                return $"'{text}'";
            }
            return text.StartsWith(' ') ? " zzz" : "zzz";
        }
    }

    /// <returns>The cell without its ending.</returns>
    /// <param name="ticks">The decimals of the second.</param>
    /// <param name="offset">What the clock is ahead of UTC.</param>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> cell, out long ticks, out TimeSpan offset)
    {
        int at = ZoneAt(cell);
        offset = OffsetOf(cell[at..]);
        ReadOnlySpan<byte> rest = cell[..at];
        int digits = Decimals(rest);
        ticks = digits > 0 ? Fraction(rest[^digits..]) : 0;
        return digits > 0 ? rest[..^(digits + 1)] : rest;
    }

    /// <summary>Takes the ending of a cell that is a moment for the column's.</summary>
    public void Learn(ReadOnlySpan<byte> cell)
    {
        int at = ZoneAt(cell);
        ReadOnlySpan<byte> found = cell[at..],
            rest = cell[..at];
        TimeSpan offset = OffsetOf(found);
        (Earliest, Latest) = (offset < Earliest ? offset : Earliest, offset > Latest ? offset : Latest);
        zone ??= found.ToArray();
        if (!found.SequenceEqual(zone))
        {
            Offsets = true;
            Lost |= found.Length != zone.Length || found.Length < 6;
        }
        int digits = Decimals(rest);
        if (digits > 0)
        {
            byte point = rest[^(digits + 1)];
            Lost |= digits > MaxDigits || (mark != 0 && mark != point);
            mark = point;
            longest = Math.Max(longest, Math.Min(digits, MaxDigits));
            shortestWritten = Math.Min(shortestWritten, digits);
            rounded |= rest[^1] == '0';
            rest = rest[..^(digits + 1)];
        }
        shortest = Math.Min(shortest, digits);
        Cases(rest);
    }

    /// <summary>The number of decimals of a second at the end.</summary>
    private static int Decimals(ReadOnlySpan<byte> text)
    {
        int digits = text.Length - 1 - text.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9');
        bool decimals =
            digits > 0
            && text.Length > digits + 3
            && text[^(digits + 1)] is (byte)'.' or (byte)','
            && text[^(digits + 4)] == ':';
        return decimals ? digits : 0;
    }

    private static long Fraction(ReadOnlySpan<byte> digits)
    {
        long ticks = 0;
        for (int i = 0; i < MaxDigits; i++)
        {
            ticks = (ticks * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        }
        return ticks;
    }

    private static TimeSpan OffsetOf(ReadOnlySpan<byte> zone)
    {
        zone = zone.TrimStart((byte)' ');
        if (zone.Length < 3 || zone[0] is not ((byte)'+' or (byte)'-'))
        {
            return TimeSpan.Zero;
        }
        int hours = ((zone[1] - '0') * 10) + zone[2] - '0',
            minutes = zone.Length < 5 ? 0 : ((zone[^2] - '0') * 10) + zone[^1] - '0';
        var size = new TimeSpan(hours, minutes, 0);
        return zone[0] == '-' ? -size : size;
    }

    /// <summary>Where a zone begins: Z, UTC, GMT, or an offset after a time.</summary>
    private static int ZoneAt(ReadOnlySpan<byte> cell)
    {
        int end = cell.Length;
        if (end <= LongestDay)
        {
            return end;
        }
        int length = Named(cell);
        if (length == 0 && end > 9 && cell[^1] is >= (byte)'0' and <= (byte)'9')
        {
            length = Offset(cell);
        }
        bool time = length > 0 && cell[..^length].Contains((byte)':');
        bool compact = length > 0 && cell[..^length].Contains((byte)'T');
        if (!time && !compact)
        {
            return end;
        }
        return length < end && cell[end - length - 1] == ' ' ? end - length - 1 : end - length;
    }

    private static int Named(ReadOnlySpan<byte> cell)
    {
        if (cell.EndsWith("UTC"u8) || cell.EndsWith("GMT"u8))
        {
            return 3;
        }
        return cell.Length > 0 && cell[^1] == 'Z' ? 1 : 0;
    }

    /// <summary>The length of ±hh:mm, ±hhmm or ±hh at the end, after a time with colons; 0: there is none.</summary>
    private static int Offset(ReadOnlySpan<byte> cell)
    {
        foreach (int length in (ReadOnlySpan<int>)[6, 5, 3])
        {
            ReadOnlySpan<byte> text = cell[^length..];
            bool signed = text[0] is (byte)'+' or (byte)'-';
            bool digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)':') < 0;
            bool colon = length != 6 || text[3] == ':';
            int before = cell[..^length].LastIndexOf((byte)':');
            if (signed && digits && colon && before >= 0 && before >= cell.Length - length - 16)
            {
                return length;
            }
        }

        return 0;
    }

    private void Cases(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyInRange((byte)'A', (byte)'z') < 0)
        {
            return;
        }
        int run = 0;
        bool anyLower = false,
            anyUpper = false;
        foreach (byte b in text)
        {
            run = (b | 0x20) is >= (byte)'a' and <= (byte)'z' ? run + 1 : 0;
            // A single letter, such as the T between date and time, says nothing; nor does a name's first.
            anyUpper |= run > 1 && b is >= (byte)'A' and <= (byte)'Z';
            anyLower |= run > 0 && b is >= (byte)'a' and <= (byte)'z';
        }

        bool capital = text.IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0 && anyLower;
        mixed |= (anyUpper && anyLower) || capital;
        upper |= anyUpper;
        lower |= anyLower && !capital;
    }
}
