using System.Globalization;
using AethergenAI.Evaluation;

namespace AethergenAI.Runs;

/// <summary>Cells over their repeats, and which of them answers the question best.</summary>
internal static class CellSummaries
{
    private const string OneRepeat = "one repeat, so no interval";

    internal static IReadOnlyList<CellSummary> Of(IReadOnlyList<TrialSummary> trials) =>
    [
        .. trials.GroupBy(trial => trial.Cell).OrderBy(cell => cell.Key).Select(cell => new CellSummary(
            cell.Key, cell.First().Levels, cell.Count(), cell.Count(trial => trial.Failure is not null),
            Measures(cell.Where(trial => trial.Failure is null)))),
    ];

    /// <summary>The cell with the best mean of the objective; null where every trial failed.</summary>
    internal static CellSummary? Best(IReadOnlyList<CellSummary> cells)
    {
        string objective = Objective(cells);
        return cells.Where(cell => Mean(cell, objective) is not null).MaxBy(cell => Mean(cell, objective)!.Mean);
    }

    /// <summary>The best cell beside the baseline, which is the first cell, in one sentence.</summary>
    internal static string Answer(IReadOnlyList<CellSummary> cells, IReadOnlyList<TrialSummary> trials)
    {
        string objective = Objective(cells);
        if (Best(cells) is not { } best) { return "Nothing was measured that cells could be compared by."; }

        var measured = Mean(best, objective)!;
        string reached = $"{Name(best)} has the {(cells.Count > 1 ? "highest " : "")}{Plain(objective)}, {Figure(measured.Mean, measured.Interval)}";
        string note = measured.Note is null ? "" : $" ({measured.Note})";
        if (best.Cell != cells[0].Cell) { return $"{reached}{note}; {Against(cells[0], best, objective, trials)}."; }
        return $"{reached}{note}{(cells.Count > 1 ? ", and it is the baseline" : "")}.";
    }

    private static string Against(CellSummary baseline, CellSummary best, string objective, IReadOnlyList<TrialSummary> trials)
    {
        double[] differences =
        [
            .. from trial in trials
               from other in trials
               where trial.Cell == best.Cell && other.Cell == baseline.Cell && trial.Repeat == other.Repeat
               where trial.Measures.ContainsKey(objective) && other.Measures.ContainsKey(objective)
               select trial.Measures[objective] - other.Measures[objective],
        ];
        if (differences.Length == 0) { return $"{Name(baseline)}, the baseline, has none to compare with"; }

        var interval = differences.Length > 1 ? StudentT.Interval95(differences) : null;
        string trust = interval switch
        {
            null => OneRepeat,
            { Low: > 0 } => "the interval excludes 0",
            _ => "the interval includes 0, so the two are not told apart",
        };
        return $"{Figure(StudentT.Mean(differences), interval)} above the baseline, {Name(baseline)}: {trust}";
    }

    private static IReadOnlyList<CellMeasure> Measures(IEnumerable<TrialSummary> repeats) =>
    [
        .. from measure in repeats.SelectMany(trial => trial.Measures)
           group measure.Value by measure.Key into values
           orderby values.Key
           select Over(values.Key, [.. values]),
    ];

    private static CellMeasure Over(string name, double[] values) => values.Length > 1
        ? new CellMeasure(name, StudentT.Mean(values), StudentT.Interval95(values), values.Length, null)
        : new CellMeasure(name, values[0], null, 1, OneRepeat);

    /// <summary>Utility where every cell that was measured has it; else the shape of columns, which every report has.</summary>
    private static string Objective(IReadOnlyList<CellSummary> cells) =>
        cells.Where(cell => cell.Measures.Count > 0).All(cell => Mean(cell, TrialMeasures.UtilityRatio) is not null)
            ? TrialMeasures.UtilityRatio
            : TrialMeasures.ColumnShapes;

    private static CellMeasure? Mean(CellSummary cell, string measure) => cell.Measures.FirstOrDefault(candidate => candidate.Name == measure);

    private static string Name(CellSummary cell) =>
        cell.Levels.Count == 0 ? "The one cell" : $"Cell {cell.Cell} ({string.Join(", ", cell.Levels.Select(level => $"{level.Key} {level.Value}"))})";

    private static string Plain(string measure) => measure == TrialMeasures.UtilityRatio ? "utility ratio" : "column-shape score";

    private static string Figure(double mean, Interval? interval) =>
        interval is null ? Text(mean) : $"{Text(mean)} [{Text(interval.Low)}, {Text(interval.High)}]";

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
