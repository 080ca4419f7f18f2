using System.Numerics.Tensors;

namespace AethergenAI.Generation.Marginals;

/// <summary>A noisy marginal.</summary>
/// <param name="Attributes">Ascending.</param>
/// <param name="Counts">Rows in each cell, plus noise; row-major.</param>
/// <param name="Sigma">The noise's standard deviation, in rows.</param>
public sealed record Measurement(int[] Attributes, float[] Counts, double Sigma)
{
    /// <summary>Pools measurements of the same attributes, each weighted by 1/σ².</summary>
    public static List<Measurement> Pooled(IEnumerable<Measurement> measurements)
    {
        var pooled = new List<Measurement>();
        foreach (var measurement in measurements)
        {
            int at = pooled.FindIndex(other => other.Attributes.AsSpan().SequenceEqual(measurement.Attributes));
            if (at < 0)
            {
                pooled.Add(measurement);
            }
            else
            {
                pooled[at] = Pool(pooled[at], measurement);
            }
        }

        return pooled;
    }

    /// <summary>
    /// Estimates the number of rows: the mean of the measurements' sums, each weighted by 1/(cells · σ²).
    /// </summary>
    /// <returns>At least 1.</returns>
    public static double Total(IEnumerable<Measurement> measurements)
    {
        double sum = 0,
            weights = 0;
        foreach (var measurement in measurements)
        {
            double weight = 1 / (measurement.Counts.Length * measurement.Sigma * measurement.Sigma),
                total = 0;
            foreach (float count in measurement.Counts)
            {
                total += count;
            }
            (sum, weights) = (sum + (weight * total), weights + weight);
        }

        return weights == 0 ? 1 : Math.Max(1, sum / weights);
    }

    private static Measurement Pool(Measurement one, Measurement other)
    {
        double first = 1 / (one.Sigma * one.Sigma),
            second = 1 / (other.Sigma * other.Sigma),
            both = first + second;
        float[] counts = new float[one.Counts.Length];
        TensorPrimitives.Multiply(one.Counts, (float)(first / both), counts);
        TensorPrimitives.MultiplyAdd(other.Counts, (float)(second / both), counts, counts);
        return one with { Counts = counts, Sigma = Math.Sqrt(1 / both) };
    }
}
