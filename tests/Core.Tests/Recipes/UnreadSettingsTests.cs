using AethergenAI.Core.Tests.Recipes.Planning;
using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Core.Tests.Recipes;

public class UnreadSettingsTests
{
    [Theory]
    [InlineData("""{"base":{"generator":"trees"},"factors":{"generator":["trees","copula"]}}""", "base.generator")]
    [InlineData("""{"base":{"rows":5},"factors":{"rows":[5,6]}}""", "base.rows")]
    [InlineData("""{"base":{"syntheticRatio":2},"factors":{"synthetic-ratio":[1,2]}}""", "base.syntheticRatio")]
    [InlineData("""{"base":{"seedRows":50},"factors":{"seed-rows":[50,60]}}""", "base.seedRows")]
    [InlineData("""{"base":{"downstream":"trees"},"factors":{"downstream":["trees","linear"]}}""", "base.downstream")]
    [InlineData(
        """{"base":{"generator":"trees","options":{"min-leaf":5}},"factors":{"min-leaf":[10,20]}}""",
        "base.options.min-leaf"
    )]
    public void A_base_setting_that_a_factor_overrides_is_named(string parts, string key)
    {
        var recipe = PlannerTests.Recipe(parts);
        string note = Assert.Single(UnreadSettings.Of(recipe));
        Assert.StartsWith($"No trial reads '{key}'", note, StringComparison.Ordinal);
        Assert.Contains(note, Planner.Of(recipe, new PlanFacts()).Notes);
    }

    [Fact]
    public void An_option_that_a_generator_lacks_is_named()
    {
        var recipe = PlannerTests.Recipe("""{"factors":{"generator":["trees","copula"],"min-leaf":[10,20]}}""");
        Assert.StartsWith(
            "copula does not have the option 'min-leaf'",
            Assert.Single(UnreadSettings.Of(recipe)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_recipe_that_reads_all_it_sets_has_no_notes() =>
        Assert.Empty(
            UnreadSettings.Of(
                PlannerTests.Recipe("""{"base":{"generator":"trees","rows":5},"factors":{"min-leaf":[10,20]}}""")
            )
        );

    [Fact]
    public void A_share_of_a_holdout_that_is_given_as_a_file_is_refused() =>
        Assert.Equal(
            "recipe.contradiction",
            Assert
                .Throws<RefusedException>(() =>
                    PlannerTests.Recipe("""{"data":{"seed":"a.csv","holdout":"h.csv","holdoutShare":0.2}}""")
                )
                .Code
        );
}
