using AethergenAI.Cards.Analysis;
using AethergenAI.Evaluation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Cards;

/// <summary>
/// Writes what speaks against relying on an answer: constraints, verdicts, failures. Each is a sentence after a space,
/// or empty.
/// </summary>
internal sealed class AnswerDoubts(Recipe recipe, Plan plan, RunAnalysis analysis, RunSummary summary)
{
    /// <summary>Constraints are judged by means; where an interval reaches beyond a bound, that is said.</summary>
    internal string Constraints(int first)
    {
        string[] open =
        [
            .. (recipe.Constraints ?? [])
                .Select(constraint => (constraint, Cell: Estimate(constraint.Measure, first)))
                .Where(pair => pair.Cell is { } cell && !IsKept(pair.constraint, cell))
                .Select(pair =>
                    $"{MeasureCatalogue.TitleOf(pair.constraint.Measure)} "
                    + $"{CardText.Number(pair.Cell!.Mean)} {CardText.Between(pair.Cell.Interval)}".TrimEnd()
                    + $", {Bound(pair.constraint)}"
                ),
        ];
        if (recipe.Constraints is null)
        {
            return "";
        }
        return open.Length == 0
            ? " Its intervals keep the constraints."
            : $" It keeps constraints by its mean only: {string.Join("; ", open)}.";
    }

    private static bool IsKept(ConstraintSettings constraint, CellEstimate cell) =>
        cell.Interval is { } interval
        && (constraint.AtLeast is not { } least || interval.Low >= least)
        && (constraint.AtMost is not { } most || interval.High <= most);

    private static string Bound(ConstraintSettings constraint) =>
        string.Join(
            " and ",
            new[]
            {
                constraint.AtLeast is { } least ? $"at least {CardText.Number(least)}" : null,
                constraint.AtMost is { } most ? $"at most {CardText.Number(most)}" : null,
            }.OfType<string>()
        );

    /// <summary>The verdicts of the reports: the best of several can still fail.</summary>
    internal string Judged(int first)
    {
        ReportVerdict[] judged =
        [
            .. summary
                .Trials.Where(trial => trial.Cell == first)
                .Select(trial => trial.Verdict)
                .OfType<ReportVerdict>(),
        ];
        int failed = judged.Count(verdict => verdict.Outcome != Verdict.Pass);
        if (failed == 0)
        {
            return "";
        }
        string worst = judged.MaxBy(verdict => verdict.Outcome.Severity())!.Sentence;
        if (judged.Length == 1)
        {
            return $" Its report does not pass: {worst}";
        }
        string verb = failed == 1 ? "does" : "do",
            some = $"{failed} of its {judged.Length} reports {verb} not pass",
            none = $"None of its {failed} reports passes";
        return $" {(failed == judged.Length ? none : some)}; the worst says: {worst}";
    }

    /// <summary>What is left out of the ranking, and how many trials failed.</summary>
    internal string Unranked()
    {
        int failed = summary.Trials.Count(trial => trial.Failure is not null);
        string failures = failed == 0 ? "" : $" {failed} of {Counts.Of(summary.Trials.Count, "trial")} failed.";
        // The notes name the cells that are the same.
        string[] reasons =
        [
            .. analysis
                .Ranking!.Unranked.Where(cell => cell.Reason != UnrankedReason.SameTrials)
                .GroupBy(cell => cell.Reason)
                .Select(group =>
                    $"{CardText.Cells(plan, [.. group.Select(cell => cell.Cell)])} ({CardText.Reason(group.Key)})"
                ),
        ];
        return reasons.Length == 0 ? failures : $"{failures} Not ranked: {string.Join("; ", reasons)}.";
    }

    private CellEstimate? Estimate(string name, int cell) =>
        analysis
            .Measures.FirstOrDefault(known => known.Name == name)
            ?.Cells.FirstOrDefault(estimate => estimate.Cell == cell);
}
