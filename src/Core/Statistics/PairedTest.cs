using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Statistics;

/// <summary>
/// How an interval was made: Student's t below <see cref="PairedTest.Many"/> repeats, the BCa bootstrap from there on.
/// </summary>
public enum IntervalMethod
{
    None,
    StudentT,
    Bca,
}

/// <summary>What a few repeats of one number say about its mean.</summary>
internal static class PairedTest
{
    /// <summary>The number of repeats from which the bootstrap is used.</summary>
    internal const int Many = 30;

    private const int Resamples = 2000;

    /// <summary>
    /// The 95 % interval of a mean over repeats (for a paired comparison: of differences within repeats).
    /// </summary>
    /// <param name="values">Finite; below two there is no interval.</param>
    /// <remarks>O(n) below <see cref="Many"/>, O(resamples·n) from there on.</remarks>
    internal static (Interval? Interval, IntervalMethod Method) Interval95(ReadOnlySpan<double> values) =>
        values.Length switch
        {
            < 2 => (null, IntervalMethod.None),
            < Many => (Student(values, 0.95), IntervalMethod.StudentT),
            _ => (Bca(values), IntervalMethod.Bca),
        };

    /// <summary>
    /// <c>x̄ ± t·s/√n</c> at a level, t with n − 1 degrees of freedom: exact for independent normal values.
    /// </summary>
    /// <param name="values">At least two.</param>
    internal static Interval Student(ReadOnlySpan<double> values, double level)
    {
        var (mean, deviation) = Moments(values);
        double reach =
            Distributions.StudentQuantile((1 + level) / 2, values.Length - 1) * deviation / Math.Sqrt(values.Length);
        return new Interval(mean - reach, mean + reach);
    }

    /// <summary>
    /// The bias-corrected and accelerated bootstrap interval of a mean at 95 %,
    /// from 2,000 resamples that are the same for every call of one length. Efron (1987),
    /// <see href="https://doi.org/10.1080/01621459.1987.10478410"/>.
    /// </summary>
    /// <param name="values">At least two; constant ones give an interval without width.</param>
    internal static Interval Bca(ReadOnlySpan<double> values)
    {
        var (mean, deviation) = Moments(values);
        if (deviation == 0)
        {
            return new Interval(mean, mean);
        }

        var random = RandomStream.For((ulong)values.Length, "bca");
        var means = new double[Resamples];
        int below = 0,
            same = 0;
        for (int i = 0; i < Resamples; i++)
        {
            double sum = 0;
            for (int k = 0; k < values.Length; k++)
            {
                sum += values[random.NextInt(values.Length)];
            }
            means[i] = sum / values.Length;
            if (means[i] < mean)
            {
                below++;
            }
            else if (means[i] == mean)
            {
                same++;
            }
        }

        Array.Sort(means);
        double bias = SpecialFunctions.NormalQuantile((below + (0.5 * same)) / Resamples),
            acceleration = Acceleration(values, mean);
        return new Interval(At(-SpecialFunctions.Normal975), At(SpecialFunctions.Normal975));

        double At(double z)
        {
            double shifted = bias + ((bias + z) / (1 - (acceleration * (bias + z))));
            return Bootstrap.Quantile(means, SpecialFunctions.NormalCdf(shifted));
        }
    }

    /// <summary>
    /// The two-sided p-value of a mean of 0 by Student's t; 1 where all values are 0,
    /// 0 where all are the same other number.
    /// </summary>
    /// <returns>Null below two values.</returns>
    internal static double? P(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return null;
        }
        var (mean, deviation) = Moments(values);
        if (deviation == 0)
        {
            return mean == 0 ? 1 : 0;
        }
        return Distributions.StudentTwoSided(mean / deviation * Math.Sqrt(values.Length), values.Length - 1);
    }

    /// <summary>
    /// Hedges' g of paired differences: their mean divided by their standard deviation,
    /// with the small-sample bias removed by the factor <c>Γ(ν/2) / (√(ν/2)·Γ((ν − 1)/2))</c> for ν = n − 1.
    /// Hedges (1981), <see href="https://doi.org/10.3102/10769986006002107"/>.
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

    /// <summary>
    /// Σ d³ / 6(Σ d²)^(3/2) over the jackknife's deviations, which for a mean are proportional to the values' own.
    /// </summary>
    private static double Acceleration(ReadOnlySpan<double> values, double mean)
    {
        double squares = 0,
            cubes = 0;
        foreach (double value in values)
        {
            double d = value - mean;
            squares += d * d;
            cubes += d * d * d;
        }

        return cubes / (6 * Math.Pow(squares, 1.5));
    }
}
