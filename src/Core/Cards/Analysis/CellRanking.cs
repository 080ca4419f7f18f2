using AethergenAI.Recipes;

namespace AethergenAI.Cards.Analysis;

/// <summary>
/// Ranks cells by one measure and says which of them may be the best: multiple comparisons with the best, Hsu (1996),
/// Multiple Comparisons, chapter 4. A cell is ruled out where another is better with a two-sided p of at most
/// 0.05/(k − 1), compared within repeats, so that the truly best of k cells is ruled out in at most 2.5 % of runs,
/// and a cell is called the best wrongly in at most 5 %.
/// </summary>
internal static class CellRanking
{
    private const double Level = 0.05;

    /// <param name="repeats">By measure.</param>
    /// <param name="firstOf">For each cell, the first one with the same trials: only the first is ranked.</param>
    /// <param name="stopped">Cells that were given up early: they have fewer repeats, which chose them.</param>
    /// <remarks>O(k²·n) for k cells with n repeats.</remarks>
    internal static Ranking Of(
        Recipe recipe,
        ObjectiveSettings objective,
        int baseline,
        IReadOnlyDictionary<string, RepeatedMeasure> repeats,
        int[] firstOf,
        IReadOnlyCollection<int> stopped
    )
    {
        var unranked = new List<UnrankedCell>();
        if (!repeats.TryGetValue(objective.Measure, out var values))
        {
            return new Ranking(objective, [], unranked, 0);
        }
        for (int cell = 1; cell <= values.CellCount; cell++)
        {
            if (WhyNot(recipe, values, repeats, firstOf, stopped, cell) is { } reason)
            {
                unranked.Add(new UnrankedCell(cell, reason));
            }
        }

        double sign = objective.Goal == Goal.Maximize ? 1 : -1;
        int[] cells =
        [
            .. Enumerable
                .Range(1, values.CellCount)
                .Except(unranked.Select(cell => cell.Cell))
                .OrderByDescending(cell => sign * Value(values, cell, baseline)),
        ];
        // Cells that were given up were candidates too.
        int comparisons = Math.Max(0, cells.Length - 1 + stopped.Count);
        return new Ranking(
            objective,
            [
                .. cells.Select(cell =>
                {
                    double? p = cell == cells[0] ? null : RuledOut(values, cells, cell, sign, comparisons);
                    return new RankedCell(cell, Value(values, cell, baseline), p, p is null or > Level);
                }),
            ],
            unranked,
            comparisons
        );
    }

    /// <summary>
    /// What cells are ranked by: the baseline's mean plus the mean difference to it within repeats, so that a cell
    /// which lacks an unlucky repeat gains nothing from that; the cell's own mean where they share no repeat.
    /// </summary>
    internal static double Value(RepeatedMeasure values, int cell, int baseline) =>
        cell != baseline && values.Differences(cell, baseline) is { Length: > 0 } apart
            ? values.Mean(baseline) + apart.Average()
            : values.Mean(cell);

    /// <summary>
    /// Whether a cell's means meet every constraint; null where there is none or a constrained measure is missing.
    /// </summary>
    /// <param name="mean">The cell's mean of a measure; null or NaN where it is missing.</param>
    internal static bool? Keeps(IReadOnlyList<ConstraintSettings>? constraints, Func<string, double?> mean)
    {
        if (constraints is null)
        {
            return null;
        }
        bool unknown = false;
        foreach (var constraint in constraints)
        {
            double? value = mean(constraint.Measure);
            if (value < constraint.AtLeast || value > constraint.AtMost)
            {
                return false;
            }
            unknown |= value is null or double.NaN;
        }

        return unknown ? null : true;
    }

    /// <summary>The smallest p of "this cell is at least as good", over the cells that are better by mean.</summary>
    private static double? RuledOut(RepeatedMeasure values, int[] cells, int cell, double sign, int comparisons)
    {
        double? least = cells
            .Where(other => other != cell)
            .Select(other => PairedComparison.Of(values, other, cell))
            .Where(apart => apart.P is not null && sign * apart.Differences.Average() > 0)
            .Min(apart => apart.P);
        return least is { } p ? Math.Min(1, p * comparisons) : null;
    }

    private static UnrankedReason? WhyNot(
        Recipe recipe,
        RepeatedMeasure values,
        IReadOnlyDictionary<string, RepeatedMeasure> repeats,
        int[] firstOf,
        IReadOnlyCollection<int> stopped,
        int cell
    )
    {
        int measured = values.Of(cell).Length;
        if (firstOf[cell - 1] != cell)
        {
            return UnrankedReason.SameTrials;
        }
        if (measured == 0)
        {
            return UnrankedReason.NotMeasured;
        }
        if (stopped.Contains(cell))
        {
            return UnrankedReason.Stopped;
        }
        if (measured == 1 && values.RepeatCount > 1)
        {
            return UnrankedReason.MeasuredOnce;
        }
        return Keeps(recipe.Constraints, name => repeats.GetValueOrDefault(name)?.Mean(cell)) switch
        {
            false => UnrankedReason.BreaksConstraint,
            null when recipe.Constraints is not null => UnrankedReason.ConstraintNotMeasured,
            _ => null,
        };
    }
}
