using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Recipes;

namespace AethergenAI.Cards.Analysis;

/// <summary>The measures that cards use by default, and the direction in which a measure is better.</summary>
internal static class MeasureGoals
{
    internal static readonly string Utility = UtilityMeasures.Ratio.Key,
        Shapes = ColumnShapes.Description.Key,
        Processor = CostMeasures.Processor.Key,
        Wall = CostMeasures.Elapsed.Key,
        Memory = CostMeasures.Memory.Key,
        Epsilon = CostMeasures.Epsilon.Key;

    /// <summary>
    /// What cells are judged by: the recipe's objective; without one, utility if any trial has it, and column shapes
    /// otherwise. A cell that lacks the measure is not ranked.
    /// </summary>
    /// <param name="measured">The names of the measures that trials have.</param>
    internal static ObjectiveSettings Objective(Recipe recipe, IEnumerable<string> measured) =>
        recipe.Objective ?? new ObjectiveSettings(measured.Contains(Utility) ? Utility : Shapes);

    /// <summary>From the catalogue; for a measure that is not in it, larger is better.</summary>
    internal static Goal Of(string measure) =>
        MeasureCatalogue.Find(measure)?.Better == Better.Lower ? Goal.Minimize : Goal.Maximize;
}
