using System.Numerics;

namespace AethergenAI.Privacy.Ledger;

/// <summary>
/// A sum of doubles without rounding: a whole number of 2⁻¹⁰⁷⁴, of which every finite double is a multiple.
/// </summary>
internal readonly record struct ExactSum : IComparable<ExactSum>
{
    private const int Smallest = -1074;
    private const int MantissaBits = 52;

    private readonly BigInteger units;

    private ExactSum(BigInteger units) => this.units = units;

    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or NaN.</exception>
    internal static ExactSum Of(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "It must be finite.");
        }
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        int exponent = (int)(bits >> MantissaBits);
        BigInteger mantissa = bits & ((1L << MantissaBits) - 1);
        var magnitude = exponent == 0 ? mantissa : ((BigInteger.One << MantissaBits) + mantissa) << (exponent - 1);
        return new(value < 0 ? -magnitude : magnitude);
    }

    internal static ExactSum Of(IEnumerable<double> values) =>
        values.Aggregate(default(ExactSum), (sum, value) => sum + Of(value));

    internal bool IsPositive => units.Sign > 0;

    /// <summary>This sum, or 0 if it is negative.</summary>
    internal ExactSum OrZero => IsPositive ? this : default;

    /// <summary>The smallest double that is not below the sum.</summary>
    internal double RoundUp() => units.Sign < 0 ? -Scaled(-units, up: false) : Scaled(units, up: true);

    /// <summary>The largest double that is not above the sum.</summary>
    internal double RoundDown() => units.Sign < 0 ? -Scaled(-units, up: true) : Scaled(units, up: false);

    public int CompareTo(ExactSum other) => units.CompareTo(other.units);

    public static ExactSum operator +(ExactSum left, ExactSum right) => new(left.units + right.units);

    public static ExactSum operator -(ExactSum left, ExactSum right) => new(left.units - right.units);

    public static bool operator <=(ExactSum left, ExactSum right) => left.units <= right.units;

    public static bool operator >=(ExactSum left, ExactSum right) => left.units >= right.units;

    private static double Scaled(BigInteger magnitude, bool up)
    {
        int surplus = (int)Math.Max(0, magnitude.GetBitLength() - (MantissaBits + 1));
        var kept = magnitude >> surplus;
        if (up && kept << surplus != magnitude)
        {
            kept++;
        }
        return Math.ScaleB((double)kept, surplus + Smallest); // at most 2⁵³: the double is exact
    }
}
