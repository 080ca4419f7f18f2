using AethergenAI.Generation.Encodings;

namespace AethergenAI.Onnx.Copula;

/// <summary>
/// Orders the tokens of an unordered column along its latent line: by the average scores of the other columns in the
/// rows with the token, projected on the direction in which these averages differ most. Reciprocal averaging, as in
/// correspondence analysis: Hill (1973), <see href="https://doi.org/10.2307/2258931"/>.
/// </summary>
internal static class OptimalScaling
{
    private const int Rounds = 3,
        PowerSteps = 40;

    /// <summary>A token of fewer rows is shrunk towards the middle, since its averages are mostly chance.</summary>
    private const double Prior = 5;

    /// <returns>For each column its tokens in their order along the line.</returns>
    internal static int[][] Orders(IReadOnlyList<TokenColumn> columns, CancellationToken ct)
    {
        int[][] counts = [.. columns.Select(column => column.Counts())];
        int[][] orders = [.. columns.Select(column => Enumerable.Range(0, column.Count).ToArray())];
        double[]?[] scores =
        [
            .. columns.Select((column, i) => column.Ordered ? RowScores(column, counts[i], orders[i]) : null),
        ];
        int[] unordered =
        [
            .. Enumerable.Range(0, columns.Count).Where(i => !columns[i].Ordered).OrderBy(i => columns[i].Count),
        ];
        for (int round = 0; round < Rounds; round++)
        {
            foreach (int i in unordered)
            {
                ct.ThrowIfCancellationRequested();
                double[][] others =
                [
                    .. scores.Where((other, j) => j != i && other is not null).Select(other => other!),
                ];
                double[] position =
                    others.Length == 0
                        ? [.. counts[i].Select(count => (double)count)]
                        : Positions(columns[i], counts[i], others, ct);
                orders[i] = [.. Enumerable.Range(0, columns[i].Count).OrderBy(token => position[token])];
                scores[i] = RowScores(columns[i], counts[i], orders[i]);
            }
        }

        return orders;
    }

    /// <summary>
    /// Each token's averages of the other scores, projected on the direction of their greatest variance,
    /// found by power iteration.
    /// </summary>
    private static double[] Positions(TokenColumn column, int[] counts, double[][] others, CancellationToken ct)
    {
        double[][] averages = [.. others.Select(other => Averages(column, counts, other))];
        double[] spreads = [.. averages.Select(average => Weighted(average, average, counts))];
        double[] positions = averages[Array.IndexOf(spreads, spreads.Max())];
        for (int step = 0; step < PowerSteps; step++)
        {
            ct.ThrowIfCancellationRequested();
            double[] next = new double[positions.Length];
            foreach (double[] average in averages)
            {
                double weight = Weighted(average, positions, counts);
                for (int token = 0; token < next.Length; token++)
                {
                    next[token] += weight * average[token];
                }
            }

            double length = Math.Sqrt(Weighted(next, next, counts));
            if (length == 0)
            {
                return positions;
            }
            positions = [.. next.Select(position => position / length)];
        }

        return positions;
    }

    private static double[] Averages(TokenColumn column, int[] counts, double[] other)
    {
        double[] sums = new double[column.Count];
        for (int row = 0; row < other.Length; row++)
        {
            if (column.Tokens[row] >= 0)
            {
                sums[column.Tokens[row]] += other[row];
            }
        }

        for (int token = 0; token < sums.Length; token++)
        {
            sums[token] /= counts[token] + Prior;
        }
        return sums;
    }

    private static double Weighted(double[] left, double[] right, int[] weights)
    {
        double sum = 0;
        for (int token = 0; token < weights.Length; token++)
        {
            sum += weights[token] * left[token] * right[token];
        }
        return sum;
    }

    private static double[] RowScores(TokenColumn column, int[] counts, int[] order)
    {
        double[] scores = new LatentMargin(counts, order).Scores;
        return [.. column.Tokens.Select(token => token < 0 ? 0 : scores[token])];
    }
}
