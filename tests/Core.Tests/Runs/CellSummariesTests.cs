using System.Text.Json;
using AethergenAI.Runs;

namespace AethergenAI.Tests.Runs;

public class CellSummariesTests
{
    [Fact]
    public void The_answer_names_the_best_cell_and_its_paired_difference_to_the_baseline()
    {
        TrialSummary[] trials = [Trial(1, 1, 0.5), Trial(2, 1, 0.7), Trial(1, 2, 0.6), Trial(2, 2, 0.81)];

        // Differences 0.20 and 0.21: mean 0.205, s/√n = 0.005, t(1) = 12.706 → ± 0.064.
        Assert.Equal(
            "Cell 2 (generator g2) has the highest utility ratio, 0.755 [0.056, 1.454]; 0.205 [0.141, 0.269] above the baseline, Cell 1 (generator g1): the interval excludes 0.",
            Answer(trials));
    }

    [Fact]
    public void A_difference_that_may_be_none_is_said_to_be_one() =>
        Assert.Contains("the interval includes 0, so the two are not told apart", Answer([Trial(1, 1, 0.5), Trial(2, 1, 0.9), Trial(1, 2, 0.6), Trial(2, 2, 0.5)]), StringComparison.Ordinal);

    [Fact]
    public void One_repeat_has_no_interval_and_says_so()
    {
        TrialSummary[] trials = [Trial(1, 1, 0.9), Trial(2, 1, 0.5)];
        var measure = CellSummaries.Of(trials)[0].Measures[0];

        Assert.Equal((0.9, null, "one repeat, so no interval"), (measure.Mean, measure.Interval, measure.Note));
        Assert.Equal("Cell 1 (generator g1) has the highest utility ratio, 0.900 (one repeat, so no interval), and it is the baseline.", Answer(trials));
    }

    [Fact]
    public void A_refused_trial_counts_as_one_and_measures_nothing()
    {
        var cells = CellSummaries.Of([Trial(1, 1, null), Trial(1, 2, 0.5)]);

        Assert.Equal((2, 1, 1), (cells[0].Trials, cells[0].Failures, cells[0].Measures[0].Repeats));
    }

    [Fact]
    public void A_baseline_that_failed_is_not_compared_with() =>
        Assert.Contains("the baseline, has none to compare with", Answer([Trial(1, 1, null), Trial(2, 1, 0.5)]), StringComparison.Ordinal);

    private static string Answer(TrialSummary[] trials) => CellSummaries.Answer(CellSummaries.Of(trials), trials);

    private static TrialSummary Trial(int cell, int repeat, double? utility) => new(
        cell, repeat, $"c{cell:D2}-r{repeat}", new Dictionary<string, JsonElement> { ["generator"] = JsonSerializer.SerializeToElement($"g{cell}") }, $"g{cell}",
        utility is { } value ? new Dictionary<string, double> { ["utility.ratio"] = value } : new Dictionary<string, double>(),
        utility is null ? new TrialFailure("fit.refused", "No.") : null, TrialCost.None);
}
