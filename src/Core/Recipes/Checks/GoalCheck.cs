using AethergenAI.Evaluation;
using static AethergenAI.Recipes.Checks.RecipeCheck;

namespace AethergenAI.Recipes.Checks;

/// <summary>
/// Checks that a recipe's measures, constraints, limits and analysis are valid and do not contradict each other.
/// </summary>
internal static class GoalCheck
{
    internal static void Check(Recipe recipe)
    {
        for (int i = 0; i < (recipe.Measures?.Count ?? 0); i++)
        {
            CheckMeasure($"measures[{i}]", recipe.Measures![i]);
        }
        Require(
            (recipe.Measures ?? []).Distinct().Count() == (recipe.Measures?.Count ?? 0),
            "measures",
            "a list that names each measure once"
        );
        if (recipe.Objective is { } objective)
        {
            CheckMeasure("objective.measure", objective.Measure);
        }

        CheckConstraints(recipe.Constraints ?? []);
        CheckLimits(recipe.Limits ?? new LimitSettings());
        CheckAnalysis(recipe);
        if (recipe.EarlyStop is { } stop)
        {
            Require(stop.Keep is >= 0.1 and <= 0.9, "earlyStop.keep", "between 0.1 and 0.9");
            Require(
                stop.AfterRepeats is >= 2 and <= MaxRepeats,
                "earlyStop.afterRepeats",
                $"between 2 and {MaxRepeats}"
            );
            if (stop.AfterRepeats >= recipe.Repeats)
            {
                throw RecipeRefusals.Contradiction(
                    "earlyStop.afterRepeats",
                    "repeats",
                    "there are no further repeats to save"
                );
            }
        }
    }

    private static void CheckConstraints(IReadOnlyList<ConstraintSettings> constraints)
    {
        for (int i = 0; i < constraints.Count; i++)
        {
            var constraint = constraints[i];
            CheckMeasure($"constraints[{i}].measure", constraint?.Measure);
            Require(
                constraint!.AtLeast is not null || constraint.AtMost is not null,
                $"constraints[{i}]",
                "bounded by 'atLeast' or 'atMost'"
            );
        }

        foreach (var measure in constraints.GroupBy(constraint => constraint.Measure))
        {
            double low = measure.Max(constraint => constraint.AtLeast ?? double.NegativeInfinity);
            double high = measure.Min(constraint => constraint.AtMost ?? double.PositiveInfinity);
            if (low > high)
            {
                throw RecipeRefusals.Contradiction(
                    $"at least {low} of {measure.Key}",
                    $"at most {high}",
                    "no cell can satisfy both"
                );
            }
        }
    }

    private static void CheckLimits(LimitSettings limits)
    {
        Require(limits.Trials is null or >= 1, "limits.trials", "at least 1");
        Require(limits.Minutes is null or > 0, "limits.minutes", "above 0");
        Require(limits.Money is null or > 0, "limits.money", "above 0");
        Require(limits.PricePerHour is null or >= 0, "limits.pricePerHour", "0 or more");
        Require(limits.Epsilon is null or >= 0, "limits.epsilon", "0 or more");
        if (limits.Money is not null && limits.PricePerHour is null)
        {
            throw RecipeRefusals.MoneyWithoutPrice();
        }
    }

    private static void CheckAnalysis(Recipe recipe)
    {
        var analysis = recipe.Analysis ?? new AnalysisSettings();
        Require(analysis.Detect > 0 && double.IsFinite(analysis.Detect), "analysis.detect", "above 0");
        var pareto = analysis.Pareto ?? [];
        Require(
            pareto.Count is 0 or (>= 2 and <= 4),
            "analysis.pareto",
            "a list of two to four measures with their goals"
        );
        for (int i = 0; i < pareto.Count; i++)
        {
            CheckMeasure($"analysis.pareto[{i}].measure", pareto[i]?.Measure);
        }
        for (int i = 0; i < (analysis.Equivalence?.Count ?? 0); i++)
        {
            CheckEquivalence(recipe, $"analysis.equivalence[{i}]", analysis.Equivalence![i]);
        }
    }

    private static void CheckEquivalence(Recipe recipe, string path, EquivalenceSettings claim)
    {
        CheckMeasure($"{path}.measure", claim?.Measure);
        Require(claim!.Margin > 0 && double.IsFinite(claim.Margin), $"{path}.margin", "above 0");
        if (claim.Factor is not { } factor)
        {
            Require(claim.Level is null && claim.Against is null, $"{path}.factor", "set if a level is");
            return;
        }

        if (!recipe.Factors.TryGetValue(factor, out var levels))
        {
            throw RecipeRefusals.NotAFactor(
                $"{path}.factor",
                factor,
                Spelling.Nearest(factor, recipe.Factors.Keys),
                recipe.Factors.Keys
            );
        }

        Require(
            claim.Level is { } level && levels.Contains(level, LevelComparer.Instance),
            $"{path}.level",
            "one of the factor's levels"
        );
        Require(
            claim.Against is not { } against || levels.Contains(against, LevelComparer.Instance),
            $"{path}.against",
            "one of the factor's levels"
        );
        bool same = claim.Against is { } other && LevelComparer.Instance.Equals(other, claim.Level!.Value);
        Require(!same, $"{path}.against", "a different level than the one compared with it");
    }

    private static void CheckMeasure(string path, string? name)
    {
        if (name is null || MeasureCatalogue.Find(name) is null)
        {
            string[] known = [.. MeasureCatalogue.All.Select(measure => measure.Key)];
            throw RecipeRefusals.UnknownMeasure(path, name, Spelling.Nearest(name ?? "", known));
        }
    }
}
