using AethergenAI.Evaluation.Costing;
using AethergenAI.Recipes;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Cards.Analysis;

/// <summary>The Pareto front: the cells that no other cell dominates.</summary>
internal static class Pareto
{
    private const int Resamples = 400;

    /// <summary>
    /// The cells that have a value for every aim. <see cref="ParetoPoint.Share"/> is how often a cell is on the front
    /// when repeats are drawn with replacement, the same ones in every cell.
    /// </summary>
    /// <param name="cells">Cell numbers, from 1.</param>
    /// <remarks>O(resamples·cells·(repeats + cells)·aims).</remarks>
    internal static IReadOnlyList<ParetoPoint> Points(
        IReadOnlyList<int> cells,
        IReadOnlyList<ObjectiveSettings> aims,
        IReadOnlyList<RepeatedMeasure> measured
    )
    {
        int[] known = [.. cells.Where(cell => measured.All(repeats => !double.IsNaN(repeats.Mean(cell))))];
        double[][] values = [.. known.Select(cell => measured.Select(repeats => repeats.Mean(cell)).ToArray())];
        bool[] front = Front(values, aims);
        double[]? shares = measured.Count > 0 && measured[0].RepeatCount > 1 ? Shares(known, aims, measured) : null;
        return
        [
            .. known.Select(
                (cell, at) =>
                    new ParetoPoint(
                        cell,
                        values[at],
                        [
                            .. measured.Select(
                                (repeats, aim) =>
                                    CostInterval.Of(
                                        aims[aim].Measure,
                                        PairedTest.Interval95(repeats.Of(cell), repeats.Overlap).Interval
                                    )
                            ),
                        ],
                        front[at],
                        shares?[at]
                    )
            ),
        ];
    }

    /// <summary>
    /// Whether each point is undominated: no other point is at least as good in every aim and better in one.
    /// </summary>
    internal static bool[] Front(double[][] values, IReadOnlyList<ObjectiveSettings> aims)
    {
        double[] signs = [.. aims.Select(aim => aim.Goal == Goal.Maximize ? 1.0 : -1)];
        return [.. values.Select(point => !values.Any(other => Dominates(other, point, signs)))];
    }

    private static bool Dominates(double[] one, double[] other, double[] signs)
    {
        bool better = false;
        for (int aim = 0; aim < signs.Length; aim++)
        {
            double lead = signs[aim] * (one[aim] - other[aim]);
            if (lead < 0)
            {
                return false;
            }
            better |= lead > 0;
        }

        return better;
    }

    private static double[] Shares(
        int[] cells,
        IReadOnlyList<ObjectiveSettings> aims,
        IReadOnlyList<RepeatedMeasure> measured
    )
    {
        int repeats = measured[0].RepeatCount;
        var random = RandomStream.For((ulong)repeats, "pareto");
        var weights = new int[repeats];
        var counts = new double[cells.Length];
        for (int draw = 0; draw < Resamples; draw++)
        {
            Bootstrap.Draw(ref random, weights);
            double[][] values =
            [
                .. cells.Select(cell => measured.Select(values => Weighted(values, cell, weights)).ToArray()),
            ];
            bool[] front = Front(values, aims);
            for (int at = 0; at < cells.Length; at++)
            {
                counts[at] += front[at] ? 1.0 / Resamples : 0;
            }
        }

        return counts;
    }

    private static double Weighted(RepeatedMeasure values, int cell, int[] weights)
    {
        double sum = 0;
        int count = 0;
        for (int repeat = 0; repeat < weights.Length; repeat++)
        {
            double value = values[cell, repeat];
            if (weights[repeat] == 0 || double.IsNaN(value))
            {
                continue;
            }
            sum += weights[repeat] * value;
            count += weights[repeat];
        }

        // A draw without any repeat of a cell has no mean for it; the cell's overall mean is used.
        return count == 0 ? values.Mean(cell) : sum / count;
    }
}
