using AethergenAI.Cards.Analysis;
using AethergenAI.Core.Tests.Recipes.Designs;
using AethergenAI.Core.Tests.Recipes.Planning;
using AethergenAI.Recipes;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Cards.Analysis;

public partial class RunAnalyzerTests
{
    [Fact]
    public void One_at_a_time_the_effect_of_a_level_is_its_difference_to_the_baseline()
    {
        var recipe = AnovaTests.Factors(("a", 3), ("b", 2)) with
        {
            Repeats = 3,
            Design = new DesignSettings { Kind = DesignKind.OneAtATime },
        };
        var measure = One(
            recipe,
            [
                [1, 2, 3],
                [1.5, 2.4, 3.6],
                [3, 4.1, 5.5],
                [0.5, 1.7, 2.2],
            ]
        );

        Assert.Equal(["a a3", "b b2", "a a2"], measure.Effects.Select(effect => $"{effect.Factor} {effect.Level}"));
        foreach (
            var (effect, difference) in new[]
            {
                (measure.Effects[2], measure.Differences[0]),
                (measure.Effects[0], measure.Differences[1]),
                (measure.Effects[1], measure.Differences[2]),
            }
        )
        {
            Assert.Equal(difference.Mean, effect.Difference, tolerance: 1e-12);
            Assert.Equal(difference.Interval!.Low, effect.Interval!.Low, tolerance: 1e-9);
        }
    }

    [Fact]
    public void In_a_full_factorial_the_effect_of_a_level_is_the_difference_of_its_averages()
    {
        var measure = One(
            AnovaTests.Factors(("a", 2), ("b", 3)) with
            {
                Repeats = 2,
            },
            [
                [1, 2],
                [2, 3],
                [4, 4],
                [2, 5],
                [3, 3],
                [7, 8],
            ]
        );
        var a = measure.Effects.Single(effect => effect.Factor == "a");

        // Repeat 1: (2+3+7)/3 − (1+2+4)/3 = 5/3; repeat 2: (5+3+8)/3 − (2+3+4)/3 = 7/3; s = √2/3, and both split
        // the same rows 7 : 3.
        Assert.Equal(2, a.Difference, tolerance: 1e-12);
        Assert.Equal(
            2 + (12.7062047 * Math.Sqrt(2) / 3 * Math.Sqrt(0.5 + (3 / 7.0))),
            a.Interval!.High,
            tolerance: 1e-6
        );
    }

    [Fact]
    public void In_a_fraction_every_effect_names_what_it_is_confounded_with()
    {
        var random = new RandomStream(1);
        double[][] values = [.. Enumerable.Range(0, 4).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        var measure = One(
            FractionTests.TwoLevel(3, """{"kind":"fractional-factorial","resolution":3}""", repeats: 2),
            values
        );

        Assert.Equal(
            ["a b:c", "b a:c", "c a:b"],
            measure.Effects.Select(effect => $"{effect.Factor} {string.Join(' ', effect.AliasedWith)}").Order()
        );
        Assert.Equal(["a", "b", "c"], measure.Anova!.Rows.Select(row => row.Term));
    }

    [Theory]
    [InlineData(0.002, EquivalenceVerdict.Equivalent)]
    [InlineData(0.02, EquivalenceVerdict.Different)]
    [InlineData(0.005, EquivalenceVerdict.Undecided)]
    public void A_level_is_as_good_as_another_within_a_margin_or_not(double apart, EquivalenceVerdict verdict)
    {
        var levels = FractionTests.Levels("a1", "a2");
        var recipe = AnovaTests.Factors(("a", 2), ("b", 2)) with
        {
            Repeats = 3,
            Analysis = new AnalysisSettings
            {
                Equivalence = [new EquivalenceSettings(Measure, 0.005, "a", levels[1], levels[0])],
            },
        };
        var analysis = RunAnalyzer.Of(
            recipe,
            Outcomes(
                [
                    [0.9, 0.8, 0.85],
                    [0.7, 0.75, 0.8],
                    [0.9 + apart, 0.8005 + apart, 0.8495 + apart],
                    [0.7 + apart, 0.75 + apart, 0.8 + apart],
                ],
                Measure
            ),
            default
        );
        var result = Assert.Single(analysis.Equivalences);

        Assert.Equal("a a2 is within ±0.005 of a1 in Utility, synthetic ÷ real", result.Claim);
        Assert.Equal(verdict, result.Verdict);
    }

    // trees with two leaf sizes, and copula, which has no leaves, twice: three different cells in three repeats are
    // nine observations; repeats take 3 degrees of freedom, the two main effects 2, so 4 are left.
    // Twelve would leave 6.
    [Fact]
    public void Trials_that_are_the_same_in_two_cells_count_once()
    {
        var recipe = PlannerTests.Recipe(
            """
            {"factors":{"generator":["trees","copula"],"min-leaf":[10,20]},
             "repeats":3,"measures":["utility.ratio"]}
            """
        );
        var analysis = RunAnalyzer.Of(
            recipe,
            Outcomes(
                [
                    [1, 2, 3],
                    [1.5, 2.4, 3.6],
                    [3, 4.1, 5.5],
                    [3, 4.1, 5.5],
                ],
                Measure
            ),
            default
        );
        var measure = Assert.Single(analysis.Measures);

        Assert.Equal(4, measure.Anova!.Residual.Freedom);
        Assert.Equal(2, analysis.Family.Comparisons);
        Assert.Null(measure.Differences.Single(difference => difference.Cell == 4).P);
        Assert.Contains(analysis.Notes, note =>
            note.StartsWith(
                "“generator copula, min-leaf 20” has the same trials as “generator copula, min-leaf 10”",
                StringComparison.Ordinal
            )
        );
    }
}
