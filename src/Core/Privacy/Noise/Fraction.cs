using System.Numerics;

namespace AethergenAI.Privacy.Noise;

/// <summary>A positive rational number, which exact samplers take instead of a double.</summary>
public readonly record struct Fraction
{
    private const int Digits = 16;

    /// <exception cref="ArgumentOutOfRangeException">Numerator or denominator is not positive.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, Denominator) = (numerator / common, denominator / common);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    /// <summary>
    /// A fraction that is at least <paramref name="value"/> and at most 2⁻¹⁵ (relative) above it,
    /// with a numerator of at most 17 significant bits and a power of two as denominator:
    /// noise is never smaller than requested, and the sampler's numbers stay small.
    /// </summary>
    /// <param name="value">Positive and finite.</param>
    public static Fraction AtLeast(double value)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "It must be positive and finite.");
        }

        int shift = Digits - 1 - Math.ILogB(value);
        // Scaling by a power of two is exact; the ceiling is the only rounding, and it goes up.
        BigInteger whole = (BigInteger)Math.Ceiling(Math.ScaleB(value, shift));
        return shift >= 0
            ? new Fraction(whole, BigInteger.One << shift)
            : new Fraction(whole << -shift, BigInteger.One);
    }

    /// <summary>The nearest double.</summary>
    public double ToDouble() => Math.Exp(BigInteger.Log(Numerator) - BigInteger.Log(Denominator));

    public override string ToString() => $"{Numerator}/{Denominator}";
}
