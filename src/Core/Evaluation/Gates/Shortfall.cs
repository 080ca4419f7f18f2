using AethergenAI.Statistics;

namespace AethergenAI.Evaluation.Gates;

/// <summary>A column, pair or group whose whole interval lies below its reference by more than is allowed.</summary>
/// <param name="What">For example "column 'age'".</param>
/// <param name="Least">The smallest difference within the interval, in the figure's unit.</param>
internal sealed record Shortfall(string What, double Least, double Allowed)
{
    private const double OfColumn = 0.05,
        OfPair = 0.1,
        OfGroup = 0.1;

    /// <returns>The one that exceeds its allowed difference most; null if none does.</returns>
    public static Shortfall? Furthest(
        IEnumerable<ColumnShape> shapes,
        IEnumerable<PairTrend> pairs,
        IEnumerable<Subgroup> groups
    ) =>
        shapes
            .Select(shape => Of($"column '{shape.Column}'", shape.Reference, shape.Interval, OfColumn))
            .Concat(
                pairs
                    .Where(pair => pair.Interval is not null)
                    .Select(pair =>
                        Of($"the pair '{pair.Left}' and '{pair.Right}'", pair.Reference, pair.Interval!, OfPair)
                    )
            )
            .Concat(
                groups
                    .Where(group => group.Reference is not null)
                    .Select(group =>
                        Of(
                            $"the group '{group.Column}' = '{group.Level}'",
                            group.Reference!.Value,
                            group.Interval,
                            OfGroup
                        )
                    )
            )
            .Where(one => one.Least > one.Allowed)
            .MaxBy(one => one.Least - one.Allowed);

    private static Shortfall Of(string what, double reference, Interval interval, double allowed) =>
        new(what, reference - interval.High, allowed);
}
