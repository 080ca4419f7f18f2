using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cards;

/// <summary>Which cell answers the question best, and how surely, in one sentence.</summary>
internal static class CardAnswer
{
    private const double Level = 0.05;

    /// <summary>What cells are judged by: the recipe's objective; else utility where every measured cell has it; else the shape of columns.</summary>
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

    /// <summary>Whether a cell's means keep every constraint; null where there is none or one was not measured.</summary>
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
    /// The best cell among those that keep the constraints: by its difference to the baseline within repeats where there is one, so that a cell which lacks
    /// an unlucky repeat is not best for that; by its mean otherwise.
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
        var measure = analysis.Measures.FirstOrDefault(measure => measure.Name == objective.Measure);
        if (measure is null)
        {
            return $"Not answered: no trial has {objective.Measure}.";
        }
        if (Best(recipe, analysis, objective) is not { } best)
        {
            return $"Not answered: no cell keeps the recipe's constraints in all it was measured by.";
        }

        string word = objective.Goal == Goal.Maximize ? "highest" : "lowest";
        string kept = recipe.Constraints is null ? "" : " of those that keep the constraints";
        string reached =
            plan.Cells.Count == 1
                ? $"{objective.Measure} is"
                : $"{Name(plan, best.Cell)} has the {word} {objective.Measure}{kept},";
        string figure = $"{CardText.Number(best.Mean)} {CardText.Between(best.Interval)}".TrimEnd();
        string how = best.Interval is null ? " (one repeat, so no interval)" : "";
        if (best.Cell == analysis.Baseline)
        {
            return $"{reached} {figure}{how}{Next(plan, analysis, measure, objective)}.";
        }
        return measure.Differences.FirstOrDefault(difference => difference.Cell == best.Cell) is { } found
            ? $"{reached} {figure}{how}: {Against(plan, analysis, found)}."
            : $"{reached} {figure}{how}; the baseline has none to compare with.";
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
            ? $", and it is the baseline; next is cell {next.Cell} ({CardText.Levels(plan.Cells[next.Cell - 1].Levels)}), {Apart(analysis, next, "it")}"
            : ", and it is the baseline";
    }

    private static string Against(Plan plan, RunAnalysis analysis, CellDifference difference) =>
        Apart(analysis, difference, $"the baseline ({CardText.Levels(plan.Cells[analysis.Baseline - 1].Levels)})");

    private static string Apart(RunAnalysis analysis, CellDifference difference, string baseline)
    {
        string apart = $"{CardText.Signed(difference.Mean)} {CardText.Between(difference.Interval)}".TrimEnd();
        if (difference.Interval is null)
        {
            return $"{apart} against {baseline}, which one repeat cannot tell from chance";
        }

        string family =
            $"{CardText.Correction(analysis.Family.Correction)} over {analysis.Family.Comparisons} comparisons";
        return difference.AdjustedP switch
        {
            null => $"{apart} against {baseline}, exploratory because the measure is outside the declared family",
            <= Level => $"{apart} against {baseline}, told apart ({CardText.Named(difference.AdjustedP)}, {family})",
            _ => $"{apart} against {baseline}, not told apart ({CardText.Named(difference.AdjustedP)}, {family})",
        };
    }

    private static string Name(Plan plan, int cell) => $"Cell {cell} ({CardText.Levels(plan.Cells[cell - 1].Levels)})";
}
