using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Statistics;

/// <summary>Distribution functions and quantiles of Student's t and F.</summary>
internal static class Distributions
{
    /// <summary>P(T ≤ t) for Student's distribution.</summary>
    /// <param name="freedom">ν &gt; 0.</param>
    internal static double StudentCdf(double t, double freedom)
    {
        double tail = 0.5 * SpecialFunctions.BetaCdf(freedom / (freedom + (t * t)), freedom / 2, 0.5);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>P(|T| ≥ |t|): the p-value of a two-sided t test.</summary>
    internal static double StudentTwoSided(double t, double freedom) =>
        SpecialFunctions.BetaCdf(freedom / (freedom + (t * t)), freedom / 2, 0.5);

    /// <summary>The t with P(T ≤ t) = p.</summary>
    /// <param name="p">In (0, 1).</param>
    internal static double StudentQuantile(double p, double freedom)
    {
        if (p < 0.5)
        {
            return -StudentQuantile(1 - p, freedom);
        }
        double x = SpecialFunctions.BetaQuantile(2 * (1 - p), freedom / 2, 0.5);
        return Math.Sqrt(freedom * (1 - x) / x);
    }

    /// <summary>P(F ≥ f): the p-value of an F test.</summary>
    /// <param name="f">0 or more; infinite gives 0.</param>
    internal static double FUpper(double f, double numerator, double denominator) =>
        double.IsPositiveInfinity(f)
            ? 0
            : SpecialFunctions.BetaCdf(denominator / (denominator + (numerator * f)), denominator / 2, numerator / 2);
}
