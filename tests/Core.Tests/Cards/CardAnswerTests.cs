using AethergenAI.Cards;
using AethergenAI.Core.Tests.Cards.Analysis;
using AethergenAI.Evaluation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Core.Tests.Cards;

/// <summary>What the answer of a card says, and what it must not say.</summary>
public class CardAnswerTests
{
    private const string Utility = "utility.ratio",
        Leak = "privacy.membership-inference";

    private static readonly Recipe Three = AnovaTests.Factors(("a", 3)) with { Repeats = 4 };

    private static readonly double[] Noise = [0, 0.001, -0.001, 0.0005];

    [Fact]
    public void The_best_is_called_so_only_where_it_is_told_apart_from_every_other()
    {
        var card = Card(Three, (cell, repeat) => (0.1 * cell) + Jitter(cell, repeat));

        Assert.Matches(
            @"the best of 3 cells \(better than each of the others, p (<|≤) [0-9.]+, corrected for 2 comp",
            card.Answer
        );
        Assert.Equal([false, false, true], card.Cells.Select(cell => cell.MayBeBest));
        Assert.Contains("3 (best)", CardMarkdown.Render(card), StringComparison.Ordinal);
    }

    // The family holds five measures beside the objective, so Holm asks more of the difference to the baseline than the
    // comparison with the best does: what may be chance there is not the best here.
    [Fact]
    public void No_cell_is_the_best_whose_difference_to_the_baseline_may_be_chance()
    {
        string[] more = ["utility.tstr", "utility.trtr", "fidelity.pair-trends", "fidelity.novelty", Leak];
        var recipe = AnovaTests.Factors(("a", 2)) with { Repeats = 4, Measures = [Utility, .. more] };
        var card = Card(
            recipe,
            (cell, repeat) => (cell == 1 ? 0 : 0.0042) + Jitter(cell, repeat),
            (cell, measures) =>
            {
                foreach (string measure in more)
                {
                    measures[measure] = measures[Utility] * (cell == 2 ? 0.5 : 1);
                }
            }
        );
        var ranked = card.Analysis.Ranking!.Cells;
        var difference = card.Analysis.Measures.Single(one => one.Name == Utility).Differences.Single();

        Assert.True(ranked[1].P <= 0.05 && difference.AdjustedP > 0.05, $"{ranked[1].P} {difference.AdjustedP}");
        Assert.All(card.Cells, cell => Assert.True(cell.MayBeBest));
        Assert.Contains("but not shown to be better than “a a1”", card.Answer, StringComparison.Ordinal);
    }

    // Cells 2 and 3 are the same but for noise.
    [Fact]
    public void Otherwise_the_cells_are_named_that_may_be_the_best()
    {
        var card = Card(Three, (cell, repeat) => (cell == 1 ? 0 : 0.2) + Jitter(cell, repeat));

        Assert.Contains(
            "first of 3 cells, but not shown to be better than “a a3”",
            card.Answer,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("the best of", card.Answer, StringComparison.Ordinal);
        Assert.Equal([false, true, true], card.Cells.Select(cell => cell.MayBeBest));
        Assert.Contains("leading, may be the best", CardHtml.Render(card), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lone_cell_is_not_crowned_and_what_failed_is_said()
    {
        var card = Card(Three, (cell, repeat) => cell == 2 ? 0.5 + Jitter(cell, repeat) : null);

        Assert.StartsWith("Not answered: only one of 3 cells can be ranked", card.Answer, StringComparison.Ordinal);
        Assert.Contains("8 of 12 trials failed.", card.Answer, StringComparison.Ordinal);
        Assert.Contains("(not measured)", card.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(card.Cells, cell => cell.Best || cell.MayBeBest);
    }

    // Cell 3 would win by far with its one trial of four.
    [Fact]
    public void A_lone_trial_is_not_crowned_either()
    {
        double[] truths = [0.1, 0.2, 0.9];
        double? Value(int cell, int repeat) => cell == 3 && repeat > 1 ? null : truths[cell - 1] + Jitter(cell, repeat);
        var card = Card(Three, Value);

        Assert.Equal(2, card.Cells.Single(cell => cell.Best).Cell);
        Assert.Contains("(measured in one repeat only)", card.Answer, StringComparison.Ordinal);
    }

    // Cell 3 has column shapes alone. The question stays that of usefulness.
    [Fact]
    public void A_cell_without_the_objective_does_not_change_it()
    {
        var card = Card(
            Three,
            (cell, repeat) => (0.1 * cell) + Jitter(cell, repeat),
            (cell, measures) =>
            {
                measures["fidelity.column-shapes"] = 0.9 + (0.01 * cell);
                if (cell == 3)
                {
                    measures.Remove(Utility);
                }
            }
        );

        Assert.Equal(Utility, card.Objective.Measure);
        Assert.Contains("Not ranked: “a a3” (not measured).", card.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.001, "Its intervals keep the constraints.")]
    [InlineData(0.04, "It keeps constraints by its mean only: Membership inference 0.049 [")]
    public void A_constraint_is_kept_by_an_interval_or_by_the_mean_only(double spread, string said)
    {
        var recipe = Three with { Constraints = [new ConstraintSettings(Leak, AtMost: 0.06)] };
        int trial = 0;
        var card = Card(
            recipe,
            (cell, repeat) => (0.1 * cell) + Jitter(cell, repeat),
            (_, measures) => measures[Leak] = 0.049 + (trial++ % 2 == 0 ? spread : -spread)
        );

        Assert.Contains(said, card.Answer, StringComparison.Ordinal);
    }

    // The baseline is the first; cell 3 breaks the constraint and would be next.
    [Fact]
    public void What_comes_next_keeps_the_constraints_too()
    {
        var recipe = Three with { Constraints = [new ConstraintSettings(Leak, AtMost: 0.05)] };
        var card = Card(
            recipe,
            (cell, repeat) => (cell == 1 ? 0.9 : 0.1 * cell) + Jitter(cell, repeat),
            (cell, measures) => measures[Leak] = cell == 3 ? 0.2 : 0
        );

        Assert.Contains("next comes a a2", card.Answer, StringComparison.Ordinal);
        Assert.Contains("“a a3” (breaks a constraint)", card.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_that_do_not_pass_are_part_of_the_answer()
    {
        var card = Card(
            Three,
            (cell, repeat) => (0.1 * cell) + Jitter(cell, repeat),
            verdict: (cell, repeat) =>
                cell == 3 && repeat < 3
                    ? new ReportVerdict(Verdict.Fail, "An attack gains 60 points.")
                    : new ReportVerdict(Verdict.Pass, "Good.")
        );

        Assert.Contains(
            "2 of its 4 reports do not pass; the worst says: An attack gains 60 points.",
            card.Answer,
            StringComparison.Ordinal
        );
    }

    // On the first data set cell 2 is better by .1, on the other worse by .06: the mean differs from 0 with p < .001,
    // and nothing may be claimed of it.
    [Fact]
    public void An_effect_that_depends_on_the_data_set_is_not_claimed()
    {
        var recipe = AnovaTests.Factors(("a", 2)) with
        {
            Repeats = 5,
            Data = new RecipeData("a.csv") { Blocks = [new DataBlock("other", "b.csv")] },
        };
        var card = CardWriter.Of(
            recipe,
            Summary(recipe, trial => 0.5 + Jitter(trial.Cell, trial.Repeat) + Effect(trial, -0.06)),
            FinishedCard.Facts,
            default
        );
        var difference = Assert.Single(card.Analysis.Measures.Single(one => one.Name == Utility).Differences);

        Assert.True(difference.Interval!.Low > 0);
        Assert.Equal(1, difference.P);
        Assert.Contains("This difference depends on the data set (interaction p < 0.001)", card.Answer);
        Assert.Contains("on a.csv, −", card.Answer, StringComparison.Ordinal);
        Assert.Contains("which may be chance", card.Answer, StringComparison.Ordinal);
        Assert.Equal(2, card.Cells.Count(cell => cell.MayBeBest));
    }

    // Where every data set shows it, it is claimed though its size depends on the data set.
    [Fact]
    public void An_effect_that_every_data_set_shows_is_claimed()
    {
        var recipe = AnovaTests.Factors(("a", 2)) with
        {
            Repeats = 5,
            Data = new RecipeData("a.csv") { Blocks = [new DataBlock("other", "b.csv")] },
        };
        var card = CardWriter.Of(
            recipe,
            Summary(recipe, trial => 0.5 + Jitter(trial.Cell, trial.Repeat) + Effect(trial, 0.06)),
            FinishedCard.Facts,
            default
        );

        Assert.Contains("the best of 2 cells", card.Answer, StringComparison.Ordinal);
        Assert.Contains("This difference depends on the data set", card.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_was_stopped_early_is_not_ranked()
    {
        var card = Card(
            Three,
            (cell, repeat) => cell == 3 && repeat > 2 ? null : (0.1 * cell) + Jitter(cell, repeat),
            stopped: new StoppedCell(3, 2, "ranked 2 of 2 after 2 repeats; 1 went on")
        );

        Assert.Equal(2, card.Cells.Single(cell => cell.Best).Cell);
        Assert.Contains("(stopped early)", card.Answer, StringComparison.Ordinal);
    }

    /// <summary>Of cell 2: 0.1 on the first data set.</summary>
    private static double Effect(Trial trial, double other) =>
        trial.Cell switch
        {
            1 => 0,
            _ => trial.Block == 1 ? 0.1 : other,
        };

    /// <summary>Different in every cell, so that differences vary.</summary>
    private static double Jitter(int cell, int repeat) => Noise[(repeat * (cell + 1)) % 4];

    private static AblationCard Card(
        Recipe recipe,
        Func<int, int, double?> utility,
        Action<int, Dictionary<string, double>>? further = null,
        Func<int, int, ReportVerdict>? verdict = null,
        StoppedCell? stopped = null
    ) =>
        CardWriter.Of(
            recipe,
            Summary(recipe, trial => utility(trial.Cell, trial.Repeat), further, verdict),
            FinishedCard.Facts with
            {
                Stopped = stopped is null ? [] : [stopped],
            },
            default
        );

    private static RunSummary Summary(
        Recipe recipe,
        Func<Trial, double?> utility,
        Action<int, Dictionary<string, double>>? further = null,
        Func<int, int, ReportVerdict>? verdict = null
    )
    {
        TrialSummary[] trials =
        [
            .. TrialPlan
                .Of(recipe)
                .Select(trial =>
                {
                    var measures = new Dictionary<string, double>();
                    if (utility(trial) is { } value)
                    {
                        measures[Utility] = value;
                        further?.Invoke(trial.Cell, measures);
                    }
                    var failure = measures.Count == 0 ? new TrialFailure("fit.too-few-rows", "Bring rows.") : null;
                    return new TrialSummary(
                        trial.Cell,
                        trial.Repeat,
                        trial.Name,
                        trial.Levels,
                        "copula",
                        measures,
                        failure,
                        TrialCost.None
                    )
                    {
                        Block = trial.Block,
                        Verdict = verdict?.Invoke(trial.Cell, trial.Repeat),
                    };
                }),
        ];
        var template = RecipeReader.Read(FinishedCard.Text, yaml: false);
        return FinishedCard.Summary(template) with { Name = recipe.Name, Trials = trials };
    }
}
