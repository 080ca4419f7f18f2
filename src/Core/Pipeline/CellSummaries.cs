using AethergenAI.Cards;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Pipeline;

/// <summary>Summarises each cell over its repeats.</summary>
internal static class CellSummaries
{
    private const string OneRepeat = "one repeat, so no interval";

    /// <summary>
    /// As on the card: a repeat's value is its mean over the data sets, where all have one, and intervals allow for
    /// what repeats share.
    /// </summary>
    internal static IReadOnlyList<CellSummary> Of(Recipe recipe, IReadOnlyList<TrialSummary> trials) =>
        [
            .. trials
                .GroupBy(trial => trial.Cell)
                .OrderBy(cell => cell.Key)
                .Select(cell => new CellSummary(
                    cell.Key,
                    cell.First().Levels,
                    cell.Count(),
                    cell.Count(trial => trial.Failure is not null),
                    [.. Measures(recipe, cell.Where(trial => trial.Failure is null))]
                )),
        ];

    private static IEnumerable<CellMeasure> Measures(Recipe recipe, IEnumerable<TrialSummary> trials)
    {
        int blocks = 1 + (recipe.Data.Blocks?.Count ?? 0);
        var measured = trials.SelectMany(trial =>
            trial.Measures.Select(measure => (Name: measure.Key, trial.Repeat, measure.Value))
        );
        foreach (var measure in measured.GroupBy(one => one.Name).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            double[] values =
            [
                .. measure
                    .GroupBy(one => one.Repeat)
                    .Where(repeat => repeat.Count() == blocks)
                    .Select(repeat => repeat.Average(one => one.Value)),
            ];
            if (values.Length > 0)
            {
                yield return Over(measure.Key, values, CardScope.Overlap(recipe));
            }
        }
    }

    private static CellMeasure Over(string name, double[] values, double overlap) =>
        new(
            name,
            StudentT.Mean(values),
            PairedTest.Interval95(values, overlap).Interval,
            values.Length,
            values.Length > 1 ? null : OneRepeat
        );
}
