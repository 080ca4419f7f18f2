using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// 95 % intervals from half-samples without replacement. Rows drawn with replacement would bias total variation
/// and Kolmogorov–Smirnov upwards, and a doubled row is its own nearest neighbour.
/// A half-sample varies around the whole sample as the whole varies around the truth:
/// drawing b of n rows has the variance <c>σ²/b·(1 − b/n)</c>, which for b = n/2 is σ²/n. Politis &amp; Romano (1994),
/// <see href="https://doi.org/10.1214/aos/1176325770"/>; Wu (1990),
/// <see href="https://doi.org/10.1214/aos/1176347742"/>.
/// </summary>
/// <remarks>
/// The estimand is the figure's mean over tables drawn again <em>at these sizes</em>.
/// Where two distributions are equal a distance's interval is up to a quarter too wide:
/// the figure is then not smooth in the shares.
/// </remarks>
internal static class HalfSamples
{
    public const int Draws = 16;

    /// <param name="values">The figures over all rows.</param>
    /// <param name="low">The lower end of the figures' range; the intervals are cut to the range.</param>
    /// <param name="left">The number of rows of one table.</param>
    /// <param name="right">The number of rows of the other table.</param>
    /// <param name="figures">Computes the same figures over some rows of each table.</param>
    /// <param name="simultaneous">The number of intervals that hold together in 95 % of tables (Bonferroni).</param>
    /// <returns>One per figure; the whole range where a table has fewer than four rows.</returns>
    public static Interval[] Around(
        double[] values,
        double low,
        double high,
        int left,
        int right,
        ulong seed,
        Func<int[], int[], double[]> figures,
        CancellationToken ct,
        int simultaneous = 1
    )
    {
        if (Math.Min(left, right) < 4)
        {
            return Array.ConvertAll(values, _ => new Interval(low, high));
        }
        var draws = new double[Draws][];
        Parallel.For(0, Draws, new ParallelOptions { CancellationToken = ct }, draw =>
        {
            var random = RandomStream.For(seed, $"half {draw}");
            draws[draw] = figures(random.Choose(left, left / 2), random.Choose(right, right / 2));
        });
        double quantile = Distributions.StudentQuantile(1 - (0.025 / simultaneous), Draws - 1);
        var intervals = new Interval[values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            double half = quantile * Deviation(Array.ConvertAll(draws, draw => draw[k]));
            intervals[k] = new Interval(
                Math.Clamp(values[k] - half, low, high),
                Math.Clamp(values[k] + half, low, high)
            );
        }

        return intervals;
    }

    /// <summary>The figures of two samples with the interval of each; the mean of all of them comes last.</summary>
    public static (double[] Values, Interval[] Intervals) WithMean(
        Sample left,
        Sample right,
        double low,
        double high,
        ulong seed,
        Func<Sample, Sample, double[]> figures,
        CancellationToken ct
    )
    {
        double[] values = AndMean(figures(left, right));
        return (
            values,
            Around(
                values,
                low,
                high,
                left.Rows,
                right.Rows,
                seed,
                (some, others) => AndMean(figures(left.Take(some), right.Take(others))),
                ct
            )
        );
    }

    private static double[] AndMean(double[] figures) =>
        [.. figures, figures.Length == 0 ? double.NaN : figures.Average()];

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
