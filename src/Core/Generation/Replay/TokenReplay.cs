using AethergenAI.Generation.Encodings;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Replay;

/// <summary>
/// The share of drawn rows that lie nearer to rows that a model was trained on than to as many rows that were held
/// back from it; 0.5 if the model remembers no row. Tokens are compared, so what the encoding remembers does not count.
/// </summary>
public static class TokenReplay
{
    /// <summary>The maximum number of groups of train rows that are compared with the held-back rows.</summary>
    private const int MaxGroups = 4;

    /// <param name="columns">The tokens of all rows.</param>
    /// <param name="drawn">Column-major tokens of the drawn rows, −1 if a row has none.</param>
    /// <param name="train">Rows that the model was trained on, in random order.</param>
    /// <param name="held">Rows that it was not trained on; at least one, at most as many as
    /// <paramref name="train"/>.</param>
    /// <returns>The share, in [0, 1], ties counting one half, and its 95 % interval. The interval is over which of the
    /// real rows were train rows: each is one with probability ½ where the model remembers none, so the variance
    /// is <c>¼ Σ w²</c> with the share w of the drawn rows that a real row is the nearest to.</returns>
    /// <remarks>O(drawn · held · columns), vectorised, on all processors.</remarks>
    public static (double Share, Interval Interval) Of(
        IReadOnlyList<TokenColumn> columns,
        int[][] drawn,
        int[] train,
        int[] held,
        CancellationToken ct
    )
    {
        float[][] points = TokenPoints.Of(columns, drawn),
            far = Points(held);
        int groups = Math.Clamp(train.Length / held.Length, 1, MaxGroups);
        double share = 0,
            squares = 0;
        double[] byHeld = new double[held.Length];
        for (int group = 0; group < groups; group++)
        {
            int[] some = train[(group * held.Length)..Math.Min(train.Length, (group + 1) * held.Length)];
            var nearer = NearerRows.Of(points, Points(some), far, ct);
            share += nearer.Share / groups;
            squares += nearer.DrawnBy.Take(some.Length).Sum(by => by * by) / (groups * groups);
            for (int row = 0; row < byHeld.Length; row++)
            {
                byHeld[row] += nearer.DrawnBy[some.Length + row] / groups;
            }
        }

        double error = 0.5 * Math.Sqrt(squares + byHeld.Sum(by => by * by)),
            half = SpecialFunctions.Normal975 * error;
        return (share, new Interval(Math.Max(0, share - half), Math.Min(1, share + half)));

        float[][] Points(int[] rows) =>
            TokenPoints.Of(columns, [.. columns.Select(column => Array.ConvertAll(rows, row => column.Tokens[row]))]);
    }
}
