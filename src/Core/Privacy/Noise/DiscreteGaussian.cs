using System.Numerics;

namespace AethergenAI.Privacy.Noise;

/// <summary>
/// The discrete Gaussian distribution, P[x] ∝ exp(−x²/2σ²) on the whole numbers, sampled exactly.
/// Counts that one unit changes by at most Δ in Euclidean norm are ρ-zCDP with σ² = Δ²/2ρ. Canonne, Kamath &amp;
/// Steinke (2020), algorithm 3, <see href="https://doi.org/10.48550/arXiv.2004.00010"/>.
/// </summary>
public static class DiscreteGaussian
{
    private static readonly BigInteger Largest = BigInteger.One << 80,
        Machine = BigInteger.One << 62;

    /// <param name="noise">Overwritten by independent draws.</param>
    /// <param name="variance">σ², at most 2⁸⁰, so that no draw exceeds 64 bits.</param>
    /// <remarks>
    /// Expected constant time per draw, whatever σ; machine arithmetic if the numbers fit, else arbitrary precision.
    /// </remarks>
    public static void Fill(Span<long> noise, Fraction variance, RandomBits bits)
    {
        BigInteger p = variance.Numerator,
            q = variance.Denominator;
        if (p > Largest * q)
        {
            throw new ArgumentOutOfRangeException(nameof(variance), variance, "The variance must be at most 2⁸⁰.");
        }
        BigInteger t = Root(p / q) + 1,
            denominator = 2 * p * q * t * t;
        // Every |y| up to this bound keeps (|y|·q·t − p)² below 2¹²⁴.
        BigInteger most = p < Machine && denominator < Machine * Machine ? (Machine - 1) / (q * t) : -1;
        ulong limit = most < 0 ? 0 : (ulong)BigInteger.Min(most, ulong.MaxValue),
            scale = (ulong)t;
        bool small = most > 0;
        UInt128 below = small ? (UInt128)denominator : 0;
        long factor = small ? (long)(q * t) : 0,
            centre = small ? (long)p : 0;
        for (int i = 0; i < noise.Length; i++)
        {
            bool accepted;
            long y;
            do
            {
                y = DiscreteLaplace.Draw(scale, 1, bits);
                ulong size = (ulong)Math.Abs(y);
                if (small && size <= limit)
                {
                    ulong away = (ulong)Math.Abs(((long)size * factor) - centre);
                    accepted = ExponentialEvent.Happens((UInt128)away * away, below, bits);
                }
                else
                {
                    BigInteger away = (size * q * t) - p;
                    accepted = ExponentialEvent.Happens(away * away, denominator, bits);
                }
            } while (!accepted);
            noise[i] = y;
        }
    }

    public static long Draw(Fraction variance, RandomBits bits)
    {
        Span<long> one = stackalloc long[1];
        Fill(one, variance, bits);
        return one[0];
    }

    /// <summary>⌊√value⌋, by Newton's iteration from above.</summary>
    private static BigInteger Root(BigInteger value)
    {
        if (value < 2)
        {
            return value;
        }
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }
            root = next;
        }
    }
}
