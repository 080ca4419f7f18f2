using AethergenAI.Statistics;
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
/// <param name="Gain">How much more often seed rows are hit than control rows, in shares; for a gate.</param>
internal sealed record BestOfSeveral(
    int Chosen,
    ExcessSuccess Estimate,
    IReadOnlyList<ExcessSuccess> Every,
    GroupGain Gain
)
{
    // Where both halves choose the same of k ways, its gain is high in both; where they choose others, it is low in both.
    // So the halves' gains correlate by (E max)²/(k − 1), which is .318 to .358 for two to six ways of equal errors, and
    // less for more.
    private const double Correlation = 0.36;

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

    /// <summary>
    /// How much more often seed rows are hit than control rows, in shares: either half chooses the way that the other
    /// half judges, so that all rows count and none judges what it chose.
    /// </summary>
    private static GroupGain Gained(
        IReadOnlyList<(bool?[] Seed, bool?[] Control)> ways,
        Func<int, (bool?[] Seed, bool?[] Control)>? fresh
    )
    {
        var gains = new GroupGain[2];
        var known = new Dictionary<int, (bool?[] Seed, bool?[] Control)>();
        for (int half = 0; half < gains.Length; half++)
        {
            int chosen = Enumerable
                .Range(0, ways.Count)
                .MaxBy(way => Share(Half(ways[way].Seed, half)) - Share(Half(ways[way].Control, half)));
            double[] seed = Asked(ways[chosen].Seed, 1 - half),
                control = Asked(ways[chosen].Control, 1 - half);
            if (Math.Min(seed.Length, control.Length) < 2)
            {
                return new GroupGain(0, new Interval(-1, 1));
            }
            gains[half] = GroupDifference.Of(seed.Average() - control.Average(), seed, control);
            if (fresh is not null)
            {
                if (!known.TryGetValue(chosen, out var with))
                {
                    known[chosen] = with = fresh(chosen);
                }
                gains[half] = gains[half] with
                {
                    Fresh = Share(Half(with.Seed, 1 - half)) - Share(Half(with.Control, 1 - half)),
                };
            }
        }

        double gain = (gains[0].Gain + gains[1].Gain) / 2,
            width = Math.Sqrt((1 + Correlation) * (Square(gains[0]) + Square(gains[1]))) / 2;
        return new GroupGain(
            gain,
            new Interval(Math.Max(-1, gain - width), Math.Min(1, gain + width)),
            (gains[0].Fresh + gains[1].Fresh) / 2
        );

        static double[] Asked(bool?[] right, int which) =>
            [.. Half(right, which).Where(one => one is not null).Select(one => one == true ? 1.0 : 0)];

        static double Share(bool?[] right) => (double)Hits(right) / BestOfSeveral.Asked(right);

        static double Square(GroupGain one)
        {
            double half = (one.Interval.High - one.Interval.Low) / 2;
            return half * half;
        }
    }

    // Every second one, because the rows of a table may be in an order.
    private static bool?[] Half(bool?[] all, int which) => [.. all.Where((_, at) => at % 2 == which)];

    private static ExcessSuccess Over(bool?[] seed, bool?[] control, double z) =>
        ExcessSuccess.OfTargets(Hits(seed), Asked(seed), Hits(control), Asked(control), z);

    private static int Hits(bool?[] right) => right.Count(one => one == true);

    private static int Asked(bool?[] right) => Math.Max(1, right.Count(one => one is not null));
}
