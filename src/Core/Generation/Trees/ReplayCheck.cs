using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Replay;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Trees;

/// <summary>
/// Checks whether drawn rows are nearer to the rows that trees were grown on than to as many other rows
/// of the same source. The check uses trees grown on one half of the seed, with the other half as control: each row's
/// own coin says which half it is in, so that their sizes are random, and as many rows of each are compared;
/// trees grown on the whole seed remember each row less.
/// </summary>
internal static class ReplayCheck
{
    private const int MaxRows = 4096;

    private static readonly double[] Ladder = [1, 2, 4];

    private const double Tolerated = 0.52;

    /// <summary>
    /// The smallest multiple of the shrinkage at which the share of nearer rows is not above
    /// one half by more than chance (95 %).
    /// </summary>
    internal static double Borrow(
        IReadOnlyList<TokenColumn> columns,
        ulong[] ranks,
        MissingRule[] absences,
        TreesSettings settings,
        CancellationToken ct
    )
    {
        const ulong Middle = 1UL << 63;
        int[] rows = [.. Enumerable.Range(0, ranks.Length)];
        int[][] halves =
        [
            Array.FindAll(rows, row => ranks[row] < Middle),
            Array.FindAll(rows, row => ranks[row] >= Middle),
        ];
        int half = halves.Min(part => part.Length);
        if (half < 20)
        {
            return 1;
        }
        FeatureBins[] bins = [.. columns.Select(FeatureBins.Of)];
        TreesParameters[] grown =
        [
            .. halves.Select(part =>
                TreesFit.Fit(
                    [
                        .. columns.Select(column =>
                            column with
                            {
                                Tokens = Array.ConvertAll(part, row => column.Tokens[row]),
                            }
                        ),
                    ],
                    Array.ConvertAll(part, row => ranks[row]),
                    absences,
                    bins,
                    [],
                    settings,
                    _ => { },
                    ct
                )
            ),
        ];
        int drawn = Math.Min(half, MaxRows);
        float[][][] real = [.. halves.Select(part => TokenPoints.Of(columns, Part(part)))];
        // With infinite shrinkage every column has only its own distribution:
        // what is nearer then is due to these distributions alone.
        double allowed = Math.Max(Tolerated, Share(double.PositiveInfinity)) + (1.645 * 0.5 / Math.Sqrt(2 * drawn));
        foreach (double borrow in Ladder)
        {
            if (Share(borrow) <= allowed)
            {
                return borrow;
            }
        }

        return Ladder[^1];

        double Share(double borrow) =>
            Enumerable
                .Range(0, 2)
                .Average(own =>
                {
                    var draw = new TokenDraw(Borrowing(grown[own], borrow), absences);
                    return NearerRows
                        .Of(TokenPoints.Of(columns, draw.Rows(drawn, settings.Seed, ct)), real[own], real[1 - own], ct)
                        .Share;
                });

        int[][] Part(int[] of)
        {
            int[] some = ForestFit.Sample(of, ranks, drawn);
            return [.. columns.Select(column => Array.ConvertAll(some, row => column.Tokens[row]))];
        }
    }

    internal static TreesParameters Borrowing(TreesParameters parameters, double times) =>
        parameters with
        {
            Columns =
            [
                .. parameters.Columns.Select(forest =>
                    forest with
                    {
                        Shrinkage = forest.Shrinkage with { Rows = forest.Shrinkage.Rows * times },
                    }
                ),
            ],
        };
}
