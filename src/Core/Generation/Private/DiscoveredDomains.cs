using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>
/// Discovers domains that are not declared (levels, ranges, bins) and pays for it:
/// each question is one noisy measurement with its own entry in the ledger.
/// </summary>
internal static class DiscoveredDomains
{
    /// <summary>
    /// The parts of the budget for domains that a column gets: one for its levels or its bins, and one for its range
    /// where that is not declared.
    /// </summary>
    internal static int Parts(Column column) => column is CategoricalColumn || NumberLine.Of(column).Declared ? 1 : 2;

    /// <summary>
    /// Whether the discovery needs a part of δ: a level that only one unit has may be revealed with that probability.
    /// </summary>
    internal static bool TakesDelta(Column column) => column is CategoricalColumn;

    /// <param name="rho">For each part.</param>
    /// <param name="delta">For each column whose discovery needs δ.</param>
    /// <returns>The domain within what the schema allows, the column with the domain declared, and what this used
    /// of a declaration that was read from the seed, in words; null: nothing.</returns>
    internal static (TokenDomain Domain, Column Column, string? Unprotected) Learn(
        Column column,
        ColumnData cells,
        double rho,
        double delta,
        PrivateFit fit
    )
    {
        if (column is CategoricalColumn categorical)
        {
            var (levels, limited) = DiscoveredLevels.Find(categorical, (LevelData)cells, rho, delta, fit);
            bool declared = limited && column.Domain == ColumnDomain.Seed;
            return (
                levels,
                categorical with
                {
                    Levels = levels.Levels,
                    Hierarchy = null, // it may name levels that were not found
                },
                declared ? $"the levels of '{column.Name}' were read from the seed" : null
            );
        }

        var found = Numbers(column, ((NumberData)cells).Values, rho * Parts(column), fit);
        var range = Within(found, column);
        var bounded = Bounded(column, range);
        return (
            NumberDomain.OfEdges(bounded, [.. range.Edges]),
            bounded,
            range != found && column.Domain == ColumnDomain.Seed
                ? $"the range of '{column.Name}' was read from the seed"
                : null
        );
    }

    /// <summary>The range of a column and its bins.</summary>
    /// <param name="rho">For all of it.</param>
    private static NumberRange Numbers(Column column, double[] values, double rho, PrivateFit fit)
    {
        var (line, declared) = NumberLine.Of(column);
        double[] costs = [.. QuantileTree.Shares.Select(share => rho * share)];
        return QuantileTree.Find(
            line,
            whole: declared,
            values,
            [.. costs.Select(cost => fit.RowsPerUnit / Math.Sqrt(2 * cost))],
            (level, counts) =>
                fit.MeasureCounts(
                    $"domain/numbers/{level}/{column.Name}",
                    $"range and bins of '{column.Name}', {level + 1} of {QuantileTree.Levels}",
                    counts,
                    costs[level]
                )
        );
    }

    /// <summary>
    /// The part of what was found that the schema allows, or the allowed end that is nearest to it.
    /// </summary>
    private static NumberRange Within(NumberRange found, Column column)
    {
        var (low, high) = Bounds.Of(column);
        if (found.Min >= low && found.Max <= high)
        {
            return found;
        }
        double min = Math.Clamp(found.Min, low, high),
            max = Math.Clamp(found.Max, low, high);
        return NumberLine.Of(column).Line.Range(min, max, found.Edges.Where(edge => edge > min && edge < max));
    }

    /// <summary>
    /// The column with a range and its bins, and without the values of a domain that is not declared public.
    /// </summary>
    private static Column Bounded(Column column, NumberRange range) =>
        column switch
        {
            IntegerColumn whole => whole with
            {
                Min = (long)Math.Floor(range.Min),
                Max = (long)Math.Ceiling(range.Max),
                Bins = range.Edges,
                Values = null,
            },
            DecimalColumn real => real with { Min = range.Min, Max = range.Max, Bins = range.Edges, Values = null },
            DateColumn date => date with
            {
                Min = Day(range.Min),
                Max = Day(range.Max),
                Bins = [.. range.Edges.Select(Day)],
            },
            DateTimeColumn moment => moment with
            {
                Min = Moment(range.Min),
                Max = Moment(range.Max),
                Bins = [.. range.Edges.Select(Moment)],
            },
            _ => throw new ArgumentException($"Column '{column.Name}' holds no numbers.", nameof(column)),
        };

    private static DateOnly Day(double number) => DateOnly.FromDayNumber((int)number);

    private static DateTime Moment(double seconds) => DateTime.UnixEpoch.AddSeconds(seconds);
}
