using AethergenAI.Cards;
using AethergenAI.Recipes;
using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Cards;

public class CardComparisonTests
{
    [Fact]
    public void A_card_that_names_a_trial_twice_is_refused()
    {
        var card = FinishedCard.Of();
        var twice = card with { Trials = [.. card.Trials, card.Trials[0]] };
        Assert.Equal("card.trial-twice", Assert.Throws<RefusedException>(() => CardComparison.Of(card, twice)).Code);
    }

    [Fact]
    public void Running_again_changes_nothing()
    {
        var comparison = CardComparison.Of(FinishedCard.Of(), FinishedCard.Of());

        Assert.Empty(comparison.Origin);
        Assert.All(comparison.Cells, cell => Assert.True(cell.Identical));
        Assert.Equal(comparison.Answers.Before, comparison.Answers.After);
    }

    [Fact]
    public void What_changed_in_code_and_result_stands_side_by_side_paired_by_repeat()
    {
        var comparison = CardComparison.Of(FinishedCard.Of(), FinishedCard.Of(shift: 0.02, software: "AethergenAI 2"));
        var change = comparison.Cells.First(cell => cell is { Measure: "utility.ratio", CellBefore: 2 });

        Assert.Equal(["code"], comparison.Origin.Select(entry => entry.Name));
        Assert.True(change.Paired);
        Assert.Equal(0.02, change.Change, tolerance: 1e-12);
        Assert.Equal(0.02, change.Interval!.Low, tolerance: 1e-9);
    }

    [Fact]
    public void Cells_are_matched_by_their_levels_and_those_without_a_match_are_named()
    {
        string other = FinishedCard
            .Text.Replace("[100,200]", "[200,300]", StringComparison.Ordinal)
            .Replace("\"against\":100", "\"against\":300", StringComparison.Ordinal);
        var comparison = CardComparison.Of(
            FinishedCard.Of(),
            FinishedCard.Of(other),
            (RecipeReader.Read(FinishedCard.Text, yaml: false), RecipeReader.Read(other, yaml: false))
        );

        Assert.Equal(
            [(2, 1), (4, 3)],
            comparison
                .Cells.Where(cell => cell.Measure == "utility.ratio")
                .Select(cell => (cell.CellBefore, cell.CellAfter))
        );
        Assert.Equal(
            ["generator independent, seed-rows 100", "generator copula, seed-rows 100"],
            comparison.OnlyBefore
        );
        Assert.Equal(["analysis.equivalence", "factors.seed-rows"], comparison.Recipe!.Select(change => change.Path));
    }

    [Fact]
    public void Other_seeds_are_not_paired()
    {
        var comparison = CardComparison.Of(
            FinishedCard.Of(),
            FinishedCard.Of(
                FinishedCard.Text.Replace("\"factors\"", "\"base\":{\"seed\":9},\"factors\"", StringComparison.Ordinal)
            )
        );

        Assert.All(comparison.Cells, cell => Assert.False(cell.Paired));
    }

    // Student's sleep data, unpaired (R: t.test(extra ~ group, data = sleep)): [−3.3654832,
    // 0.2054832] for group 1 − group 2, with 17.776 degrees of freedom.
    [Fact]
    public void Unpaired_intervals_are_welchs()
    {
        double[] one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
            other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        var interval = Welch.Interval95(one, other)!;

        Assert.Equal(-0.2054832, interval.Low, tolerance: 1e-6);
        Assert.Equal(3.3654832, interval.High, tolerance: 1e-6);
    }

    [Fact]
    public void Recipes_of_one_meaning_do_not_differ()
    {
        var one = RecipeReader.Read(
            """{"name":"a","data":{"seed":"a.csv"},"base":{"rows":1e1}}""".Replace(
                "1e1",
                "10",
                StringComparison.Ordinal
            ),
            yaml: false
        );
        var other = RecipeReader.Read("name: a\ndata: {seed: a.csv}\nbase: {rows: 10}\nrepeats: 1", yaml: true);

        Assert.Empty(RecipeDifference.Of(one, other));
    }
}
