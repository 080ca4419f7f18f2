namespace AethergenAI.Statistics.Kernels;

/// <summary>Intervals from resampled values of a figure.</summary>
internal static class Bootstrap
{
    /// <summary>How often each of n rows is drawn when n rows are drawn with replacement.</summary>
    public static void Draw(ref RandomStream random, Span<int> weights)
    {
        weights.Clear();
        for (int i = 0; i < weights.Length; i++)
        {
            weights[random.NextInt(weights.Length)]++;
        }
    }

    /// <summary>The 2.5 % and 97.5 % quantiles of the replicates, interpolated linearly.</summary>
    /// <param name="replicates">The figure over resamples; NaN ones (where it was not defined) are left out.</param>
    /// <exception cref="ArgumentException">Fewer than 20 replicates are numbers.</exception>
    public static Interval Percentile(ReadOnlySpan<double> replicates)
    {
        double[] sorted = Sorted(replicates);
        return new Interval(Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    /// <summary>The linearly interpolated quantile (type 7) of ascending values.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 >= sorted.Length ? sorted[^1] : sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low]));
    }

    private static double[] Sorted(ReadOnlySpan<double> replicates)
    {
        double[] sorted = [.. replicates.ToArray().Where(value => !double.IsNaN(value)).Order()];
        return sorted.Length >= 20
            ? sorted
            : throw new ArgumentException("Too few replicates are numbers.", nameof(replicates));
    }
}
