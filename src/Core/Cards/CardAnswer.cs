using System.Globalization;
using AethergenAI.Cards.Analysis;
using AethergenAI.Evaluation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cards;

/// <summary>Writes the answer in one sentence: which cell is best, and how certain that is.</summary>
internal static class CardAnswer
{
    private const double Level = 0.05;

    /// <summary>
    /// The measure that cells are judged by: the recipe's objective; without one, utility if every measured cell has
    /// it, and column shapes otherwise.
    /// </summary>
    internal static ObjectiveSettings Objective(Recipe recipe, RunAnalysis analysis)
    {
        if (recipe.Objective is { } named)
        {
            return named;
        }
        int cells = analysis.Measures.Count == 0 ? 0 : analysis.Measures.Max(measure => measure.Cells.Count);
        bool useful = analysis.Measures.Any(measure =>
            measure.Name == MeasureGoals.Utility && measure.Cells.Count == cells
        );
        return new ObjectiveSettings(useful ? MeasureGoals.Utility : MeasureGoals.Shapes);
    }

    /// <summary>
    /// Whether a cell's means meet every constraint; null where there is none or a constrained measure is missing.
    /// </summary>
    internal static bool? Keeps(Recipe recipe, RunAnalysis analysis, int cell)
    {
        if (recipe.Constraints is not { } constraints)
        {
            return null;
        }
        bool unknown = false;
        foreach (var constraint in constraints)
        {
            var mean = analysis
                .Measures.FirstOrDefault(measure => measure.Name == constraint.Measure)
                ?.Cells.FirstOrDefault(known => known.Cell == cell)
                ?.Mean;
            if (mean < constraint.AtLeast || mean > constraint.AtMost)
            {
                return false;
            }
            unknown |= mean is null;
        }

        return unknown ? null : true;
    }

    /// <summary>
    /// The best of the cells that meet the constraints. With a baseline, cells are ranked by their difference
    /// to it within repeats, so that a cell which lacks an unlucky repeat gains nothing from that;
    /// without one, by their means.
    /// </summary>
    /// <returns>Null where no cell meets the constraints or nothing was measured.</returns>
    internal static CellEstimate? Best(Recipe recipe, RunAnalysis analysis, ObjectiveSettings objective)
    {
        double sign = objective.Goal == Goal.Maximize ? 1 : -1;
        if (analysis.Measures.FirstOrDefault(measure => measure.Name == objective.Measure) is not { } measure)
        {
            return null;
        }

        double? baseline = measure.Cells.FirstOrDefault(cell => cell.Cell == analysis.Baseline)?.Mean;
        return measure
            .Cells.Where(cell => recipe.Constraints is null || Keeps(recipe, analysis, cell.Cell) == true)
            .OrderByDescending(cell => sign * Value(cell))
            .FirstOrDefault();

        double Value(CellEstimate cell) =>
            baseline is { } mean
            && measure.Differences.FirstOrDefault(difference => difference.Cell == cell.Cell) is { } apart
                ? mean + apart.Mean
                : cell.Mean;
    }

    internal static string Sentence(Recipe recipe, Plan plan, RunAnalysis analysis, ObjectiveSettings objective)
    {
        string title = MeasureCatalogue.TitleOf(objective.Measure);
        var measure = analysis.Measures.FirstOrDefault(measure => measure.Name == objective.Measure);
        if (measure is null)
        {
            return $"Not answered: no trial measured {title}.";
        }
        if (Best(recipe, analysis, objective) is not { } best)
        {
            return "Not answered: no cell meets all constraints of the recipe.";
        }

        string found = Found(recipe, plan, objective, best);
        if (best.Cell == analysis.Baseline)
        {
            return $"{found}{Next(plan, analysis, measure, objective)}.";
        }
        return measure.Differences.FirstOrDefault(difference => difference.Cell == best.Cell) is { } apart
            ? $"{found}, {Apart(analysis, objective, apart, $"the baseline ({Name(plan, analysis.Baseline)})")}."
            : $"{found}; the baseline was not measured.";
    }

    /// <summary>
    /// For example "generator copula: the rows keep 88.8 % [87.0 %, 90.1 %] of the real rows’
    /// usefulness, the most of 3 cells".
    /// </summary>
    private static string Found(Recipe recipe, Plan plan, ObjectiveSettings objective, CellEstimate best)
    {
        string figure = $"{Figure(objective, best.Mean)} {Between(objective, best)}".TrimEnd();
        string said = MeasureCatalogue.Find(objective.Measure)?.Reading is { } reading
            ? $"the rows {string.Format(CultureInfo.InvariantCulture, reading, figure)}"
            : $"{MeasureCatalogue.TitleOf(objective.Measure)} is {figure}";
        string how = best.Interval is null ? " (one repeat, so there is no interval)" : "";
        if (plan.Cells.Count == 1)
        {
            return $"{Capital(said)}{how}";
        }

        string rank = objective.Goal == Goal.Maximize ? "the highest mean" : "the lowest mean";
        string among = recipe.Constraints is null ? "cells" : "cells whose means meet the constraints";
        return $"{Capital(Name(plan, best.Cell))}: {said}{how}, {rank} of the {among}";
    }

    /// <summary>For a baseline that is best: the cell that comes next, and by how much it differs.</summary>
    private static string Next(Plan plan, RunAnalysis analysis, MeasureAnalysis measure, ObjectiveSettings objective)
    {
        if (plan.Cells.Count == 1)
        {
            return "";
        }
        double sign = objective.Goal == Goal.Maximize ? 1 : -1;
        return measure.Differences.MaxBy(difference => sign * difference.Mean) is { } next
            ? $"; it is the baseline, and next comes {Name(plan, next.Cell)}, {Apart(analysis, objective, next, "it")}"
            : "; it is the baseline";
    }

    /// <summary>
    /// For example "0.275 more than the baseline (…) (95 % interval 0.254 to 0.296; p &lt; 0.001,
    /// Holm over 2 comparisons)".
    /// </summary>
    private static string Apart(
        RunAnalysis analysis,
        ObjectiveSettings objective,
        CellDifference difference,
        string baseline
    )
    {
        string size = IsShare(objective)
            ? $"{CardText.Points(Math.Abs(difference.Mean))} points"
            : CardText.Number(Math.Abs(difference.Mean));
        string apart = $"{size} {(difference.Mean >= 0 ? "more" : "less")} than {baseline}";
        if (difference.Interval is not { } interval)
        {
            return $"{apart}; one repeat cannot show whether that is chance";
        }

        string between = IsShare(objective)
            ? $"{CardText.Points(interval.Low)} to {CardText.Points(interval.High)}"
            : $"{CardText.Number(interval.Low)} to {CardText.Number(interval.High)}";
        string family =
            $"{CardText.Correction(analysis.Family.Correction)} over {analysis.Family.Comparisons} "
            + (analysis.Family.Comparisons == 1 ? "comparison" : "comparisons");
        return difference.AdjustedP switch
        {
            null => $"{apart} (95 % interval {between}; exploratory, for the measure is outside the declared family)",
            <= Level => $"{apart} (95 % interval {between}; {CardText.Named(difference.AdjustedP)}, {family})",
            _ => $"{apart}, which may be chance (95 % interval {between}; "
                + $"{CardText.Named(difference.AdjustedP)}, {family})",
        };
    }

    /// <summary>A measure with a reading is a share and is written in percent.</summary>
    private static bool IsShare(ObjectiveSettings objective) =>
        MeasureCatalogue.Find(objective.Measure)?.Reading is not null;

    private static string Figure(ObjectiveSettings objective, double value) =>
        IsShare(objective) ? CardText.Percent(value) : CardText.Number(value);

    private static string Between(ObjectiveSettings objective, CellEstimate cell) =>
        cell.Interval is { } interval ? $"[{Figure(objective, interval.Low)}, {Figure(objective, interval.High)}]" : "";

    private static string Name(Plan plan, int cell) => CardText.Levels(plan.Cells[cell - 1].Levels);

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
