using System.Globalization;
using AethergenAI.Cards.Analysis;
using AethergenAI.Evaluation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cards;

/// <summary>Which cell answers the question best, and how surely, in one sentence.</summary>
internal static class CardAnswer
{
    private const double Level = 0.05;

    /// <summary>
    /// What cells are judged by: the recipe's objective; else utility where every measured cell has it;
    /// else the shape of columns.
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
    /// Whether a cell's means keep every constraint; null where there is none or one was not measured.
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
    /// The best cell among those that keep the constraints: by its difference to the baseline within repeats where
    /// there is one, so that a cell which lacks an unlucky repeat is not best for that; by its mean otherwise.
    /// </summary>
    /// <returns>Null where no cell keeps them or nothing was measured.</returns>
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
            return "Not answered: no cell keeps the recipe's constraints in every measure that they name.";
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
    /// "generator copula: the rows keep 88.8 % [87.0 %, 90.1 %] of the real rows’ usefulness, the most of 3 cells".
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

        string rank = objective.Goal == Goal.Maximize ? "the highest" : "the lowest";
        string among = recipe.Constraints is null ? "cells" : "cells that keep the constraints";
        return $"{Capital(Name(plan, best.Cell))}: {said}{how}, {rank} of the {among}";
    }

    /// <summary>Of a baseline that is best, by how much: the cell that comes next beside it.</summary>
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
    /// "0.275 more than the baseline (…) (95 % interval 0.254 to 0.296; p &lt; 0.001, Holm over 2 comparisons)".
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
            $"{CardText.Correction(analysis.Family.Correction)} over {analysis.Family.Comparisons} comparisons";
        return difference.AdjustedP switch
        {
            null => $"{apart} (95 % interval {between}; exploratory, for the measure is outside the declared family)",
            <= Level => $"{apart} (95 % interval {between}; {CardText.Named(difference.AdjustedP)}, {family})",
            _ => $"{apart}, which may be chance (95 % interval {between}; "
                + $"{CardText.Named(difference.AdjustedP)}, {family})",
        };
    }

    /// <summary>A measure with a reading is a share and is told in percent.</summary>
    private static bool IsShare(ObjectiveSettings objective) =>
        MeasureCatalogue.Find(objective.Measure)?.Reading is not null;

    private static string Figure(ObjectiveSettings objective, double value) =>
        IsShare(objective) ? CardText.Percent(value) : CardText.Number(value);

    private static string Between(ObjectiveSettings objective, CellEstimate cell) =>
        cell.Interval is { } interval ? $"[{Figure(objective, interval.Low)}, {Figure(objective, interval.High)}]" : "";

    private static string Name(Plan plan, int cell) => CardText.Levels(plan.Cells[cell - 1].Levels);

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
