using AethergenAI.Core.Tests.Generation;
using AethergenAI.Generation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Core.Tests.Recipes;

/// <summary>A recipe's option values are looked at wherever they stand, before anything runs.</summary>
public sealed class RecipeOptionTests
{
    [Theory, MemberData(nameof(BadOptions.All), MemberType = typeof(BadOptions))]
    public void A_bad_value_is_refused_as_a_constant(string generator, string option, string value, string wanted) =>
        Refused(
            $$$"""{"base":{"generator":"{{{generator}}}","options":{"{{{option}}}":{{{value}}} } } }""",
            $"'{option}' of {generator} must be {wanted}",
            $"the recipe's 'base.options.{option}' says {value}"
        );

    [Theory, MemberData(nameof(BadOptions.All), MemberType = typeof(BadOptions))]
    public void A_bad_value_is_refused_as_a_level(string generator, string option, string value, string wanted) =>
        Refused(
            $$$"""{"base":{"generator":"{{{generator}}}"},"factors":{"{{{option}}}":[{{{Good(generator, option)}}},{{{value}}}]}}""",
            $"'{option}' of {generator} must be {wanted}",
            $"the recipe's 'factors.{option}' says {value}"
        );

    [Fact]
    public void A_level_must_suit_every_generator_that_has_the_option() =>
        Refused(
            """{"factors":{"generator":["trees","arn","copula"],"order":["fixed","random"]}}""",
            "'order' of trees must be one of mutual-information, size, fixed",
            "'factors.order' says \"random\""
        );

    [Theory]
    [InlineData(0, 8, "low", "0")]
    [InlineData(1, 65, "high", "65")]
    [InlineData(1.5, 8, "low", "1.5")]
    public void Both_ends_of_a_range_are_values_of_the_option(double low, double high, string end, string says) =>
        Refused(
            FormattableString.Invariant(
                $$$"""{"base":{"generator":"trees"},"ranges":{"trees":{"low":{{{low}}},"high":{{{high}}}}},"design":{"kind":"random","cells":3}}"""
            ),
            "'trees' of trees must be a whole number from 1 to 64",
            $"'ranges.trees.{end}' says {says}"
        );

    [Fact]
    public void A_baseline_within_a_range_is_a_value_of_the_option() =>
        Refused(
            """{"base":{"generator":"trees"},"ranges":{"trees":{"low":1,"high":9}},"design":{"kind":"random","cells":3},"baseline":{"trees":2.5}}""",
            "'trees' of trees must be a whole number",
            "'baseline.trees' says 2.5"
        );

    [Fact]
    public void An_unknown_option_is_refused_with_the_nearest_one() =>
        Refused(
            """{"base":{"generator":"arn","options":{"presicion":"fp8"}}}""",
            "'presicion' is not an option of arn",
            "Did you mean 'precision'?"
        );

    [Fact]
    public void Options_that_contradict_each_other_are_refused_by_the_cell_that_has_them()
    {
        var recipe = Read("""{"base":{"generator":"arn"},"factors":{"experts":[0,2,4],"active":[1,4]}}""");
        var refused = Assert.Throws<RefusedException>(() => TrialPlan.Of(recipe));

        // Cells 1 to 3 have one active expert and cells 4 to 6 have four, of 0, 2 and 4 experts each.
        Assert.Equal("generation.option-range", refused.Code);
        Assert.Contains("at most 2, the number of experts", refused.Message, StringComparison.Ordinal);
        Assert.Contains("cell 5 of the recipe says 4", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            4,
            TrialPlan.Of(Read("""{"base":{"generator":"arn"},"factors":{"experts":[0,4],"active":[1,4]}}""")).Count
        );
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void A_flag_reaches_the_fit_as_it_was_written(string flag)
    {
        var trial = TrialPlan.Of(
            Read($$$"""{"base":{"generator":"trees","options":{"replay-check":{{{flag}}} } } }""")
        )[0];

        Assert.Equal(flag, TrialKeys.Given(trial.Settings, KnownGenerators.Trees)["replay-check"]);
        Assert.Equal(flag == "true", TrialKeys.Values(trial.Settings).Flag("replay-check"));
    }

    private static string Good(string generator, string option)
    {
        var known = GeneratorOptionTests.Option(generator, option);
        return known.Kind switch
        {
            OptionKind.Integer or OptionKind.Number => known.Default is "" ? "0.5" : known.Default,
            OptionKind.Boolean => known.Default,
            _ => $"\"{known.Default}\"",
        };
    }

    private static void Refused(string parts, params string[] says)
    {
        var refused = Assert.Throws<RefusedException>(() => Read(parts));

        Assert.StartsWith("generation.", refused.Code, StringComparison.Ordinal);
        Assert.All(says, words => Assert.Contains(words, refused.Message, StringComparison.Ordinal));
    }

    private static Recipe Read(string parts) =>
        RecipeReader.Read($$"""{"name":"a","data":{"seed":"a.csv"},{{parts[1..]}}""", yaml: false);
}
