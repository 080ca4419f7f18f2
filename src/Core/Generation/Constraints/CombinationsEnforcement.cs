using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Constraints;

/// <summary>
/// Enforces fixed combinations: the columns share one joint token, whose values are the seed's combinations.
/// </summary>
internal static class CombinationsEnforcement
{
    internal static void Place(ConstraintPlan plan, Schema schema, Table seed)
    {
        foreach (var combinations in plan.Active.OfType<CombinationsConstraint>())
        {
            plan.Copy(combinations);
        }
        if (plan.Keys.Keys.FirstOrDefault(plan.Groups.Holds) is { } both)
        {
            throw GenerationRefusals.UniqueInCombinations(both);
        }
    }
}
