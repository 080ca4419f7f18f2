using System.Numerics;

namespace AethergenAI.Privacy.Noise;

/// <summary>
/// Chooses a candidate with probability ∝ <c>b^(s_max − s)</c>, exactly: the scores s are whole numbers and b
/// is a fraction whose denominator is a power of two, so every weight is a whole number (base-2 sampling:
/// Ilvento 2020, arXiv:1912.04222). A choice at ε costs ρ = ε²/8, because its log-probabilities move within a range
/// of width ε (Cesar &amp; Rogers 2021, arXiv:2004.07223).
/// </summary>
public static class ExponentialMechanism
{
    /// <summary>b = x / 2^Bits.</summary>
    private const int Bits = 20;

    /// <summary>Steps per unit of ε: scores are rounded to sensitivity / ⌈8ε⌉.</summary>
    private const double Steps = 8;

    /// <summary>
    /// Candidates whose weight is below e^−50 get the weight e^−50: they would be chosen once in 10²¹ choices.
    /// </summary>
    private const double Furthest = 50;

    /// <summary>ε of a choice that costs at most ρ.</summary>
    public static double Epsilon(double rho) => Math.Sqrt(8 * rho) * (1 - 1e-12);

    /// <param name="scores">One per candidate; greater is better.</param>
    /// <param name="sensitivity">The most that one unit of privacy changes any score; at least 1.</param>
    /// <param name="epsilon">Above 0.</param>
    /// <returns>The candidate's index.</returns>
    /// <remarks>
    /// Scores are divided by sensitivity/K and rounded down. Since K is whole, ⌊a⌋ and ⌊b⌋ differ by at most K
    /// if a and b do, so rounding adds no cost. O(candidates) products of numbers of <c>20·(s_max − s)</c> bits,
    /// 200 · 8 · 20 at most for ε ≥ 1/8.
    /// </remarks>
    public static int Draw(ReadOnlySpan<long> scores, long sensitivity, double epsilon, RandomBits bits)
    {
        BigInteger[] weights = Weights(scores, sensitivity, epsilon);
        var total = BigInteger.Zero;
        foreach (var weight in weights)
        {
            total += weight;
        }
        var left = bits.Below(total);
        for (int place = 0; ; place++)
        {
            left -= weights[place];
            if (left.Sign < 0)
            {
                return place;
            }
        }
    }

    /// <summary>Whole numbers in the ratio of the candidates' probabilities.</summary>
    internal static BigInteger[] Weights(ReadOnlySpan<long> scores, long sensitivity, double epsilon)
    {
        if (scores.IsEmpty)
        {
            throw new ArgumentException("There must be a candidate.", nameof(scores));
        }
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sensitivity);
        if (!(epsilon > 0 && double.IsFinite(epsilon)))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "ε must be above 0.");
        }
        int steps = (int)Math.Clamp(Math.Ceiling(Steps * epsilon), 1, 1 << 12);
        // ln(1/b) ≤ ε/2K: rounded towards a weaker preference, by far more than the error of Exp.
        double ideal = Math.Exp(-epsilon / (2 * steps)) * (1L << Bits);
        long numerator = Math.Clamp((long)Math.Ceiling(ideal * (1 + 1e-12)), 1, 1L << Bits);
        long furthest = (long)(Furthest * 2 * steps / epsilon) + 1;

        Int128[] rounded = new Int128[scores.Length];
        var best = Int128.MinValue;
        for (int place = 0; place < scores.Length; place++)
        {
            var (quotient, rest) = Int128.DivRem((Int128)scores[place] * steps, sensitivity);
            rounded[place] = Int128.IsNegative(rest) ? quotient - 1 : quotient;
            best = Int128.Max(best, rounded[place]);
        }

        long[] behind = [.. rounded.Select(score => (long)Int128.Min(best - score, furthest))];
        int last = (int)behind.Max();
        var weights = new BigInteger[scores.Length];
        var power = BigInteger.One;
        int reached = 0;
        foreach (int place in Enumerable.Range(0, behind.Length).OrderBy(place => behind[place]))
        {
            int further = (int)behind[place] - reached;
            if (further > 0)
            {
                power *= BigInteger.Pow(numerator, further);
            }
            reached += further;
            weights[place] = power << (Bits * (last - reached));
        }

        return weights;
    }
}
