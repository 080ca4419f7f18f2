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
internal sealed record BestOfSeveral(int Chosen, ExcessSuccess Estimate, IReadOnlyList<ExcessSuccess> Every)
{
    /// <param name="ways">For each way, whether it was right about each seed row and about each control row;
    /// null where nothing was asked. At least one way.</param>
    public static BestOfSeveral Of(IReadOnlyList<(bool?[] Seed, bool?[] Control)> ways)
    {
        double z = SpecialFunctions.Simultaneous975(ways.Count);
        ExcessSuccess[] first = [.. ways.Select(way => Over(Half(way.Seed, 0), Half(way.Control, 0), z))];
        int chosen = Array.IndexOf(first, first.MaxBy(one => one.Estimate));
        var (seed, control) = ways[chosen];
        return new BestOfSeveral(
            chosen,
            Over(Half(seed, 1), Half(control, 1), SpecialFunctions.Normal975),
            [.. ways.Select(way => Over(way.Seed, way.Control, z))]
        );
    }

    // Every second one, because the rows of a table may be in an order.
    private static bool?[] Half(bool?[] all, int which) => [.. all.Where((_, at) => at % 2 == which)];

    private static ExcessSuccess Over(bool?[] seed, bool?[] control, double z) =>
        ExcessSuccess.OfTargets(Hits(seed), Asked(seed), Hits(control), Asked(control), z);

    private static int Hits(bool?[] right) => right.Count(one => one == true);

    private static int Asked(bool?[] right) => Math.Max(1, right.Count(one => one is not null));
}
