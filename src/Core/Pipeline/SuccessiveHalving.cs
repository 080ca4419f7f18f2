using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// Gives up hopeless cells: after some repeats only the better share continues, and again after each doubling
/// of the repeats. Jamieson &amp; Talwalkar (2016), <see href="https://proceedings.mlr.press/v51/jamieson16.html"/>.
/// </summary>
/// <remarks>
/// The price: stopped cells have fewer repeats, which chose them, so that no answer ranks them; and the figures of the
/// cells that continue are slightly too good. The card says so.
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
    /// The cells to give up after a repeat. They are ranked as the card ranks them, by their differences to the
    /// baseline within the repeats so far, and those whose means break a constraint come after those that keep them.
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

        TrialOutcome[] going =
        [
            .. outcomes.Where(outcome => outcome.Repeat <= afterRepeat && !stopped.Contains(outcome.Cell)),
        ];
        var objective = MeasureGoals.Objective(recipe, going.SelectMany(outcome => outcome.Measures?.Keys ?? []));
        var repeats = (recipe.Constraints ?? [])
            .Select(constraint => constraint.Measure)
            .Append(objective.Measure)
            .Distinct()
            .ToDictionary(name => name, Repeated);
        var scores = going
            .Select(outcome => outcome.Cell)
            .Distinct()
            .ToDictionary(
                cell => cell,
                cell => new CellScore(
                    CellRanking.Value(repeats[objective.Measure], cell, baseline),
                    CellRanking.Keeps(recipe.Constraints, name => repeats[name].Mean(cell)) == false
                )
            );
        return Decide(settings, afterRepeat, scores, objective.Goal, baseline);

        RepeatedMeasure Repeated(string name) =>
            new(
                going.Select(outcome => outcome.Cell).Append(baseline).Max(),
                1 + (recipe.Data.Blocks?.Count ?? 0),
                afterRepeat,
                going,
                name
            );
    }

    /// <summary>The score of a cell when the worst cells are given up.</summary>
    /// <param name="Value">As <see cref="CellRanking.Value"/>; NaN if all its trials so far failed.</param>
    /// <param name="Breaks">Whether its means break a constraint.</param>
    internal sealed record CellScore(double Value, bool Breaks = false);

    /// <summary>The cells to give up now.</summary>
    /// <param name="repeat">The repeat that all remaining cells have finished.</param>
    /// <param name="scores">Of each remaining cell.</param>
    /// <param name="baseline">Never given up, because every difference needs it.</param>
    /// <returns>The worst cells, so that ⌈keep·n⌉ cells and the baseline remain.</returns>
    /// <remarks>O(n log n); a pure function, so that all workers decide alike.</remarks>
    internal static IReadOnlyList<StoppedCell> Decide(
        EarlyStopSettings settings,
        int repeat,
        IReadOnlyDictionary<int, CellScore> scores,
        Goal goal,
        int baseline
    )
    {
        double sign = goal == Goal.Maximize ? 1 : -1;
        var ranked = scores
            .Where(cell => cell.Key != baseline)
            .OrderBy(cell => double.IsNaN(cell.Value.Value))
            .ThenBy(cell => cell.Value.Breaks)
            .ThenByDescending(cell => sign * cell.Value.Value)
            .ThenBy(cell => cell.Key)
            .ToList();
        int kept = (int)Math.Ceiling(settings.Keep * ranked.Count);
        return
        [
            .. ranked
                .Skip(kept)
                .Select((cell, at) => new StoppedCell(cell.Key, repeat, Reason(cell.Value, kept + at + 1))),
        ];

        string Reason(CellScore score, int rank)
        {
            if (double.IsNaN(score.Value))
            {
                return $"every trial of the first {repeat} repeats failed";
            }
            string why = score.Breaks ? ", because it breaks a constraint" : "";
            return $"ranked {rank} of {ranked.Count} after {repeat} repeats{why}; {kept} went on";
        }
    }
}
