using AethergenAI.Cards.Analysis;
using AethergenAI.Core.Tests.Statistics;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Cards.Analysis;

[Trait("Speed", "Slow")]
public class ShapleySharesTests
{
    // y = 3a + b ± interaction 2ab over a 2×2 of ±1: sums of squares go as 9 : 1 : 4, and the interaction is shared.
    [Fact]
    public void In_a_balanced_design_an_interaction_is_shared_evenly()
    {
        double[] shares = Shares(
            AnovaTests.Factors(("a", 2), ("b", 2)),
            [
                [-3 - 1 + 2],
                [-3 + 1 - 2],
                [3 - 1 - 2],
                [3 + 1 + 2],
            ]
        );

        Assert.Equal(11 / 14.0, shares[0], tolerance: 1e-12);
        Assert.Equal(3 / 14.0, shares[1], tolerance: 1e-12);
    }

    // By the definition: over all orders of three factors, what each adds to R² of main effects and pairs,
    // in a design that is not orthogonal.
    [Fact]
    public void In_any_design_shares_are_the_average_over_all_orders()
    {
        var recipe = AnovaTests.Factors(("a", 2), ("b", 3), ("c", 2)) with
        {
            Design = new DesignSettings { Kind = DesignKind.Random, Cells = 11 },
        };
        var design = DesignCells.Of(recipe);
        var model = EffectModel.Of(recipe, design);
        var random = new RandomStream(3);
        double[][] values = [.. design.Cells.Select(_ => new[] { random.NextDouble() })];
        double[] y = [.. values.Select(value => value[0])];

        double Explained(int[] set)
        {
            var basis = new OrthonormalBasis();
            basis.Add([
                [.. Enumerable.Repeat(1.0, 11)],
            ]);
            foreach (
                var term in model.Planned.Where(term =>
                    set.Contains(term.First) && (term.Second is not { } second || set.Contains(second))
                )
            )
            {
                basis.Add(model.Columns(term));
            }

            return basis.Explained(y, 1);
        }

        int[][] orders =
        [
            [0, 1, 2],
            [0, 2, 1],
            [1, 0, 2],
            [1, 2, 0],
            [2, 0, 1],
            [2, 1, 0],
        ];
        double[] expected =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(factor =>
                    orders.Average(order =>
                    {
                        int at = Array.IndexOf(order, factor);
                        return (Explained(order[..(at + 1)]) - Explained(order[..at])) / Explained([0, 1, 2]);
                    })
                ),
        ];
        double[] shares = Shares(recipe, values);

        for (int factor = 0; factor < 3; factor++)
        {
            Assert.Equal(expected[factor], shares[factor], tolerance: 1e-9);
        }
        Assert.Equal(1, shares.Sum(), tolerance: 1e-9);
    }

    [Fact]
    public void Cells_that_do_not_differ_have_no_shares() =>
        Assert.Null(
            Computed(
                AnovaTests.Factors(("a", 2), ("b", 2)),
                [
                    [1, 2],
                    [1, 2],
                    [1, 2],
                    [1, 2],
                ]
            )
        );

    // True means: 0.02·a + 0.01·b + 0.005·ab with a, b = ±1, noise of 0.01 in every trial: shares 0.787 and 0.213.
    // 4,000 experiments: the standard error of a coverage of 95 % is √(.95·.05/4,000) = 0.0034.
    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(30)]
    public void Intervals_cover_as_often_as_they_say(int repeats)
    {
        var recipe = AnovaTests.Factors(("a", 2), ("b", 2));
        double truth = ((0.02 * 0.02) + (0.005 * 0.005 / 2)) / ((0.02 * 0.02) + (0.01 * 0.01) + (0.005 * 0.005));
        double[] means = [-0.02 - 0.01 + 0.005, -0.02 + 0.01 - 0.005, 0.02 - 0.01 - 0.005, 0.02 + 0.01 + 0.005];
        var random = new RandomStream((ulong)repeats);
        int covered = 0;
        for (int experiment = 0; experiment < 4_000; experiment++)
        {
            double[][] values = new double[4][];
            for (int cell = 0; cell < 4; cell++)
            {
                values[cell] = new double[repeats];
                for (int repeat = 0; repeat < repeats; repeat++)
                {
                    values[cell][repeat] = means[cell] + (0.01 * PairedTestTests.Normal(ref random));
                }
            }

            var interval = Computed(recipe, values)!.Value.Intervals[0]!;
            covered += interval.Low <= truth && truth <= interval.High ? 1 : 0;
        }

        Assert.InRange(covered / 4_000.0, 0.93, 0.97);
    }

    private static double[] Shares(Recipe recipe, double[][] values) => Computed(recipe, values)!.Value.Shares;

    private static (double[] Shares, Interval?[] Intervals)? Computed(Recipe recipe, double[][] values)
    {
        var design = DesignCells.Of(recipe);
        var shapley = ShapleyShares.Of(
            recipe.Factors.Count,
            EffectModel.Of(recipe, design),
            [.. Enumerable.Range(1, design.Cells.Count)]
        );
        return shapley!.Compute(RunAnalyzerTests.Repeats(values));
    }
}
