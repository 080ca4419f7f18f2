using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// An attack that can be tried in several ways, of which the best counts. The largest of k estimates lies above what
/// each of them gets on average, even where there is nothing to find. Therefore the first half of the targets chooses
/// the way, and the second half, which had no say in that, gives the estimate: it is unbiased for the chosen way.
/// </summary>
/// <param name="Chosen">Which way was chosen, from 0.</param>
/// <param name="Estimate">Of the chosen way, over the second half.</param>
/// <param name="Every">Each way over all targets; the intervals hold simultaneously (Bonferroni).</param>
/// <param name="Gains">How much more often seed rows are hit than control rows, in shares; each way over all targets,
/// at its own level.</param>
internal sealed record BestOfSeveral(
    int Chosen,
    ExcessSuccess Estimate,
    IReadOnlyList<ExcessSuccess> Every,
    IReadOnlyList<GroupGain> Gains
)
{
    /// <param name="ways">For each way, whether it was right about each seed row and about each control row;
    /// null where nothing was asked. At least one way.</param>
    /// <param name="fresh">What a way gets with fresh rows in place of the synthetic ones; null leaves it out.</param>
    public static BestOfSeveral Of(
        IReadOnlyList<(bool?[] Seed, bool?[] Control)> ways,
        Func<int, (bool?[] Seed, bool?[] Control)>? fresh = null
    )
    {
        double z = SpecialFunctions.Simultaneous975(ways.Count);
        ExcessSuccess[] first = [.. ways.Select(way => Over(Half(way.Seed, 0), Half(way.Control, 0), z))];
        int chosen = Array.IndexOf(first, first.MaxBy(one => one.Estimate));
        var (seed, control) = ways[chosen];
        return new BestOfSeveral(
            chosen,
            Over(Half(seed, 1), Half(control, 1), SpecialFunctions.Normal975),
            [.. ways.Select(way => Over(way.Seed, way.Control, z))],
            Gained(ways, fresh)
        );
    }

    // The way whose interval reaches highest is shown beside what it gets with fresh rows.
    private static GroupGain[] Gained(
        IReadOnlyList<(bool?[] Seed, bool?[] Control)> ways,
        Func<int, (bool?[] Seed, bool?[] Control)>? fresh
    )
    {
        GroupGain[] gains =
        [
            .. ways.Select(way =>
                GroupDifference.Of(Share(way.Seed) - Share(way.Control), Outcomes(way.Seed), Outcomes(way.Control))
            ),
        ];
        if (fresh is not null)
        {
            int highest = Array.IndexOf(gains, gains.MaxBy(one => one.Interval.High));
            var (seed, control) = fresh(highest);
            gains[highest] = gains[highest] with { Fresh = Share(seed) - Share(control) };
        }
        return gains;

        static double[] Outcomes(bool?[] right) =>
            [.. right.Where(one => one is not null).Select(one => one == true ? 1.0 : 0)];

        static double Share(bool?[] right) => (double)Hits(right) / Asked(right);
    }

    // Every second one, because the rows of a table may be in an order.
    private static bool?[] Half(bool?[] all, int which) => [.. all.Where((_, at) => at % 2 == which)];

    private static ExcessSuccess Over(bool?[] seed, bool?[] control, double z) =>
        ExcessSuccess.OfTargets(Hits(seed), Asked(seed), Hits(control), Asked(control), z);

    private static int Hits(bool?[] right) => right.Count(one => one == true);

    private static int Asked(bool?[] right) => Math.Max(1, right.Count(one => one is not null));
}
