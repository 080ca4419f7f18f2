namespace AethergenAI.Generation.Private;

/// <summary>
/// The logarithm of how much likelier an observation is with the unit than without it: of which marginals were
/// measured, and of the counts of the cells in which the unit is, of Gaussian noise with the paid variance. What the
/// attacker cannot compute, the middle between the two tables' means of each cell and how often each choice is made on
/// each table, is estimated from trials that are not counted.
/// </summary>
internal sealed class LikelihoodRatio
{
    /// <summary>So many choices on each table are added to those that were seen: few of them tell nothing.</summary>
    private const double Prior = 100;

    private readonly int rows;
    private readonly Dictionary<string, double> middles,
        odds;

    /// <param name="rows">The unit's rows, all in one cell.</param>
    internal LikelihoodRatio(IReadOnlyList<Observation> without, IReadOnlyList<Observation> with, int rows)
    {
        this.rows = rows;
        middles = Middles(without, with, rows);
        var (absent, present) = (Chosen(without), Chosen(with));
        odds = absent
            .Keys.Union(present.Keys, StringComparer.Ordinal)
            .ToDictionary(
                chosen => chosen,
                chosen =>
                    Math.Log((present.GetValueOrDefault(chosen) + Prior) / (absent.GetValueOrDefault(chosen) + Prior)),
                StringComparer.Ordinal
            );
    }

    /// <returns>The observation with its ratio, if it is of a fit.</returns>
    internal Observation In(Observation seen) => seen.Unit is [] ? seen : seen with { Ratio = Of(seen) };

    /// <remarks>ln N(y; m + k/2, σ²) − ln N(y; m − k/2, σ²) = k(y − m)/σ².</remarks>
    private double Of(Observation seen) =>
        odds.GetValueOrDefault(Choice(seen))
        + seen.Unit.Where(cell => middles.ContainsKey(cell.Key))
            .Sum(cell => rows * (cell.Value - middles[cell.Key]) / cell.Variance);

    private static Dictionary<string, double> Middles(
        IReadOnlyList<Observation> without,
        IReadOnlyList<Observation> with,
        int rows
    ) =>
        without
            .SelectMany(seen => seen.Unit, (_, cell) => (cell.Key, Middle: cell.Value + (rows / 2.0)))
            .Concat(with.SelectMany(seen => seen.Unit, (_, cell) => (cell.Key, Middle: cell.Value - (rows / 2.0))))
            .GroupBy(cell => cell.Key, cell => cell.Middle, StringComparer.Ordinal)
            .ToDictionary(cells => cells.Key, cells => cells.Average(), StringComparer.Ordinal);

    private static Dictionary<string, int> Chosen(IReadOnlyList<Observation> side) =>
        side.GroupBy(Choice, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);

    /// <summary>Which marginals were measured.</summary>
    private static string Choice(Observation seen) => string.Join('|', seen.Unit.Select(cell => cell.Key));
}
