using AethergenAI.Cards.Analysis;
using AethergenAI.Core.Tests.Cards.Analysis;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Core.Tests.Pipeline;

public class SuccessiveHalvingTests
{
    private static readonly Recipe Halving = AnovaTests.Factors(("a", 6)) with
    {
        Repeats = 9,
        EarlyStop = new EarlyStopSettings(),
    };

    [Fact]
    public void Cells_are_judged_after_each_doubling_before_the_last_repeat() =>
        Assert.Equal([2, 4, 8], SuccessiveHalving.Rungs(Halving));

    [Fact]
    public void Nothing_is_given_up_where_the_recipe_does_not_ask()
    {
        Assert.Empty(SuccessiveHalving.Rungs(Halving with { EarlyStop = null }));
        Assert.Empty(Stop(Halving with { EarlyStop = null }, 2, []));
        Assert.Empty(Stop(Halving, 3, []));
    }

    // Cells 2–6 have means 2–6 of utility; the baseline, cell 1, is worst and stays.
    [Fact]
    public void The_worse_half_is_given_up_and_the_baseline_never()
    {
        var stopped = Stop(Halving, 2, []);

        Assert.Equal([3, 2], stopped.Select(cell => cell.Cell));
        Assert.Equal("ranked 4 of 5 after 2 repeats; 3 went on", stopped[0].Reason);
        Assert.Equal([4], Stop(Halving, 4, [2, 3]).Select(cell => cell.Cell));
    }

    [Fact]
    public void A_smaller_objective_can_be_better() =>
        Assert.Equal(
            [5, 6],
            Stop(Halving with { Objective = new ObjectiveSettings("utility.ratio", Goal.Minimize) }, 2, [])
                .Select(cell => cell.Cell)
        );

    // Repeat r adds 10·r to every cell. Without its first repeat cell 2 has the highest mean, and is the worst.
    [Fact]
    public void Cells_are_ranked_within_the_repeats_that_they_share()
    {
        var outcomes = RunAnalyzerTests.Outcomes(
            [
                [10, 20],
                [double.NaN, 21],
                [12, 22],
                [13, 23],
            ],
            "utility.ratio"
        );

        Assert.Equal(2, SuccessiveHalving.Stop(Halving, 1, outcomes, 2, []).Single().Cell);
    }

    // Cells 5 and 6 are the most useful and leak: they go before those that keep the constraint.
    [Fact]
    public void Cells_that_break_a_constraint_go_before_those_that_keep_it()
    {
        TrialOutcome[] outcomes =
        [
            .. from cell in Enumerable.Range(1, 6)
            from repeat in new[] { 1, 2 }
            select new TrialOutcome(
                cell,
                1,
                repeat,
                new Dictionary<string, double>
                {
                    ["utility.ratio"] = cell,
                    ["privacy.membership-inference"] = cell > 4 ? 0.3 : 0,
                }
            ),
        ];
        var recipe = Halving with
        {
            Constraints = [new ConstraintSettings("privacy.membership-inference", AtMost: 0.1)],
        };
        var stopped = SuccessiveHalving.Stop(recipe, 1, outcomes, 2, []);

        Assert.Equal([6, 5], stopped.Select(cell => cell.Cell));
        Assert.Contains("because it breaks a constraint", stopped[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_always_failed_goes_first()
    {
        var outcomes = RunAnalyzerTests.Outcomes(
            [
                [1, 1],
                [2, 2],
                [double.NaN, double.NaN],
            ],
            "utility.ratio"
        );

        Assert.Equal(
            "every trial of the first 2 repeats failed",
            SuccessiveHalving.Stop(Halving, 1, outcomes, 2, []).Single().Reason
        );
    }

    private static IReadOnlyList<StoppedCell> Stop(Recipe recipe, int after, int[] stopped) =>
        SuccessiveHalving.Stop(
            recipe,
            1,
            RunAnalyzerTests.Outcomes(
                [.. Enumerable.Range(1, 6).Select(cell => Enumerable.Repeat((double)cell, 4).ToArray())],
                "utility.ratio"
            ),
            after,
            stopped
        );
}
