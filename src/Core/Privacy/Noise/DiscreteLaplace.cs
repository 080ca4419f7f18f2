using System.Numerics;

namespace AethergenAI.Privacy.Noise;

/// <summary>
/// The discrete Laplace distribution, P[x] = tanh(1/2b)·exp(−|x|/b) on the whole numbers, sampled exactly.
/// A count that one unit changes by at most Δ is ε-differentially private with b = Δ/ε.
/// Canonne, Kamath &amp; Steinke (2020), algorithm 2, <see href="https://doi.org/10.48550/arXiv.2004.00010"/>.
/// </summary>
public static class DiscreteLaplace
{
    private static readonly BigInteger Largest = BigInteger.One << 52;

    /// <param name="noise">Overwritten by independent draws.</param>
    /// <param name="scale">b; numerator and denominator are at most 2⁵².</param>
    public static void Fill(Span<long> noise, Fraction scale, RandomBits bits)
    {
        if (scale.Numerator > Largest || scale.Denominator > Largest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(scale),
                scale,
                "Numerator and denominator must be at most 2⁵²."
            );
        }

        ulong numerator = (ulong)scale.Numerator,
            denominator = (ulong)scale.Denominator;
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = Draw(numerator, denominator, bits);
        }
    }

    public static long Draw(Fraction scale, RandomBits bits)
    {
        Span<long> one = stackalloc long[1];
        Fill(one, scale, bits);
        return one[0];
    }

    /// <summary>One draw with scale <c>t/s</c>.</summary>
    internal static long Draw(ulong t, ulong s, RandomBits bits)
    {
        while (true)
        {
            ulong rest = bits.Below(t);
            if (rest != 0 && !ExponentialEvent.Happens(rest, t, bits))
            {
                continue;
            }
            ulong size = rest;
            while (ExponentialEvent.HappensOnce(bits))
            {
                size = checked(size + t);
            }
            size /= s;
            bool negative = bits.Bit();
            if (negative && size == 0)
            {
                continue;
            } // else 0 would come twice as often
            return negative ? -checked((long)size) : checked((long)size);
        }
    }
}
