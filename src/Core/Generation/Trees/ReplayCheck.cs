using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Replay;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Trees;

/// <summary>
/// Checks whether drawn rows are nearer to the rows that trees were grown on than to as many other rows
/// of the same source. The check uses trees grown on one half of the seed, with the other half as control;
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
        MissingRule[] absences,
        TreesSettings settings,
        CancellationToken ct
    )
    {
        int rows = columns.Count == 0 ? 0 : columns[0].Tokens.Length;
        int half = rows / 2;
        if (half < 20)
        {
            return 1;
        }
        int[] shuffled = RandomStream.For(settings.Seed, "halves").Choose(rows, rows);
        int[][] halves = [shuffled[..half], shuffled[half..(2 * half)]];
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
                    absences,
                    bins,
                    [],
                    settings,
                    _ => { },
                    ct
                )
            ),
        ];
        float[][][] real = [.. halves.Select(part => TokenPoints.Of(columns, Part(part)))];
        int drawn = Math.Min(half, MaxRows);
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
            int[] some = of[..Math.Min(of.Length, MaxRows)];
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
