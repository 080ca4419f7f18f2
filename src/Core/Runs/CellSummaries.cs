using AethergenAI.Evaluation.Costing;
using AethergenAI.Statistics;

namespace AethergenAI.Runs;

/// <summary>Summarises each cell over its repeats.</summary>
internal static class CellSummaries
{
    private const string OneRepeat = "one repeat, so no interval";

    /// <summary>
    /// As on the card: a repeat's value is its mean over the data sets, where all have one, and intervals allow for
    /// what repeats share.
    /// </summary>
    /// <param name="blocks">The number of data sets.</param>
    /// <param name="overlap">How much repeats share, see <see cref="PairedTest"/>.</param>
    internal static IReadOnlyList<CellSummary> Of(IReadOnlyList<TrialSummary> trials, int blocks, double overlap) =>
        [
            .. trials
                .GroupBy(trial => trial.Cell)
                .OrderBy(cell => cell.Key)
                .Select(cell => new CellSummary(
                    cell.Key,
                    cell.First().Levels,
                    cell.Count(),
                    cell.Count(trial => trial.Failure is not null),
                    [.. Measures(cell.Where(trial => trial.Failure is null), blocks, overlap)]
                )),
        ];

    /// <summary>Cuts the intervals of costs, which earlier versions did not.</summary>
    internal static IReadOnlyList<CellSummary> Cut(IReadOnlyList<CellSummary> cells) =>
        [
            .. cells.Select(cell =>
                cell with
                {
                    Measures =
                    [
                        .. cell.Measures.Select(measure =>
                            measure with
                            {
                                Interval = CostInterval.Of(measure.Name, measure.Interval),
                            }
                        ),
                    ],
                }
            ),
        ];

    private static IEnumerable<CellMeasure> Measures(IEnumerable<TrialSummary> trials, int blocks, double overlap)
    {
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
                yield return Over(measure.Key, values, overlap);
            }
        }
    }

    private static CellMeasure Over(string name, double[] values, double overlap) =>
        new(
            name,
            StudentT.Mean(values),
            CostInterval.Of(name, PairedTest.Interval95(values, overlap).Interval),
            values.Length,
            values.Length > 1 ? null : OneRepeat
        );
}
