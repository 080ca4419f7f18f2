using System.Text.Json;
using AethergenAI.Cards;
using AethergenAI.Cards.Analysis;
using AethergenAI.Evaluation;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Core.Tests.Cards;

public class CardWriterTests
{
    [Fact]
    public void The_answer_has_its_interval_and_says_how_sure_it_is()
    {
        var card = FinishedCard.Of();

        Assert.Matches(
            @"^Generator copula, seed-rows [12]00: "
                + @"the rows keep \d+\.\d % \[\d+\.\d %, \d+\.\d %\] of the real rows’ usefulness, "
                + "first of 4 cells whose means meet the constraints, "
                + "but not shown to be better than “generator copula, seed-rows [12]00” "
                + @"\(95 %, corrected for 3 comparisons with the best\); "
                + @"5\.\d points more than the baseline \(generator independent, seed-rows 100\) "
                + @"\(simultaneous 95 % interval \d\.\d to \d\.\d; p < 0\.001, Holm over 3 comparisons\)\. "
                + @"Its intervals keep the constraints\.$",
            card.Answer
        );
    }

    [Fact]
    public void Of_a_baseline_that_is_best_it_is_said_by_how_much()
    {
        // Of the two cells of copula, the one that the made-up noise favours.
        string rows = FinishedCard.Of().Cells.Single(cell => cell.Best).Cell == 3 ? "100" : "200";
        string baseline = $$"""  "baseline":{"generator":"copula","seed-rows":{{rows}}},"repeats"  """.Trim();
        var card = FinishedCard.Of(FinishedCard.Text.Replace("\"repeats\"", baseline, StringComparison.Ordinal));

        Assert.Matches(
            @"; it is the baseline, and next comes generator copula, seed-rows [12]00, "
                + @"\d\.\d points less than it, which may be chance \(.*p = .*Holm over 3 comparisons\)\. ",
            card.Answer
        );
    }

    // Repeat r adds 0.01·r to every cell: without its first repeat a cell has a higher mean, and is no better.
    [Fact]
    public void A_cell_is_not_best_for_lacking_an_unlucky_repeat()
    {
        var whole = FinishedCard.Of();
        int best = whole.Cells.Single(cell => cell.Best).Cell,
            other = 7 - best;

        Assert.Equal(best, FinishedCard.Of(failing: $"c{other:D2}-r1").Cells.Single(cell => cell.Best).Cell);
    }

    [Fact]
    public void What_costs_and_keeps_constraints_is_said_of_every_cell()
    {
        var card = FinishedCard.Of();

        Assert.All(card.Cells, cell => Assert.True(cell.Keeps));
        Assert.Equal([true, false, false, false], card.Cells.Select(cell => cell.Baseline));
        // 4 repeats of two cells at 1 s and two at 4 s, at 36 an hour.
        Assert.Equal((40, 0.4), (card.Cost.WallSeconds, Math.Round(card.Cost.Money!.Value, 9)));
    }

    [Fact]
    public void No_cell_that_breaks_a_constraint_is_best()
    {
        var card = FinishedCard.Of(FinishedCard.Text.Replace("0.05}", "0.012}", StringComparison.Ordinal));

        Assert.Equal([true, true, false, false], card.Cells.Select(cell => cell.Keeps!.Value));
        Assert.Contains(card.Cells, cell => cell.Best && cell.Cell <= 2);
    }

    [Fact]
    public void Where_none_keeps_them_nothing_is_answered() =>
        Assert.StartsWith(
            "Not answered: no cell meets",
            FinishedCard
                .Of(FinishedCard.Text.Replace("\"atMost\":0.05", "\"atLeast\":0.5", StringComparison.Ordinal))
                .Answer,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_front_is_over_utility_the_worst_attack_and_processor_time() =>
        Assert.Equal(
            ["utility.ratio", "privacy.membership-inference", "cost.cpu-seconds"],
            FinishedCard.Of().Analysis.Pareto!.Aims.Select(aim => aim.Measure)
        );

    [Fact]
    public void A_claim_of_equivalence_is_judged() =>
        Assert.Equal(EquivalenceVerdict.Equivalent, Assert.Single(FinishedCard.Of().Analysis.Equivalences).Verdict);

    [Fact]
    public void A_failed_trial_is_listed_and_what_is_lost_is_said()
    {
        var card = FinishedCard.Of(failing: "c03-r2");

        Assert.Contains("1 of 16 trials failed; it is listed with its reason.", card.Caveats);
        Assert.Contains(card.Caveats, caveat =>
            caveat.StartsWith("“generator copula, seed-rows 100” has 3 of 4 trials", StringComparison.Ordinal)
        );
        Assert.Equal("fit.too-few-rows", card.Trials.Single(trial => trial.Failure is not null).Failure!.Code);
    }

    [Fact]
    public void A_card_reads_back_as_itself()
    {
        byte[] json = CardFiles.Of(FinishedCard.Of())[CardFiles.Json];
        var card = JsonSerializer.Deserialize<AblationCard>(json, Json.Options)!;

        Assert.Equal(json, JsonSerializer.SerializeToUtf8Bytes(card, Json.Indented));
    }

    [Theory]
    [InlineData(true, "No verdict: no trial of the leading cell was judged.")]
    [InlineData(false, "No verdict: no cell leads, as the answer explains.")]
    public void A_card_without_a_verdict_says_why(bool leads, string why)
    {
        var card = FinishedCard.Of();
        card = card with { Verdict = null, Cells = [.. card.Cells.Select(cell => cell with { Best = leads })] };

        Assert.Contains(why, CardMarkdown.Render(card, signature: null), StringComparison.Ordinal);
        Assert.Contains(why, CardHtml.Render(card, signature: null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(16, true)]
    public void No_privacy_is_claimed_for_the_choice_of_the_best_of_several_private_trials(int trials, bool chosen)
    {
        var names = TrialPlan
            .Of(RecipeReader.Read(FinishedCard.Text, yaml: false))
            .Take(trials)
            .ToDictionary(trial => trial.Name, _ => "ε = 0.5");
        var privacy =
            trials == 0
                ? null
                : new RunPrivacy(2, 1e-9, PrivacyUnit.Row, 0.1, ["reports compare with the real rows"])
                {
                    Trials = names,
                };
        var selection = FinishedCard.Of(privacy: privacy).Privacy.Selection;

        Assert.Equal(chosen ? trials : null, selection?.Compared);
        if (selection is not null)
        {
            Assert.False(selection.Claimed);
            Assert.Contains("no ε is claimed for the choice", selection.Words, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "the real rows, their split into seed and holdout", "No split took place", false)]
    [InlineData(",\"holdout\":\"held.csv\"", "the noise of training and sampling", "No split took place", true)]
    public void The_card_says_what_its_intervals_cover(string holdout, string varies, string fixedSplit, bool isFixed)
    {
        var card = FinishedCard.Of(FinishedCard.Text.Replace("\"birds.csv\"", $"\"birds.csv\"{holdout}"));
        Assert.Equal(Estimand.Recipe, card.Scope!.Of);
        Assert.StartsWith(varies, card.Scope.Varies, StringComparison.Ordinal);
        Assert.Contains(card.Scope.Words, card.Caveats);
        Assert.Equal(isFixed, card.Caveats.Any(caveat => caveat.StartsWith(fixedSplit, StringComparison.Ordinal)));
        Assert.Contains("of this recipe", CardHtml.Render(card), StringComparison.Ordinal);
    }
}
