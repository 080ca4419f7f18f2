using AethergenAI.Generation.Sampling;

namespace AethergenAI.Onnx.Arn;

/// <summary>Draws rows of tokens from fitted parameters, for measurements during the fit.</summary>
internal static class TokenRows
{
    private const int Blocks = 2;

    /// <returns>Column-major: one array of tokens per column, −1 where the marks say that a row has none.</returns>
    internal static int[][] Draw(ArnParameters parameters, ulong seed, CancellationToken ct)
    {
        int width = parameters.Columns.Count,
            rows = Blocks * RowSampler.BlockRows;
        int[][] drawn = [.. parameters.Columns.Select(_ => new int[rows])];
        using var sampler = new OnnxTokenSampler(ArnSampler.Emit(parameters, new bool[width]));
        Parallel.For(0, Blocks, new ParallelOptions { CancellationToken = ct }, block =>
        {
            float[] noise = new float[RowSampler.BlockRows * width];
            int[] unknown = new int[noise.Length],
                tokens = new int[noise.Length];
            unknown.AsSpan().Fill(-1);
            int first = block * RowSampler.BlockRows;
            for (int row = 0; row < RowSampler.BlockRows; row++)
            {
                RowNoise.Fill(noise.AsSpan(row * width, width), seed, first + row, uint.MaxValue >> 3);
            }
            sampler.Sample(noise, unknown, tokens, RowSampler.BlockRows);
            for (int row = 0; row < RowSampler.BlockRows; row++)
            {
                var cells = tokens.AsSpan(row * width, width);
                for (int column = 0; column < width; column++)
                {
                    drawn[column][first + row] = IsThere(parameters.Columns[column], cells) ? cells[column] : -1;
                }
            }
        });
        return drawn;
    }

    private static bool IsThere(ArnColumn column, ReadOnlySpan<int> cells)
    {
        if (column.Marks.Count == 0)
        {
            return true;
        }
        bool marked = false;
        foreach (int mark in column.Marks)
        {
            marked |= cells[mark] > 0;
        }
        return marked == column.ThereWhereMarked;
    }
}
