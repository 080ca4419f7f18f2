using System.Numerics;

namespace AethergenAI.Privacy.Noise;

/// <summary>
/// An event of probability exp(−a/b), made from coin flips with rational probabilities. Canonne, Kamath &amp;
/// Steinke (2020), algorithm 1, <see href="https://doi.org/10.48550/arXiv.2004.00010"/>.
/// </summary>
public static class ExponentialEvent
{
    /// <param name="numerator">a ≥ 0.</param>
    /// <param name="denominator">b ≥ 1.</param>
    public static bool Happens(UInt128 numerator, UInt128 denominator, RandomBits bits)
    {
        while (numerator > denominator)
        {
            if (!HappensOnce(bits))
            {
                return false;
            }
            numerator -= denominator;
        }

        // A run of successive events of probability γ/1, γ/2, γ/3 … ends at k; exp(−γ) = P[k is odd]. An event
        // of probability γ/k is drawn as two independent events of probability 1/k and γ, so that nothing overflows.
        for (uint k = 1; ; k++)
        {
            bool goesOn = (k == 1 || bits.Below(k) == 0) && bits.Bernoulli(numerator, denominator);
            if (!goesOn)
            {
                return (k & 1) != 0;
            }
        }
    }

    /// <inheritdoc cref="Happens(UInt128, UInt128, RandomBits)"/>
    public static bool Happens(BigInteger numerator, BigInteger denominator, RandomBits bits)
    {
        while (numerator > denominator)
        {
            if (!HappensOnce(bits))
            {
                return false;
            }
            numerator -= denominator;
        }

        for (uint k = 1; ; k++)
        {
            bool goesOn = (k == 1 || bits.Below(k) == 0) && bits.Below(denominator) < numerator;
            if (!goesOn)
            {
                return (k & 1) != 0;
            }
        }
    }

    /// <summary>An event of probability exp(−1).</summary>
    internal static bool HappensOnce(RandomBits bits)
    {
        uint k = 2;
        while (bits.Below(k) == 0)
        {
            k++;
        }
        return (k & 1) != 0;
    }
}
