namespace AethergenAI.Statistics.Kernels;

/// <summary>Resamples rows.</summary>
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
}
