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

    /// <summary>From the catalogue; for a measure that is not in it, larger is better.</summary>
    internal static Goal Of(string measure) =>
        MeasureCatalogue.Find(measure)?.Better == Better.Lower ? Goal.Minimize : Goal.Maximize;
}
