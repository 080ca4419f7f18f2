using System.Buffers.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// Times of day and durations with colons. The number counts the last unit before the decimals:
/// 01:30 in <c>hh:mm</c> is 90, and 0:01:02.5 in <c>h:mm:ss.0</c> is 62.5.
/// </summary>
internal sealed class ClockFormat : NumberFormat
{
    private const int MaxFirst = 1_000_000;

    /// <summary>Whether the first field has two digits at least.</summary>
    private bool Padded { get; init; }

    /// <summary>Two or three.</summary>
    private int Fields { get; init; }

    public static bool Claims(string pattern) => pattern.StartsWith('h');

    public static ClockFormat Parse(string pattern)
    {
        string times = pattern.Split('.')[0],
            decimals = pattern[Math.Min(pattern.Length, times.Length + 1)..];
        bool sound =
            times is "h:mm" or "hh:mm" or "h:mm:ss" or "hh:mm:ss"
            && decimals.Length <= MaxDecimals
            && decimals.TrimEnd('#').All(c => c == '0')
            && (decimals.Length > 0) == pattern.Contains('.', StringComparison.Ordinal);
        return sound
            ? new ClockFormat
            {
                Padded = times.StartsWith("hh", StringComparison.Ordinal),
                Fields = times.Count(c => c == ':') + 1,
                MinDecimals = decimals.TrimEnd('#').Length,
                Decimals = decimals.Length,
            }
            : throw new FormatException("A time must stand as h:mm, hh:mm, h:mm:ss, hh:mm:ss or hh:mm:ss.000.");
    }

    public override bool TryRead(ReadOnlySpan<byte> cell, out NumberText number) =>
        TryRead(cell, Fields, out number, out _);

    /// <param name="first">The number of digits of the first field.</param>
    public static bool TryRead(ReadOnlySpan<byte> cell, int fields, out NumberText number, out int first)
    {
        (number, first) = (default, 0);
        bool negative = cell.Length > 0 && cell[0] == '-';
        ReadOnlySpan<byte> rest = negative ? cell[1..] : cell;
        long units = 0;
        for (int field = 0; field < fields; field++)
        {
            if (!Utf8Parser.TryParse(rest, out uint value, out int read) || rest[0] == '+')
            {
                return false;
            }
            bool fits = field == 0 ? value < MaxFirst && read <= 6 : read == 2 && value < 60;
            bool last = field == fields - 1;
            if (!fits || (!last && (rest.Length == read || rest[read] != ':')))
            {
                return false;
            }
            first = field == 0 ? read : first;
            units = (units * 60) + value;
            rest = rest[(last ? read : read + 1)..];
        }

        int decimals = 0;
        if (!rest.IsEmpty && (rest[0] != '.' || !ReadDecimals(rest[1..], ref units, out decimals)))
        {
            return false;
        }
        number = NumberBody.Of(units, decimals, decimals == 0 ? 0 : Zeros(rest[1..]));
        if (negative)
        {
            number = number with { Value = -number.Value, Units = -number.Units };
        }
        return true;
    }

    public override int Write(double value, Span<byte> to)
    {
        long scale = (long)NumberText.PowerOfTen(Decimals);
        long units = (long)Math.Round(Math.Min(Math.Abs(value) * scale, NumberText.MaxExact));
        int at = 0;
        if (value < 0 && units != 0)
        {
            to[at++] = (byte)'-';
        }
        (long whole, long part) = Math.DivRem(units, scale);
        (long minutes, long seconds) = Fields == 3 ? Math.DivRem(whole, 60) : (whole, 0);
        (long first, long second) = Math.DivRem(minutes, 60);
        if (Padded && first < 10)
        {
            to[at++] = (byte)'0';
        }
        Utf8Formatter.TryFormat(first, to[at..], out int length);
        at += length;
        at += Two(second, to[at..]);
        if (Fields == 3)
        {
            at += Two(seconds, to[at..]);
        }
        return at + WriteDecimals(part, (byte)'.', to[at..]);
    }

    private static int Zeros(ReadOnlySpan<byte> decimals) => decimals.Length - decimals.TrimEnd((byte)'0').Length;

    private static int Two(long value, Span<byte> to)
    {
        (to[0], to[1], to[2]) = ((byte)':', (byte)('0' + (value / 10)), (byte)('0' + (value % 10)));
        return 3;
    }
}
