using System.Globalization;
using AethergenAI.Generation;
using AethergenAI.Recipes.Designs;
using AethergenAI.Tables;

namespace AethergenAI.Recipes.Planning;

/// <summary>Makes the plan of a recipe.</summary>
public static class Planner
{
    /// <summary>What a person is told before private trials spend anything: what withholds their claims.</summary>
    public static IEnumerable<string> Withheld(Recipe recipe, IReadOnlyList<Schema> schemas) =>
        PlanNotes.Withheld(TrialPlan.Of(recipe), schemas);

    /// <exception cref="RefusedException">There are too many trials, a requested effect is confounded,
    /// the total ε is above its limit, or the template needs a feature that does not exist yet.</exception>
    public static Plan Of(Recipe recipe, PlanFacts facts)
    {
        var design = DesignCells.Of(recipe);
        var trials = TrialPlan.Of(recipe, design);
        var effects = EffectModel.Of(recipe, design);
        var times = new TrialTimes(recipe, facts);
        var planned = trials.Select(trial => Planned(trial, times)).ToList();
        var fits = planned.DistinctBy(trial => trial.Fit).ToList();
        double? epsilon = fits.Any(fit => fit.Epsilon is not null) ? fits.Sum(fit => fit.Epsilon ?? 0) : null;
        if (recipe.Limits?.Epsilon is { } limit && epsilon > limit * (1 + 1e-9))
        {
            throw RecipeRefusals.OverEpsilon(epsilon.Value, limit);
        }

        double? seconds = planned.All(trial => trial.Seconds is not null)
            ? planned.Sum(trial => trial.Seconds!.Value)
            : null;
        double? money = recipe.Limits?.PricePerHour is { } price ? seconds / 3600 * price : null;
        return new Plan
        {
            Name = recipe.Name,
            Question = recipe.Question,
            RecipeHash = RecipeHash.Of(recipe),
            Design = new PlannedDesign(
                recipe.Design?.Kind ?? DesignKind.FullFactorial,
                recipe.Repeats,
                1 + (recipe.Data.Blocks?.Count ?? 0),
                design.Fraction?.Resolution,
                [.. design.Fraction?.Generators.Select(word => word.ToString()) ?? []],
                [.. design.Fraction?.Relation() ?? []]
            ),
            Cells = [.. design.Cells.Select((levels, at) => new PlannedCell(at + 1, levels, at >= design.Designed))],
            Baseline = design.Baseline,
            Effects = effects.Effects,
            Trials = TrialOrder.CheapestFirst(planned, design.Baseline),
            Epsilon = epsilon,
            Spending = facts.Spending,
            Seconds = seconds,
            Money = money,
            Notes =
            [
                .. PlanNotes.Withheld(trials, facts.Schemas),
                .. PlanNotes.FewerRows(recipe, trials, facts),
                .. PlanNotes.Of(recipe, design, effects, planned, times, seconds, money),
            ],
        };
    }

    private static PlannedTrial Planned(Trial trial, TrialTimes times) =>
        new(
            trial.Name,
            trial.Cell,
            trial.Block,
            trial.Repeat,
            trial.Levels,
            KnownGenerators.Named(trial.Settings.Generator).Name,
            TrialKeys.Epsilon(trial.Settings),
            times.Of(trial),
            TrialKeys.Fit(trial, trial.Block.ToString(CultureInfo.InvariantCulture))
        );
}
