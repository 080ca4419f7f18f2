using AethergenAI.Generation.Sampling;

namespace AethergenAI.Generation.Trees;

/// <summary>
/// Draws rows of tokens column by column, in the same arithmetic as the sampler graph:
/// the reference for the graph, and the sampler by which a fit checks itself.
/// </summary>
public sealed class TokenDraw
{
    private readonly (ColumnForest Forest, ForestTables Tables)[] columns;
    private readonly FeatureBins[] bins;
    private readonly MissingRule[] absences;

    public TokenDraw(TreesParameters parameters, MissingRule[] absences)
    {
        bins = [.. parameters.Bins];
        this.absences = absences;
        columns =
        [
            .. parameters.Columns.Select(forest =>
                (forest, ForestTables.Of(forest, [.. forest.Features.Select(feature => bins[feature])]))
            ),
        ];
    }

    /// <param name="noise">One number per model column, in (0, 1).</param>
    /// <param name="tokens">One per model column; the columns that are not drawn are given.</param>
    public void Draw(ReadOnlySpan<float> noise, Span<int> tokens)
    {
        foreach (var (forest, tables) in columns)
        {
            float unit = noise[forest.Column];
            int tree = 0;
            if (tables.Roots.Length > 1)
            {
                float scaled = unit * tables.Roots.Length;
                float whole = MathF.Floor(scaled);
                (tree, unit) = (Math.Min((int)whole, tables.Roots.Length - 1), scaled - whole);
            }

            int state = tables.Roots[tree];
            for (int step = 0; step < tables.Steps; step++)
            {
                int column = forest.Features[tables.FeatureAt[state]];
                int bin = bins[column].Of(absences[column].Holds(tokens) ? -1 : tokens[column]);
                state = (step == tables.Steps - 1 ? tables.Last : tables.Next)[state + bin];
            }

            float slots = unit * tables.Tokens;
            float slot = MathF.Floor(slots);
            int token = Math.Min((int)slot, tables.Tokens - 1);
            tokens[forest.Column] = slots - slot < tables.Share[state + token] ? token : tables.Other[state + token];
        }
    }

    /// <summary>Rows 0 … rows − 1 of a stream, with −1 if a row has no cell.</summary>
    /// <returns>One array per model column.</returns>
    internal int[][] Rows(int rows, ulong seed, CancellationToken ct)
    {
        int[][] drawn = [.. bins.Select(_ => new int[rows])];
        Parallel.For(
            0,
            (rows + RowSampler.BlockRows - 1) / RowSampler.BlockRows,
            new ParallelOptions { CancellationToken = ct },
            block =>
            {
                float[] noise = new float[bins.Length];
                int[] tokens = new int[bins.Length];
                for (
                    int row = block * RowSampler.BlockRows;
                    row < Math.Min(rows, (block + 1) * RowSampler.BlockRows);
                    row++
                )
                {
                    RowNoise.Fill(noise, seed, row, 0);
                    Draw(noise, tokens);
                    for (int column = 0; column < tokens.Length; column++)
                    {
                        drawn[column][row] = absences[column].Holds(tokens) ? -1 : tokens[column];
                    }
                }
            }
        );
        return drawn;
    }
}
