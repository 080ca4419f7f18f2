using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// Gives up hopeless cells: after some repeats only the better share continues, and again after each doubling
/// of the repeats. Jamieson &amp; Talwalkar (2016), <see href="https://proceedings.mlr.press/v51/jamieson16.html"/>.
/// </summary>
/// <remarks>
/// The price: means and intervals of stopped cells come from fewer repeats, and the figures of the cells that continue
/// are slightly too good. The card says so.
/// </remarks>
public static class SuccessiveHalving
{
    /// <summary>
    /// The repeats after which cells are judged: AfterRepeats, 2·AfterRepeats, 4·AfterRepeats … below the number
    /// of repeats; none if the recipe has no early stop.
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
    /// The cells to give up after a repeat, judged by the mean of the recipe's objective over the repeats so far.
    /// </summary>
    /// <param name="outcomes">The outcomes of all trials so far, including failures.</param>
    /// <param name="baseline">The plan's baseline cell.</param>
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

    /// <summary>The cells to give up now.</summary>
    /// <param name="repeat">The repeat that all remaining cells have finished.</param>
    /// <param name="means">The objective's mean of each remaining cell; null if all its trials so far failed.</param>
    /// <param name="baseline">Never given up, because every difference needs it.</param>
    /// <returns>The worst cells, so that ⌈keep·n⌉ cells and the baseline remain.</returns>
    /// <remarks>O(n log n); a pure function, so that all workers decide alike.</remarks>
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
