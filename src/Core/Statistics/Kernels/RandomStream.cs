namespace AethergenAI.Statistics.Kernels;

/// <summary>
/// SplitMix64: number k is a bijective hash of <c>seed + k·γ</c>, so a seed and a position define a stream,
/// the same on every platform. Steele, Lea &amp; Flood (2014), <see href="https://doi.org/10.1145/2660193.2660195"/>.
/// For resampling, never for privacy.
/// </summary>
internal struct RandomStream(ulong seed)
{
    private ulong state = seed;

    /// <summary>A separate stream for each purpose, so that one measure's draws do not shift another's.</summary>
    public static RandomStream For(ulong seed, string purpose)
    {
        ulong hash = 14695981039346656037; // FNV-1a
        foreach (char letter in purpose)
        {
            hash = (hash ^ letter) * 1099511628211;
        }
        return new RandomStream(new RandomStream(seed ^ hash).Next());
    }

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <returns>A value in [0, 1), a multiple of 2⁻⁵³.</returns>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <returns>A whole number in [0, <paramref name="bound"/>), by multiplication:
    /// the bias is below bound·2⁻⁶⁴.</returns>
    public int NextInt(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>
    /// The first <paramref name="count"/> of a random order of 0 … <paramref name="total"/> − 1 (Fisher–Yates),
    /// O(total).
    /// </summary>
    public int[] Choose(int total, int count)
    {
        var order = new int[total];
        for (int i = 0; i < total; i++)
        {
            order[i] = i;
        }
        for (int i = 0; i < count; i++)
        {
            int j = i + NextInt(total - i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order[..count];
    }
}
