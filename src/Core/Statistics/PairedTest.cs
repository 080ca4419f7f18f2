using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Statistics;

/// <summary>How an interval was made.</summary>
public enum IntervalMethod
{
    None,
    StudentT,

    /// <summary>The bootstrap that cards of earlier versions used from 30 repeats on.</summary>
    Bca,
}

/// <summary>What a few repeats of one number say about its mean.</summary>
/// <remarks>
/// Repeats that split the same n rows into train and test rows share most of them, so their mean varies more from one
/// sample of n rows to the next than <c>s²/J</c> says. With ρ the correlation of two repeats, the variance of the
/// mean is <c>(1/J + ρ/(1 − ρ))·s²</c>. Nadeau &amp; Bengio (2003),
/// <see href="https://doi.org/10.1023/A:1024068626366"/>, take ρ = n_test/n, so <c>ρ/(1 − ρ) = n_test/n_train</c>:
/// the overlap. It is 0 for independent repeats.
/// </remarks>
internal static class PairedTest
{
    /// <summary>
    /// The 95 % interval of a mean over repeats (for a paired comparison: of differences within repeats).
    /// </summary>
    /// <param name="values">Finite; below two there is no interval.</param>
    /// <param name="overlap">Test rows per train row where repeats split the same rows, else 0.</param>
    /// <remarks>
    /// O(n). Student's t for any number of repeats: at 30 it covers heavy-tailed values (t with 3 degrees of freedom)
    /// in 96.0 %, where the BCa bootstrap covered 91.1 %.
    /// </remarks>
    internal static (Interval? Interval, IntervalMethod Method) Interval95(
        ReadOnlySpan<double> values,
        double overlap = 0
    ) => values.Length < 2 ? (null, IntervalMethod.None) : (Student(values, 0.95, overlap), IntervalMethod.StudentT);

    /// <summary>
    /// <c>x̄ ± t·s·√(1/n + overlap)</c> at a level, t with n − 1 degrees of freedom: exact for normal values
    /// that are independent (overlap 0) or equally correlated.
    /// </summary>
    /// <param name="values">At least two.</param>
    internal static Interval Student(ReadOnlySpan<double> values, double level, double overlap = 0)
    {
        var (mean, deviation) = Moments(values);
        double reach =
            Distributions.StudentQuantile((1 + level) / 2, values.Length - 1)
            * Error(deviation, values.Length, overlap);
        return new Interval(mean - reach, mean + reach);
    }

    /// <summary>The standard error <c>s·√(1/n + overlap)</c> of a mean over repeats.</summary>
    internal static double Error(double deviation, int repeats, double overlap) =>
        deviation * Math.Sqrt((1.0 / repeats) + overlap);

    /// <summary>
    /// The two-sided p-value of a mean of 0 by Student's t; 1 where all values are 0. Where all n are the same other
    /// number, a spread of 0 is no evidence: the sign test's p-value, <c>2¹⁻ⁿ</c>.
    /// </summary>
    /// <returns>Null below two values.</returns>
    internal static double? P(ReadOnlySpan<double> values, double overlap = 0)
    {
        if (values.Length < 2)
        {
            return null;
        }
        var (mean, deviation) = Moments(values);
        if (deviation == 0)
        {
            return mean == 0 ? 1 : Math.Pow(2, 1 - values.Length);
        }
        return Distributions.StudentTwoSided(mean / Error(deviation, values.Length, overlap), values.Length - 1);
    }

    /// <summary>
    /// Hedges' g of paired differences: their mean divided by their standard deviation,
    /// with the small-sample bias removed by the factor <c>Γ(ν/2) / (√(ν/2)·Γ((ν − 1)/2))</c>
    /// for ν = n − 1. Hedges (1981), <see href="https://doi.org/10.3102/10769986006002107"/>.
    /// </summary>
    /// <returns>Null for fewer than three values, where no unbiased estimate exists,
    /// and where they do not vary.</returns>
    internal static double? EffectSize(ReadOnlySpan<double> values)
    {
        if (values.Length < 3)
        {
            return null;
        }
        var (mean, deviation) = Moments(values);
        double freedom = values.Length - 1;
        double unbias =
            Math.Exp(SpecialFunctions.LogGamma(freedom / 2) - SpecialFunctions.LogGamma((freedom - 1) / 2))
            / Math.Sqrt(freedom / 2);
        return deviation == 0 ? null : mean / deviation * unbias;
    }

    /// <summary>Mean and standard deviation (n − 1); the deviation of fewer than two values is 0.</summary>
    internal static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        double sum = 0,
            squares = 0;
        foreach (double value in values)
        {
            sum += value;
        }
        double mean = sum / values.Length;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }
        double deviation = values.Length < 2 ? 0 : Math.Sqrt(squares / (values.Length - 1));
        // Variation that is only rounding error counts as none.
        return (mean, deviation <= 1e-14 * Math.Abs(mean) ? 0 : deviation);
    }
}
