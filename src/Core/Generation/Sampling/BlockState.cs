namespace AethergenAI.Generation.Sampling;

/// <summary>The working memory for one block of rows; made once per thread.</summary>
/// <param name="width">The number of model columns.</param>
/// <param name="drawWidth">The number of random numbers per row, for decoding.</param>
internal sealed class BlockState(int width, int drawWidth)
{
    /// <summary>Marks a row that breaks no rule.</summary>
    internal const int Whole = -1;

    internal int Width { get; } = width;

    internal int DrawWidth { get; } = drawWidth;

    internal float[] Noise { get; } = Halves(RowSampler.BlockRows * width);

    internal int[] Given { get; } = Unknown(RowSampler.BlockRows * width);

    internal int[] Tokens { get; } = new int[RowSampler.BlockRows * width];

    internal double[] Draws { get; } = new double[RowSampler.BlockRows * drawWidth];

    /// <summary>For each row, the rule that it broke in this attempt, or <see cref="Whole"/>.</summary>
    internal int[] Broken { get; } = new int[RowSampler.BlockRows];

    /// <summary>The number of the block's first row.</summary>
    internal long FirstRow { get; set; }

    internal ulong Seed { get; set; }

    internal RowBuffer Buffer { get; set; } = null!;

    /// <summary>A row's index in the buffer is its index in the block plus this number.</summary>
    internal int Shift { get; set; }

    private static float[] Halves(int length)
    {
        float[] noise = new float[length];
        noise.AsSpan().Fill(0.5f);
        return noise;
    }

    private static int[] Unknown(int length)
    {
        int[] given = new int[length];
        given.AsSpan().Fill(-1);
        return given;
    }
}
