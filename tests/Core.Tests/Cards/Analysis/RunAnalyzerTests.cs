using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Cards.Analysis;

public partial class RunAnalyzerTests
{
    private const string Measure = "utility.ratio";

    [Fact]
    public void Cells_and_differences_are_over_repeats_and_within_them()
    {
        var measure = One(
            AnovaTests.Factors(("a", 2)) with
            {
                Repeats = 3,
            },
            [
                [0.80, 0.70, 0.90],
                [0.83, 0.72, 0.94],
            ]
        );
        var difference = Assert.Single(measure.Differences);

        Assert.Equal(0.83, measure.Cells[1].Mean, tolerance: 1e-12);
        // Differences .03, .02, .04: mean .03, s = .01. Three repeats split the same rows 7 : 3, so
        // ±4.302653·.01·√(1/3 + 3/7).
        Assert.Equal((2, 3), (difference.Cell, difference.Repeats));
        Assert.Equal(
            0.03 - (4.302653 * 0.01 * Math.Sqrt((1 / 3.0) + (3 / 7.0))),
            difference.Interval!.Low,
            tolerance: 1e-7
        );
    }

    // Where the holdout is a file, nothing is split and repeats are independent: ±4.302653·.01/√3.
    [Fact]
    public void With_a_holdout_of_its_own_repeats_share_nothing()
    {
        var measure = One(
            AnovaTests.Factors(("a", 2)) with
            {
                Repeats = 3,
                Data = new RecipeData("a.csv") { Holdout = "b.csv" },
            },
            [
                [0.80, 0.70, 0.90],
                [0.83, 0.72, 0.94],
            ]
        );

        Assert.Equal(
            0.03 - (4.302653 * 0.01 / Math.Sqrt(3)),
            Assert.Single(measure.Differences).Interval!.Low,
            tolerance: 1e-7
        );
    }

    [Fact]
    public void Comparisons_are_corrected_within_the_declared_family_alone()
    {
        var recipe = AnovaTests.Factors(("a", 3)) with { Repeats = 3, Measures = [Measure] };
        var analysis = RunAnalyzer.Of(
            recipe,
            Outcomes(
                [
                    [1, 2, 3],
                    [1.1, 2.2, 3.0],
                    [2, 3.1, 4.3],
                ],
                Measure,
                "other"
            ),
            default
        );

        Assert.Equal(2, analysis.Family.Comparisons);
        var (inside, outside) = (
            analysis.Measures.First(measure => measure.InFamily),
            analysis.Measures.First(measure => !measure.InFamily)
        );
        double[] raw = [.. inside.Differences.Select(difference => difference.P!.Value)];
        Assert.Equal(
            Multiplicity.Adjust(raw, Correction.Holm),
            inside.Differences.Select(difference => difference.AdjustedP!.Value)
        );
        Assert.All(outside.Differences, difference => Assert.Null(difference.AdjustedP));
    }

    [Fact]
    public void Where_no_family_is_declared_it_is_what_the_recipe_is_to_be_best_at_and_must_keep()
    {
        var recipe = AnovaTests.Factors(("a", 2)) with { Constraints = [new ConstraintSettings("other", AtMost: 1)] };
        var analysis = RunAnalyzer.Of(
            recipe,
            Outcomes(
                [
                    [1],
                    [2],
                ],
                Measure,
                "other",
                "third"
            ),
            default
        );

        Assert.Equal([Measure, "other"], analysis.Family.Measures);
    }

    [Fact]
    public void Over_several_data_sets_a_repeat_is_their_mean_and_needs_all_of_them()
    {
        var recipe = AnovaTests.Factors(("a", 2)) with
        {
            Repeats = 2,
            Data = new RecipeData("a.csv") { Blocks = [new DataBlock("b", "b.csv")] },
        };
        TrialOutcome[] outcomes =
        [
            .. from cell in new[] { 1, 2 }
            from block in new[] { 1, 2 }
            from repeat in new[] { 1, 2 }
            where (cell, block, repeat) != (2, 2, 2)
            select new TrialOutcome(
                cell,
                block,
                repeat,
                new Dictionary<string, double> { [Measure] = (10 * cell) + (4 * block) + repeat }
            ),
        ];
        var analysis = RunAnalyzer.Of(recipe, outcomes, default);
        var cells = analysis.Measures[0].Cells;

        Assert.Equal((2, 17.5), (cells[0].Repeats, cells[0].Mean));
        Assert.Equal((1, 27), (cells[1].Repeats, cells[1].Mean));
        Assert.Contains(analysis.Notes, note => note.StartsWith("“a a2” has 3 of 4 trials", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_that_failed_is_named_and_the_others_are_analysed()
    {
        var recipe = AnovaTests.Factors(("a", 2), ("b", 2)) with { Repeats = 3 };
        var analysis = RunAnalyzer.Of(
            recipe,
            Outcomes(
                [
                    [1, 2, 3],
                    [2, 3.5, 4],
                    [double.NaN, double.NaN, double.NaN],
                    [3, 4, 5.5],
                ],
                Measure
            ),
            default
        );

        Assert.Contains("“a a2, b b1” has 0 of 3 trials: nothing is known about it.", analysis.Notes);
        Assert.Equal([1, 2, 4], analysis.Measures[0].Cells.Select(cell => cell.Cell));
        // Three cells and two factors leave no degree of freedom for the interaction;
        // it goes to the residual and that is said.
        Assert.Equal(["a", "b"], analysis.Measures[0].Anova!.Rows.Select(row => row.Term));
        Assert.Contains("a:b", analysis.Measures[0].Anova!.Note, StringComparison.Ordinal);
    }

    // Cells (utility up, cost down): 1 (.9, 5), 2 (.8, 3), 3 (.7, 4) is beaten by 2, 4 (.95, 9).
    [Fact]
    public void The_front_holds_what_nothing_beats_in_every_aim()
    {
        var aims = new ObjectiveSettings[] { new("utility"), new("cost", Goal.Minimize) };
        var points = Pareto.Points(
            [1, 2, 3, 4],
            aims,
            [
                Repeats([
                    [0.91, 0.89],
                    [0.8, 0.8],
                    [0.7, 0.7],
                    [0.95, 0.95],
                ]),
                Repeats([
                    [5, 5],
                    [3, 3],
                    [4, 4],
                    [9, 9],
                ]),
            ]
        );

        Assert.Equal([true, true, false, true], points.Select(point => point.OnFront));
        Assert.Equal([1, 1, 0, 1], points.Select(point => Math.Round(point.Share!.Value, 9)));
    }

    [Theory]
    [InlineData("utility.ratio", Goal.Maximize)]
    [InlineData("fidelity.detection-auc-linear", Goal.Minimize)]
    [InlineData("privacy.membership-inference", Goal.Minimize)]
    [InlineData("fidelity.column-shapes", Goal.Maximize)]
    [InlineData("collapse-risk", Goal.Minimize)]
    public void Measures_are_better_large_or_small(string measure, Goal goal) =>
        Assert.Equal(goal, MeasureGoals.Of(measure));

    [Fact]
    public void Measures_that_no_trial_has_are_named()
    {
        var analysis = RunAnalyzer.Of(
            AnovaTests.Factors(("a", 2)) with
            {
                Measures = ["privacy.none"],
            },
            Outcomes(
                [
                    [1],
                    [2],
                ],
                Measure
            ),
            default
        );

        Assert.Contains(analysis.Notes, note =>
            note.Contains("privacy.none", StringComparison.Ordinal) && note.Contains(Measure, StringComparison.Ordinal)
        );
    }

    internal static RepeatedMeasure Repeats(double[][] values) =>
        new(values.Length, 1, values[0].Length, Outcomes(values, Measure), Measure);

    /// <summary>One outcome a cell and repeat; NaN is a trial that failed.</summary>
    internal static IReadOnlyList<TrialOutcome> Outcomes(double[][] values, params string[] measures) =>
        [
            .. from cell in Enumerable.Range(0, values.Length)
            from repeat in Enumerable.Range(0, values[cell].Length)
            let value = values[cell][repeat]
            select new TrialOutcome(
                cell + 1,
                1,
                repeat + 1,
                double.IsNaN(value) ? null : measures.ToDictionary(measure => measure, _ => value)
            ),
        ];

    private static MeasureAnalysis One(Recipe recipe, double[][] values) =>
        Assert.Single(RunAnalyzer.Of(recipe, Outcomes(values, Measure), default).Measures);
}
