using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Statistics;

/// <summary>How many repeats a paired comparison needs.</summary>
internal static class Power
{
    internal const int MaxRepeats = 10_000;

    /// <summary>
    /// The chance that a two-sided paired t test finds a difference: <c>P(|T| &gt; t)</c> for T noncentral
    /// with n − 1 degrees of freedom and noncentrality <c>(δ/σ)/√(1/n + overlap)</c>.
    /// </summary>
    /// <param name="repeats">n ≥ 2.</param>
    /// <param name="effect">δ/σ: the difference in units of the differences' standard deviation.</param>
    /// <param name="level">Of the test, in (0, 1): 0.05/m where m comparisons are corrected for.</param>
    /// <param name="overlap">As in <see cref="PairedTest"/>.</param>
    /// <remarks>
    /// The normal distribution function averaged over the sample deviation, by Simpson's rule in 400 steps:
    /// absolute error below 1e-6. Owen (1965), <see href="https://doi.org/10.1093/biomet/52.3-4.437"/>.
    /// </remarks>
    internal static double OfPairedTest(int repeats, double effect, double level = 0.05, double overlap = 0)
    {
        double freedom = repeats - 1,
            shift = Math.Abs(effect) / PairedTest.Error(1, repeats, overlap),
            t = Distributions.StudentQuantile(1 - (level / 2), freedom);
        // s/σ has the distribution of χ/√ν; 9 standard deviations around 1 hold all of it, and it is never
        // negative.
        double reach = 9 / Math.Sqrt(2 * freedom),
            low = Math.Max(0, 1 - reach),
            high = 1 + reach,
            step = (high - low) / 400;
        double constant = Math.Log(2) + (freedom / 2 * Math.Log(freedom / 2)) - SpecialFunctions.LogGamma(freedom / 2);
        double sum = 0;
        for (int i = 0; i <= 400; i++)
        {
            double s = low + (i * step);
            double density = Density(s);
            double beyond = SpecialFunctions.NormalCdf(shift - (t * s)) + SpecialFunctions.NormalCdf(-shift - (t * s));
            int weight = i switch
            {
                0 or 400 => 1,
                _ when i % 2 == 1 => 4,
                _ => 2,
            };
            sum += density * beyond * weight;
        }

        return Math.Clamp(sum * step / 3, 0, 1);

        double Density(double s)
        {
            if (s > 0)
            {
                return Math.Exp(constant + ((freedom - 1) * Math.Log(s)) - (freedom * s * s / 2));
            }
            return freedom == 1 ? Math.Exp(constant) : 0;
        }
    }

    /// <summary>The fewest repeats with which a difference is found in four of five experiments (power 80 %).</summary>
    /// <param name="deviation">σ of the differences within repeats.</param>
    /// <param name="difference">δ &gt; 0.</param>
    /// <param name="level">Of the two-sided test.</param>
    /// <param name="overlap">As in <see cref="PairedTest"/>; above 0, even many repeats may not be enough.</param>
    /// <returns>At least 2; null where more than <see cref="MaxRepeats"/> would be needed.</returns>
    /// <remarks>O(log n) evaluations of the power.</remarks>
    internal static int? RepeatsFor(double deviation, double difference, double level = 0.05, double overlap = 0)
    {
        if (deviation <= 0)
        {
            return 2;
        }
        if (!Finds(MaxRepeats))
        {
            return null;
        }
        int high = 2;
        while (!Finds(high))
        {
            high = Math.Min(MaxRepeats, high * 2);
        }

        int low = Math.Max(1, high / 2);
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = Finds(middle) ? (low, middle) : (middle, high);
        }

        return high;

        bool Finds(int repeats) => OfPairedTest(repeats, difference / deviation, level, overlap) >= 0.8;
    }

    /// <summary>
    /// A standard deviation that is at least the true one in four of five pilots: <c>s·√(ν/χ²₀.₂)</c>.
    /// Planned with s itself, half of all experiments are too small. Browne (1995),
    /// <see href="https://doi.org/10.1002/sim.4780141709"/>.
    /// </summary>
    /// <param name="deviation">s, the pilot's.</param>
    /// <param name="freedom">ν &gt; 0, the pilot's degrees of freedom.</param>
    internal static double UpperDeviation(double deviation, double freedom) =>
        deviation * Math.Sqrt(freedom / ChiSquare.Quantile(0.2, freedom));
}
