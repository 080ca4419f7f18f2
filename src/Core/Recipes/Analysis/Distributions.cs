using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Recipes.Analysis;

/// <summary>Distribution functions and quantiles of the normal, Student's t and F.</summary>
internal static class Distributions
{
    /// <summary>Φ(x), the normal distribution function.</summary>
    /// <returns>A value in [0, 1]; absolute error below 1e-15, relative error below 1e-12 in the lower tail.</returns>
    /// <remarks>
    /// Marsaglia's series near 0 (2004, <see href="https://doi.org/10.18637/jss.v011.i04"/>), Laplace's continued fraction in the tails (DLMF 7.9.3).
    /// </remarks>
    internal static double NormalCdf(double x)
    {
        if (double.IsNaN(x)) { return double.NaN; }
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (Math.Abs(x) < 3)
        {
            double term = x, sum = x;
            for (int odd = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); odd += 2) { sum += term *= x * x / odd; }
            return 0.5 + (density * sum);
        }

        double fraction = 0, far = Math.Abs(x);
        for (int k = 100; k >= 1; k--) { fraction = k / (far + fraction); }
        double tail = density / (far + fraction);
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>Φ⁻¹(p), by Newton's method from Hastings' approximation (Abramowitz &amp; Stegun 26.2.23).</summary>
    /// <param name="p">In (0, 1).</param>
    internal static double NormalQuantile(double p)
    {
        if (p > 0.5) { return -NormalQuantile(1 - p); }
        if (p <= 0) { return double.NegativeInfinity; }
        double t = Math.Sqrt(-2 * Math.Log(p));
        double x = ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308))))))) - t;
        for (int step = 0; step < 4; step++) { x -= (NormalCdf(x) - p) * Math.Sqrt(2 * Math.PI) * Math.Exp(x * x / 2); }
        return x;
    }

    /// <summary>P(T ≤ t) for Student's distribution.</summary>
    /// <param name="freedom">ν &gt; 0.</param>
    internal static double StudentCdf(double t, double freedom)
    {
        double tail = 0.5 * SpecialFunctions.BetaCdf(freedom / (freedom + (t * t)), freedom / 2, 0.5);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>P(|T| ≥ |t|): the p-value of a two-sided t test.</summary>
    internal static double StudentTwoSided(double t, double freedom) => SpecialFunctions.BetaCdf(freedom / (freedom + (t * t)), freedom / 2, 0.5);

    /// <summary>The t with P(T ≤ t) = p.</summary>
    /// <param name="p">In (0, 1).</param>
    internal static double StudentQuantile(double p, double freedom)
    {
        if (p < 0.5) { return -StudentQuantile(1 - p, freedom); }
        double x = SpecialFunctions.BetaQuantile(2 * (1 - p), freedom / 2, 0.5);
        return Math.Sqrt(freedom * (1 - x) / x);
    }

    /// <summary>P(F ≥ f): the p-value of an F test.</summary>
    /// <param name="f">0 or more; infinite gives 0.</param>
    internal static double FUpper(double f, double numerator, double denominator) =>
        double.IsPositiveInfinity(f) ? 0 : SpecialFunctions.BetaCdf(denominator / (denominator + (numerator * f)), denominator / 2, numerator / 2);
}
