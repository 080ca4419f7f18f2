using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Drift;

/// <summary>
/// Tests whether two samples come from one population, whatever the difference may be:
/// if they do, a row's nearest neighbours come from either sample with equal chance. Schilling (1986),
/// <see href="https://doi.org/10.1080/01621459.1986.10478337"/>.
/// </summary>
internal static class NeighbourTest
{
    private const int Neighbours = 5;

    /// <param name="points">Column-major points of <see cref="MixedPoints"/>: the first half is one sample,
    /// the second the other.</param>
    /// <param name="permutations">The smallest p is 1/(permutations + 1).</param>
    /// <returns>The mean share of neighbours from the same sample, its average over permutations,
    /// and the one-sided p.</returns>
    /// <remarks>O(n²·columns) for the graph, which is searched once, and O(n·permutations).</remarks>
    public static (double Statistic, double Expected, double P) Run(
        float[][] points,
        int permutations,
        ulong seed,
        CancellationToken ct
    )
    {
        int rows = points[0].Length;
        int k = Math.Min(Neighbours, rows - 1);
        NearestNeighbours.Search(points, points, null, k + 1, out int[] found, ct);
        var graph = new int[rows * k];
        for (int i = 0; i < rows; i++)
        {
            // A row is usually its own first neighbour, but another row that equals it may come first.
            int filled = 0;
            for (int at = 0; at <= k && filled < k; at++)
            {
                int other = found[(i * (k + 1)) + at];
                if (other != i)
                {
                    graph[(i * k) + filled++] = other;
                }
            }
        }

        double observed = Shared([.. Enumerable.Range(0, rows).Select(i => i < rows / 2)]);
        var permuted = new double[permutations];
        Parallel.For(0, permutations, new ParallelOptions { CancellationToken = ct }, draw =>
        {
            var own = new bool[rows];
            foreach (int i in RandomStream.For(seed, $"neighbours {draw}").Choose(rows, rows / 2))
            {
                own[i] = true;
            }
            permuted[draw] = Shared(own);
        });
        return (observed, permuted.Average(), (1.0 + permuted.Count(value => value >= observed)) / (1 + permutations));

        double Shared(bool[] own)
        {
            long same = 0;
            for (int i = 0; i < rows; i++)
            {
                for (int at = 0; at < k; at++)
                {
                    same += own[i] == own[graph[(i * k) + at]] ? 1 : 0;
                }
            }

            return (double)same / (rows * k);
        }
    }
}
