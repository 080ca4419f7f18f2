using System.Text.Json;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Core.Tests.Recipes.Planning;

public class TrialPlanTests
{
    [Fact]
    public void A_recipe_without_factors_is_one_cell() =>
        Assert.Equal(["c01-r1"], TrialPlan.Of(Recipe("{}", repeats: 1)).Select(trial => trial.Name));

    [Fact]
    public void Every_combination_of_levels_is_a_cell_and_the_last_factor_varies_fastest()
    {
        var plan = TrialPlan.Of(Recipe("""{"rows":[10,20,30],"generator":["independent","copula"]}""", repeats: 1));

        Assert.Equal(
            ["1 independent 10", "2 independent 20", "3 independent 30", "4 copula 10", "5 copula 20", "6 copula 30"],
            plan.Select(trial => $"{trial.Cell} {trial.Settings.Generator} {trial.Settings.Rows}")
        );
    }

    [Fact]
    public void A_repeat_has_the_same_seed_in_every_cell()
    {
        var plan = TrialPlan.Of(Recipe("""{"generator":["independent","copula"]}""", repeats: 3));

        Assert.Equal(
            ["c01-r1 5", "c02-r1 5", "c01-r2 6", "c02-r2 6", "c01-r3 7", "c02-r3 7"],
            plan.Select(trial => $"{trial.Name} {trial.Settings.Seed}")
        );
    }

    [Fact]
    public void The_plan_depends_on_the_meaning_and_not_on_the_order_of_keys()
    {
        var plan = TrialPlan.Of(Recipe("""{"rows":[10,20],"generator":["copula","independent"]}""", repeats: 1));
        var other = TrialPlan.Of(Recipe("""{"generator":["copula","independent"],"rows":[10,20]}""", repeats: 1));

        Assert.Equal(JsonSerializer.Serialize(plan, Json.Options), JsonSerializer.Serialize(other, Json.Options));
    }

    [Fact]
    public void More_trials_than_anyone_waits_for_are_refused_before_they_are_listed()
    {
        string levels = string.Join(',', Enumerable.Range(1, 1_000));
        var recipe = Recipe($$"""{"rows":[{{levels}}],"seed-rows":[{{levels}}]}""", repeats: 100);

        var refusal = Assert.Throws<RefusedException>(() => TrialPlan.Of(recipe));

        Assert.Equal("recipe.too-many-trials", refusal.Code);
        Assert.Contains("100,000,000", refusal.Message, StringComparison.Ordinal);
    }

    private static Recipe Recipe(string factors, int repeats) =>
        RecipeReader.Read(
            $$"""{"name":"a","data":{"seed":"a.csv"},"base":{"seed":5},"factors":{{factors}},"repeats":{{repeats}}}""",
            yaml: false
        );
}
