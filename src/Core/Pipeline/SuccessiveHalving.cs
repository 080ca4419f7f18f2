using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// Gives up hopeless cells: after some repeats only the better share goes on, and again after each doubling of repeats.
/// Jamieson &amp; Talwalkar (2016), <see href="https://proceedings.mlr.press/v51/jamieson16.html"/>.
/// </summary>
/// <remarks>
/// What it costs: means and intervals of stopped cells are of fewer repeats,
/// and of those that went on slightly too good. The card says so.
/// </remarks>
public static class SuccessiveHalving
{
    /// <summary>
    /// Repeats after which cells are judged: AfterRepeats, 2·AfterRepeats, 4·AfterRepeats … below the number
    /// of repeats; none where the recipe does not ask for it.
    /// </summary>
    public static IReadOnlyList<int> Rungs(Recipe recipe)
    {
        if (recipe.EarlyStop is not { } settings)
        {
            return [];
        }
        var rungs = new List<int>();
        for (int rung = settings.AfterRepeats; rung < recipe.Repeats; rung *= 2)
        {
            rungs.Add(rung);
        }
        return rungs;
    }

    /// <summary>
    /// Who is given up after a repeat, by the mean of the recipe's objective over the repeats so far.
    /// </summary>
    /// <param name="outcomes">Of every trial so far, failures included.</param>
    /// <param name="baseline">From the plan.</param>
    /// <param name="stopped">Cells that were given up before.</param>
    public static IReadOnlyList<StoppedCell> Stop(
        Recipe recipe,
        int baseline,
        IReadOnlyList<TrialOutcome> outcomes,
        int afterRepeat,
        IReadOnlyCollection<int> stopped
    )
    {
        if (recipe.EarlyStop is not { } settings || !Rungs(recipe).Contains(afterRepeat))
        {
            return [];
        }

        bool useful = outcomes.Any(outcome => outcome.Measures?.ContainsKey(MeasureGoals.Utility) == true);
        var objective = recipe.Objective ?? new ObjectiveSettings(useful ? MeasureGoals.Utility : MeasureGoals.Shapes);
        var means = outcomes
            .Where(outcome => outcome.Repeat <= afterRepeat && !stopped.Contains(outcome.Cell))
            .GroupBy(outcome => outcome.Cell)
            .ToDictionary(cell => cell.Key, cell => Mean(cell, objective.Measure));
        return Decide(settings, afterRepeat, means, objective.Goal, baseline);
    }

    /// <summary>Who is given up now.</summary>
    /// <param name="repeat">The repeat that is over for all cells that go on.</param>
    /// <param name="means">Of the objective, of the cells that go on; null where every trial so far failed.</param>
    /// <param name="baseline">Never given up: every difference needs it.</param>
    /// <returns>The worst cells, so that ⌈keep·n⌉ go on, the baseline beside them.</returns>
    /// <remarks>O(n log n); a pure function, so any worker decides alike.</remarks>
    internal static IReadOnlyList<StoppedCell> Decide(
        EarlyStopSettings settings,
        int repeat,
        IReadOnlyDictionary<int, double?> means,
        Goal goal,
        int baseline
    )
    {
        double sign = goal == Goal.Maximize ? 1 : -1;
        var ranked = means
            .Where(cell => cell.Key != baseline)
            .OrderByDescending(cell => cell.Value is { } mean ? sign * mean : double.NegativeInfinity)
            .ThenBy(cell => cell.Key)
            .ToList();
        int kept = (int)Math.Ceiling(settings.Keep * ranked.Count);
        return
        [
            .. ranked
                .Skip(kept)
                .Select(
                    (cell, at) =>
                        new StoppedCell(
                            cell.Key,
                            repeat,
                            cell.Value is null
                                ? $"every trial of the first {repeat} repeats failed"
                                : $"ranked {kept + at + 1} of {ranked.Count} after {repeat} repeats; {kept} went on"
                        )
                ),
        ];
    }

    private static double? Mean(IEnumerable<TrialOutcome> outcomes, string measure)
    {
        double[] values =
        [
            .. outcomes
                .Where(outcome => outcome.Measures?.ContainsKey(measure) == true)
                .Select(outcome => outcome.Measures![measure]),
        ];
        return values.Length == 0 ? null : values.Average();
    }
}
