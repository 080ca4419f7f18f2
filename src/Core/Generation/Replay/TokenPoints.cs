using AethergenAI.Generation.Encodings;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Replay;

/// <summary>Rows of tokens as points for <see cref="NearestNeighbours"/>.</summary>
internal static class TokenPoints
{
    /// <summary>Ordered tokens as their mid-rank among all seed rows, in [0, 1]; others as their number.</summary>
    /// <param name="columns">Their counts give the ranks.</param>
    /// <param name="tokens">Column-major: one array of tokens per column, −1 if a row has none.</param>
    internal static float[][] Of(IReadOnlyList<TokenColumn> columns, int[][] tokens) =>
        [
            .. columns.Select(
                (column, at) =>
                {
                    if (!column.Ordered)
                    {
                        return Array.ConvertAll(tokens[at], token => (float)token);
                    }
                    int[] counts = column.Counts();
                    double total = Math.Max(1, counts.Sum()),
                        below = 0;
                    float[] grades = [.. counts.Select(count => (float)(((below += count) - (count / 2.0)) / total))];
                    return Array.ConvertAll(tokens[at], token => token < 0 ? NearestNeighbours.Missing : grades[token]);
                }
            ),
        ];
}
