using System.Globalization;
using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// A number as written in a file: <c>Units · 10^−Decimals</c>, without trailing zeros after the decimal point.
/// </summary>
/// <param name="Decimals">−1 if the number has more than 18 digits or a larger exponent; Units then has no
/// meaning.</param>
/// <param name="LeadingZero">Whether it begins with a superfluous zero, as codes do.</param>
/// <param name="Point">Whether it is written with a decimal point or comma.</param>
internal readonly record struct NumberText(double Value, long Units, int Decimals, bool LeadingZero, bool Point)
{
    /// <summary>The number of decimals with their trailing zeros; 0 if it has an exponent.</summary>
    public int Written { get; init; }

    /// <summary>Whether it begins with its decimal point.</summary>
    public bool Bare { get; init; }

    /// <summary>Whether it begins with a '+'.</summary>
    public bool Plus { get; init; }

    /// <summary>Whether it has an exponent.</summary>
    public bool Exponent { get; init; }

    /// <summary>
    /// Whether it has up to nine decimals, or a whole part beyond 2^53, and a double does not hold all of its digits.
    /// Beyond nine decimals the last ones are those of a division.
    /// </summary>
    public bool Lossy { get; init; }

    /// <summary>Doubles represent every whole number up to this one exactly.</summary>
    public const long MaxExact = 1L << 53;

    private const int MaxFixed = 9;

    private static readonly double[] PowersOfTen =
    [
        .. Enumerable.Range(0, 19).Select(power => double.Parse($"1e{power}")),
    ];

    /// <param name="exponent">From 0 to 18.</param>
    public static double PowerOfTen(int exponent) => PowersOfTen[exponent];

    /// <summary>
    /// Parses a sign, digits, a decimal point, digits and an exponent;
    /// no blanks, thousands separators, currency signs, NaN or ∞.
    /// </summary>
    /// <param name="point">'.' or ','.</param>
    public static bool TryParse(ReadOnlySpan<byte> cell, byte point, out NumberText number)
    {
        number = default;
        int at = cell.Length > 0 && cell[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        bool negative = at == 1 && cell[0] == '-';
        int first = at,
            digits = 0,
            decimals = 0,
            trailingZeros = 0;
        long units = 0;
        bool pointed = false;
        for (; at < cell.Length; at++)
        {
            uint digit = (uint)(cell[at] - '0');
            if (digit <= 9)
            {
                if (++digits > 18)
                {
                    return TrySlowly(cell, point, pointed, out number);
                }
                units = units * 10 + digit;
                if (pointed)
                {
                    decimals++;
                    trailingZeros = digit == 0 ? trailingZeros + 1 : 0;
                }
            }
            else if (cell[at] == point && !pointed)
            {
                pointed = true;
            }
            else if (cell[at] is (byte)'e' or (byte)'E' && digits > 0)
            {
                bool read = TrySlowly(cell, point, pointed, out number);
                if (read)
                {
                    number = Scaled(number, negative ? -units : units, decimals, cell[(at + 1)..]);
                }
                return read;
            }
            else
            {
                return false;
            }
        }

        if (digits == 0)
        {
            return false;
        }
        if (units > MaxExact)
        {
            return TrySlowly(cell, point, pointed, out number, units, negative);
        }
        // A quotient of two exact doubles is correctly rounded, so the result is the nearest double to the text.
        double value = decimals == 0 ? units : units / PowersOfTen[decimals];
        for (int i = 0; i < trailingZeros; i++)
        {
            units /= 10;
        }
        bool leadingZero = cell.Length > first + 1 && cell[first] == '0' && cell[first + 1] != point;
        number = new NumberText(
            negative ? -value : value,
            negative ? -units : units,
            decimals - trailingZeros,
            leadingZero,
            pointed
        )
        {
            Written = decimals,
            Bare = cell[first] == point,
            Plus = cell[0] == '+',
        };
        return true;
    }

    /// <summary>
    /// Counts the decimals of a number with an exponent: 1.00E+05 is a whole number, 2.5e-3 has four.
    /// </summary>
    /// <param name="units">Its digits without the point.</param>
    /// <param name="exponent">What follows the E; read as a number before.</param>
    private static NumberText Scaled(NumberText number, long units, int decimals, ReadOnlySpan<byte> exponent)
    {
        if (!int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int power))
        {
            return number;
        }
        for (; units != 0 && units % 10 == 0; decimals--)
        {
            units /= 10;
        }
        decimals = units == 0 ? 0 : decimals - Math.Clamp(power, -400, 400);
        for (; decimals < 0 && Math.Abs(units) <= MaxExact / 10; decimals++)
        {
            units *= 10;
        }
        return decimals is < 0 or > 18 ? number : number with { Units = units, Decimals = decimals };
    }

    public static bool TryInteger(ReadOnlySpan<byte> cell, byte point, out double value)
    {
        bool parsed = TryParse(cell, point, out NumberText number);
        value = number.Value;
        return parsed
            && number.Decimals <= 0
            && Math.Abs(number.Units) <= MaxExact
            && Math.Abs(value) <= MaxExact
            && value == Math.Floor(value);
    }

    private static bool TrySlowly(
        ReadOnlySpan<byte> cell,
        byte point,
        bool pointed,
        out NumberText number,
        long units = 0,
        bool negative = false
    )
    {
        number = default;
        if (cell.Length > 400)
        {
            return false;
        }
        Span<byte> copy = stackalloc byte[cell.Length];
        cell.CopyTo(copy);
        if (point != '.')
        {
            if (copy.Contains((byte)'.'))
            {
                return false;
            }
            copy.Replace(point, (byte)'.');
        }

        const NumberStyles style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(copy, style, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            return false;
        }
        int decimals = units != 0 && !pointed ? 0 : -1;
        bool exponent = copy.IndexOfAny((byte)'e', (byte)'E') >= 0;
        number = new NumberText(value, negative ? -units : units, decimals, LeadingZero: false, pointed)
        {
            Exponent = exponent,
            Plus = copy[0] == '+',
            Lossy = pointed && !exponent && !Holds(value, copy),
        };
        return true;
    }

    /// <summary>Whether the double, written with as many decimals as the text, is the text again.</summary>
    /// <param name="text">A sign, digits and a point.</param>
    private static bool Holds(double value, ReadOnlySpan<byte> text)
    {
        int decimals = text.Length - 1 - text.IndexOf((byte)'.');
        if (decimals > MaxFixed && Math.Abs(value) < MaxExact)
        {
            return true;
        }
        string written = Math.Abs(value).ToString($"F{decimals}", CultureInfo.InvariantCulture);
        string digits = Encoding.ASCII.GetString(text).TrimStart('+', '-', '0');
        return written.TrimStart('0') == digits;
    }
}
