namespace AethergenAI.Statistics.Kernels;

/// <summary>Resamples rows, and reads quantiles off resampled figures.</summary>
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

    /// <summary>The linearly interpolated quantile (type 7) of ascending values.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 >= sorted.Length ? sorted[^1] : sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low]));
    }
}
