using System.Text.Json.Nodes;
using AethergenAI.Core.Tests.Recipes.Designs;
using AethergenAI.Generation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Recipes.Planning;

public class PlannerTests
{
    [Fact]
    public void Trials_come_repeat_by_repeat_the_baseline_first_and_then_the_cheapest()
    {
        var plan = Planner.Of(
            Recipe(
                """{"base":{"generator":"copula"},"factors":{"seed-rows":[600,500,100]},"baseline":{"seed-rows":500},"repeats":2}"""
            ),
            new PlanFacts(1000, [new PastTrial("copula", 700, 300, 10)])
        );

        Assert.Equal(
            ["c02-r1", "c03-r1", "c01-r1", "c02-r2", "c03-r2", "c01-r2"],
            plan.Trials.Select(trial => trial.Name)
        );
        Assert.Equal(2, plan.Baseline);
    }

    // 10 s for 700 + 300 rows are 0.01 s a row; the trials have 700 + 100 and 700 + 300 rows.
    [Fact]
    public void Time_and_money_follow_earlier_trials_of_the_generator()
    {
        var plan = Planner.Of(
            Recipe("""{"base":{"generator":"copula"},"factors":{"rows":[100,300]},"limits":{"pricePerHour":360}}"""),
            new PlanFacts(1000, [new PastTrial("copula", 700, 300, 10)])
        );

        Assert.Equal(18, plan.Seconds!.Value, precision: 9);
        Assert.Equal(1.8, plan.Money!.Value, precision: 9);
    }

    [Fact]
    public void What_was_never_timed_has_no_estimate_and_is_named()
    {
        var plan = Planner.Of(
            Recipe("""{"base":{"generator":"copula"},"factors":{"rows":[100,300]}}"""),
            new PlanFacts(1000)
        );

        Assert.Null(plan.Seconds);
        Assert.Contains(plan.Notes, note => note.Contains("no trial of copula was timed", StringComparison.Ordinal));
    }

    // A holdout of .3 leaves 700 of 1,000 rows, and 7,000 of 10,000: of 500 asked, 500 · 700 / 7,000 = 50 are seen.
    [Theory]
    [InlineData(10_000, true)]
    [InlineData(1_000, false)]
    public void A_private_fit_that_sees_fewer_rows_than_asked_says_so(int maxRows, bool says)
    {
        var plan = Planner.Of(
            Recipe("""{"base":{"generator":"mst","options":{"epsilon":1}},"factors":{"seed-rows":[500,600]}}"""),
            new PlanFacts(1000)
            {
                Schemas = [new Schema("s", [new IntegerColumn("a")]) { Privacy = new SchemaPrivacy(maxRows) }],
            }
        );

        Assert.Equal(
            says,
            plan.Notes.Any(note => note.Contains("500 seed rows sees about 50:", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_plan_says_once_which_relations_a_generator_cannot_learn()
    {
        var plan = Planner.Of(Recipe("""{"factors":{"generator":["trees","copula"]},"repeats":2}"""), new PlanFacts());

        string[] said = [.. plan.Notes.Where(note => note.Contains("not learn", StringComparison.Ordinal))];
        Assert.Equal([KnownGenerators.Copula.NotLearnt!], said);
    }

    [Theory]
    [InlineData(9.99, false)]
    [InlineData(10, true)]
    public void A_plan_doubts_an_epsilon_that_protects_hardly_anybody(double epsilon, bool doubted)
    {
        var plan = Planner.Of(
            Recipe($$"""{ "base":{ "generator":"mst" },"factors":{ "epsilon":[1,{{epsilon}}] } }"""),
            new PlanFacts()
        );

        Assert.Equal(doubted, plan.Notes.Any(note => note.StartsWith("ε = 10 protects", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cells_that_differ_only_downstream_of_the_fit_share_it()
    {
        var plan = Planner.Of(
            Recipe(
                """{"factors":{"rows":[100,300],"downstream":["linear","trees"],"seed-rows":[50,60]},"repeats":2}"""
            ),
            new PlanFacts()
        );

        Assert.Equal(16, plan.Trials.Count);
        Assert.Equal(4, plan.Trials.Select(trial => trial.Fit).Distinct().Count());
    }

    [Fact]
    public void A_data_set_more_repeats_the_design_on_it()
    {
        var recipe = RecipeReader.Read(
            """{"name":"a","data":{"seed":"a.csv","blocks":[{"name":"b","seed":"b.csv"}]},"factors":{"rows":[1,2]},"repeats":2}""",
            yaml: false
        );

        Assert.Equal(
            ["c01-r1", "c02-r1", "c01-b2-r1", "c02-b2-r1", "c01-r2", "c02-r2", "c01-b2-r2", "c02-b2-r2"],
            TrialPlan.Of(recipe).Select(trial => trial.Name)
        );
    }

    [Fact]
    public void More_trials_than_the_recipe_allows_are_refused() =>
        Assert.Equal(
            "recipe.over-trials",
            Assert
                .Throws<RefusedException>(() =>
                    TrialPlan.Of(Recipe("""{"factors":{"rows":[1,2]},"repeats":3,"limits":{"trials":5}}"""))
                )
                .Code
        );

    [Fact]
    public void A_template_that_waits_is_read_and_not_planned()
    {
        var recipe = RecipeReader.Read(RecipeTemplates.Find("vision").Text, yaml: false);

        Assert.Equal("recipe.waits", Assert.Throws<RefusedException>(() => TrialPlan.Of(recipe)).Code);
    }

    [Fact]
    public void An_effect_that_a_design_loses_is_named()
    {
        var plan = Planner.Of(FractionTests.TwoLevel(4, """{"kind":"fractional-factorial"}"""), new PlanFacts());

        Assert.Equal(4, plan.Design.Resolution);
        Assert.Equal(["d = a:b:c"], plan.Design.Generators);
        Assert.Equal(["I = a:b:c:d"], plan.Design.Relation);
        Assert.Contains(plan.Notes, note =>
            note.StartsWith("Effects not reported", StringComparison.Ordinal)
            && note.Contains("c:d", StringComparison.Ordinal)
        );
    }

    /// <summary>A recipe from its parts, named and with data where they are not.</summary>
    internal static Recipe Recipe(string parts)
    {
        var recipe = JsonNode.Parse(parts)!.AsObject();
        recipe.TryAdd("name", "a");
        recipe.TryAdd("data", new JsonObject { ["seed"] = "a.csv" });
        return RecipeReader.Read(recipe.ToJsonString(), yaml: false);
    }
}
