using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Pipeline;

/// <summary>Summarises each cell over its repeats.</summary>
internal static class CellSummaries
{
    private const string OneRepeat = "one repeat, so no interval";

    internal static IReadOnlyList<CellSummary> Of(IReadOnlyList<TrialSummary> trials) =>
        [
            .. trials
                .GroupBy(trial => trial.Cell)
                .OrderBy(cell => cell.Key)
                .Select(cell => new CellSummary(
                    cell.Key,
                    cell.First().Levels,
                    cell.Count(),
                    cell.Count(trial => trial.Failure is not null),
                    Measures(cell.Where(trial => trial.Failure is null))
                )),
        ];

    private static IReadOnlyList<CellMeasure> Measures(IEnumerable<TrialSummary> repeats) =>
        [
            .. from measure in repeats.SelectMany(trial => trial.Measures)
            group measure.Value by measure.Key into values
            orderby values.Key
            select Over(values.Key, [.. values]),
        ];

    private static CellMeasure Over(string name, double[] values) =>
        values.Length > 1
            ? new CellMeasure(name, StudentT.Mean(values), StudentT.Interval95(values), values.Length, null)
            : new CellMeasure(name, values[0], null, 1, OneRepeat);
}
