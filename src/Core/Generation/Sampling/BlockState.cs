namespace AethergenAI.Generation.Sampling;

/// <summary>What one block of rows is worked on with; made once for each thread.</summary>
/// <param name="width">Model columns.</param>
/// <param name="drawWidth">Draws a row, for decoding.</param>
internal sealed class BlockState(int width, int drawWidth)
{
    /// <summary>The broken rule of a row that is whole.</summary>
    internal const int Whole = -1;

    internal int Width { get; } = width;

    internal int DrawWidth { get; } = drawWidth;

    internal float[] Noise { get; } = Halves(RowSampler.BlockRows * width);

    internal int[] Given { get; } = Unknown(RowSampler.BlockRows * width);

    internal int[] Tokens { get; } = new int[RowSampler.BlockRows * width];

    internal double[] Draws { get; } = new double[RowSampler.BlockRows * drawWidth];

    /// <summary>For each row the rule it broke in this attempt, or <see cref="Whole"/>.</summary>
    internal int[] Broken { get; } = new int[RowSampler.BlockRows];

    /// <summary>The number of the block's first row.</summary>
    internal long FirstRow { get; set; }

    internal ulong Seed { get; set; }

    internal RowBuffer Buffer { get; set; } = null!;

    /// <summary>A row's place in the buffer is its place in the block plus this.</summary>
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
