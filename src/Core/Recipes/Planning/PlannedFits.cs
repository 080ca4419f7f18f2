using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Generation.Constraints;
using AethergenAI.Generation.Private;
using AethergenAI.Tables;

namespace AethergenAI.Recipes.Planning;

/// <summary>
/// Refuses a plan whose fits cannot succeed, as far as the schema alone tells, so that nobody waits for a run to learn
/// it. The fits check the same again, with the rows.
/// </summary>
public static class PlannedFits
{
    /// <param name="plan">The recipe's trials.</param>
    /// <param name="schemas">The schemas of the recipe's data sets, its own first.</param>
    /// <exception cref="RefusedException">A schema lacks the recipe's target, or a generator of the plan cannot model
    /// it: it has free text, a column in doubt, constraints that no row can satisfy, or lacks what differential privacy
    /// needs.</exception>
    public static void Require(Recipe recipe, IReadOnlyList<Trial> plan, IReadOnlyList<Schema> schemas)
    {
        string?[] targets = [recipe.Data.Target, .. (recipe.Data.Blocks ?? []).Select(block => block.Target)];
        foreach (var (schema, target) in schemas.Zip(targets).Distinct())
        {
            if (target is not null)
            {
                EvaluationRefusals.RequireTarget(schema, target);
            }
            FittableSchema.Require(schema);
            ConstraintCheck.Satisfiable(schema);
        }

        foreach (var trial in plan.DistinctBy(trial => TrialKeys.Fit(trial, $"{trial.Block}")))
        {
            if (TrialKeys.Terms(trial.Settings) is { } terms)
            {
                Declarations.Require(schemas[trial.Block - 1], terms);
            }
        }
    }
}
