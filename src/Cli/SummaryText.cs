using System.Text.Json;
using AethergenAI.Runs;

namespace AethergenAI.Cli;

/// <summary>Prints the result of a run on the terminal.</summary>
internal static class SummaryText
{
    /// <summary>The number of cells that fit beside each other on a terminal.</summary>
    private const int CellsAcross = 5;

    internal static void Print(RunSummary summary, string folder)
    {
        string about = summary.Cells.Count > 1 ? "Verdict on the leading cell" : "Verdict";
        Console.Out.WriteLine(
            summary.Verdict is { } verdict
                ? $"{about}: {VerdictText.Of(verdict)}"
                : RunVerdict.Missing(summary.Best is not null)
        );
        if (summary.Question is { } question)
        {
            Console.Out.WriteLine(question);
        }
        Console.Out.WriteLine(summary.Answer);
        string[] measures =
        [
            .. summary
                .Cells.SelectMany(cell => cell.Measures)
                .Select(measure => measure.Name)
                .Distinct(StringComparer.Ordinal),
        ];
        foreach (var cells in summary.Cells.Chunk(CellsAcross))
        {
            Output.Grid(
                Console.Out,
                ["mean over repeats", .. cells.Select(Heading)],
                measures.Select(name =>
                    (string[])
                        [
                            name,
                            .. cells.Select(cell =>
                                Output.Figure(cell.Measures.FirstOrDefault(measure => measure.Name == name)?.Mean)
                            ),
                        ]
                )
            );
        }

        foreach (var trial in summary.Trials.Where(trial => trial.Failure is not null))
        {
            Console.Out.WriteLine($"{trial.Name} was refused: {trial.Failure!.Message} [{trial.Failure.Code}]");
        }

        if (summary.CostRatio is { } ratio)
        {
            string between = ratio.Interval is { } interval
                ? $" [{Output.Figure(interval.Low)}, {Output.Figure(interval.High)}]"
                : "";
            Console.Out.WriteLine(
                $"The leading cell takes {Output.Figure(ratio.Value)}{between} times less processor time than the "
                    + $"baseline{(ratio.Comparable ? "" : ", but is less useful")}."
            );
        }

        int reused = summary.Trials.Count(trial => trial.ReusedFrom is not null);
        if (reused > 0)
        {
            Output.Note(
                $"{reused} of {Counts.Of(summary.Trials.Count, "trial", "was", "were")} reused from runs in "
                    + "neighbouring folders, "
                    + "which had already done the same; --fresh repeats them."
            );
        }
        Output.Note($"The results are in {folder}; make a signed pack with: aethergen pack {folder} -o pack.zip");
    }

    /// <summary>Levels in words; "base settings" if no factor varies.</summary>
    internal static string Levels(IReadOnlyDictionary<string, JsonElement> levels) =>
        levels.Count == 0
            ? "base settings"
            : string.Join(", ", levels.Select(level => $"{level.Key} {Word(level.Value)}"));

    private static string Heading(CellSummary cell) =>
        $"{cell.Cell}: "
        + $"{Levels(cell.Levels)}{(cell.Failures == 0 ? "" : $", {cell.Failures} of {cell.Trials} refused")}";

    private static string Word(JsonElement level) =>
        level.ValueKind == JsonValueKind.String ? level.GetString()! : level.GetRawText();
}
