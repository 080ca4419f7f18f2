using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// Could the rows help to link two files about the same people that share no column? The columns of a target are split
/// in two; a link is made where a synthetic row is among the nearest rows of both halves. Several random splits
/// are tried and the worst is reported. Giomi et al. (2023), <see href="https://doi.org/10.56553/popets-2023-0055"/>.
/// </summary>
internal static class Linkability
{
    internal static readonly MeasureDescription Description = new(
        "privacy.linkability",
        "Linkability",
        "Could the rows link two files about the same people that share no column?",
        "The share of seed rows whose two halves point at the same synthetic row, beyond that for holdout rows."
    )
    {
        Scope = IntervalScope.OthersAttacked,
        Better = Better.Lower,
        Minimum = -1,
    };

    public const int Splits = 4;

    private const int Neighbours = 5;
    private const int MaxTargets = 20_000;

    /// <returns>The split that links best, and all of them.</returns>
    public static BestOfSeveral Of(AttackSamples on, float[][] synthetic, CancellationToken ct)
    {
        int targets = Math.Min(MaxTargets, on.Size);
        int[] some = [.. Enumerable.Range(0, targets)];
        float[][] train = MixedPoints.Take(on.TrainPoints, some),
            holdout = MixedPoints.Take(on.HoldoutPoints, some);
        return BestOfSeveral.Of(
            [
                .. Enumerable
                    .Range(0, Splits)
                    .Select(split =>
                    {
                        var (left, right) = Halves(split);
                        return (
                            Links(Nearest(train, left), Nearest(train, right)),
                            Links(Nearest(holdout, left), Nearest(holdout, right))
                        );
                    }),
            ],
            targets > FreshNeighbours.MaxRows ? null : Fresh
        );

        (int[] Left, int[] Right) Halves(int split)
        {
            int columns = train.Length;
            int[] order = RandomStream.For(on.Seed, $"link {split}").Choose(columns, columns);
            return (order[..((columns + 1) / 2)], order[((columns + 1) / 2)..]);
        }

        (bool?[] Seed, bool?[] Control) Fresh(int split)
        {
            var (left, right) = Halves(split);
            return (
                Links(Real(train, left, false), Real(train, right, false)),
                Links(Real(holdout, left, true), Real(holdout, right, true))
            );
        }

        int[] Real(float[][] rows, int[] columns, bool own) =>
            FreshNeighbours.Of(Of(rows, columns), Of(holdout, columns), own, Neighbours, ct).Index;

        static bool?[] Links(int[] byLeft, int[] byRight)
        {
            var links = new bool?[byLeft.Length / Neighbours];
            for (int i = 0; i < links.Length; i++)
            {
                var near = byLeft.AsSpan(i * Neighbours, Neighbours);
                bool linked = false;
                foreach (int row in byRight.AsSpan(i * Neighbours, Neighbours))
                {
                    linked |= row >= 0 && near.Contains(row);
                }
                links[i] = linked;
            }

            return links;
        }

        int[] Nearest(float[][] rows, int[] columns)
        {
            NearestNeighbours.Search(Of(rows, columns), Of(synthetic, columns), null, Neighbours, out int[] index, ct);
            return index;
        }

        static float[][] Of(float[][] rows, int[] columns) => Array.ConvertAll(columns, column => rows[column]);
    }
}
