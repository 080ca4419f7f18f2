using System.Numerics.Tensors;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>What an attack gains of seed rows over holdout rows.</summary>
/// <param name="Interval">95 %, two-sided.</param>
/// <param name="Fresh">What the same attack gains with fresh real rows in place of the synthetic ones; null where that
/// was not needed.</param>
internal sealed record GroupGain(double Gain, Interval Interval, double? Fresh = null);

/// <summary>
/// How much more an attack gets of seed rows than of holdout rows, less what chance differences between the two
/// explain. Both are draws of one population, so what the same attack gets with fresh rows in place of the synthetic
/// ones differs between them by chance only, and the attack's own gain differs with it. Least squares says how far;
/// what is explained is subtracted. The expectation stays, the error shrinks by the correlation.
/// </summary>
/// <remarks>
/// A control variate: Lavenberg &amp; Welch (1981), <see href="https://doi.org/10.1287/mnsc.27.3.322"/>.
/// </remarks>
internal static class GroupDifference
{
    /// <param name="estimate">The gain as it is.</param>
    /// <param name="ofSeed">What each seed row adds to it, up to a constant.</param>
    /// <param name="ofControl">What each holdout row takes from it, up to a constant.</param>
    /// <param name="fresh">The same of fresh rows, known without the synthetic ones; null leaves it out.</param>
    public static GroupGain Of(double estimate, double[] ofSeed, double[] ofControl, FreshDistances? fresh = null)
    {
        double[] rest = [.. Centred(ofSeed), .. Centred(ofControl)];
        if (fresh is not null)
        {
            double[][] columns =
            [
                .. fresh.Grades.Select(one => (double[])[.. Centred(one.OfSeed), .. Centred(one.OfControl)]),
            ];
            double[] slopes = LeastSquares.Of(columns)?.Solve(rest) ?? [];
            for (int k = 0; k < slopes.Length; k++)
            {
                estimate -= slopes[k] * (fresh.Grades[k].OfSeed.Average() - fresh.Grades[k].OfControl.Average());
                TensorPrimitives.MultiplyAdd(columns[k], -slopes[k], rest, rest);
            }
        }
        if (Math.Min(ofSeed.Length, ofControl.Length) < 2)
        {
            return new GroupGain(estimate, new Interval(-1, 1));
        }
        double error = Math.Sqrt(
            MeanVariance(rest.AsSpan(0, ofSeed.Length)) + MeanVariance(rest.AsSpan(ofSeed.Length))
        );
        // Wilson's upper end at no hits of n: an interval does not vanish where no row was hit.
        double z = SpecialFunctions.Normal975,
            half = Math.Max(z * error, z * z / Math.Min(ofSeed.Length, ofControl.Length));
        return new GroupGain(estimate, new Interval(Math.Max(-1, estimate - half), Math.Min(1, estimate + half)));
    }

    private static double[] Centred(double[] values)
    {
        double mean = values.Average();
        return Array.ConvertAll(values, value => value - mean);
    }

    private static double MeanVariance(ReadOnlySpan<double> centred) =>
        TensorPrimitives.SumOfSquares(centred) / Math.Max(1, centred.Length - 1) / centred.Length;
}
