namespace AethergenAI.Generation.Sampling;

/// <summary>The uniform random numbers of a row. They depend only on seed, row number, column and attempt.</summary>
public static class RowNoise
{
    private const uint Decoding = 1u << 31;

    /// <summary>
    /// Noise for the sampler graph: <c>(k + ½)·2⁻²³</c> with a 23-bit k, exact in float32 and never 0 or 1.
    /// </summary>
    /// <param name="noise">One number per model column.</param>
    /// <param name="attempt">0 for the first draw of the row.</param>
    public static void Fill(Span<float> noise, ulong seed, long row, uint attempt)
    {
        for (int column = 0; column < noise.Length; column += 4)
        {
            var (x0, x1, x2, x3) = Philox.Block((uint)row, (uint)(row >> 32), (uint)column / 4, attempt, seed);
            noise[column] = Unit(x0);
            if (column + 1 < noise.Length)
            {
                noise[column + 1] = Unit(x1);
            }
            if (column + 2 < noise.Length)
            {
                noise[column + 2] = Unit(x2);
            }
            if (column + 3 < noise.Length)
            {
                noise[column + 3] = Unit(x3);
            }
        }
    }

    /// <summary>
    /// Random numbers for turning tokens into values, from a separate stream: <c>(k + ½)·2⁻³²</c> with a 32-bit k.
    /// </summary>
    /// <param name="draws">One number per column that draws values within its tokens.</param>
    public static void FillDecoding(Span<double> draws, ulong seed, long row, uint attempt)
    {
        for (int draw = 0; draw < draws.Length; draw += 4)
        {
            var (x0, x1, x2, x3) = Philox.Block((uint)row, (uint)(row >> 32), (uint)draw / 4, attempt | Decoding, seed);
            draws[draw] = Fine(x0);
            if (draw + 1 < draws.Length)
            {
                draws[draw + 1] = Fine(x1);
            }
            if (draw + 2 < draws.Length)
            {
                draws[draw + 2] = Fine(x2);
            }
            if (draw + 3 < draws.Length)
            {
                draws[draw + 3] = Fine(x3);
            }
        }
    }

    private static float Unit(uint word) => ((word >> 9) + 0.5f) * (1f / (1 << 23));

    private static double Fine(uint word) => (word + 0.5) * (1.0 / 4294967296.0);
}
