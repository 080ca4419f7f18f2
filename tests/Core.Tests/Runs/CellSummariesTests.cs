using System.Text.Json;
using AethergenAI.Runs;

namespace AethergenAI.Core.Tests.Runs;

public class CellSummariesTests
{
    [Fact]
    public void One_repeat_has_no_interval_and_says_so()
    {
        TrialSummary[] trials = [Trial(1, 1, 0.9), Trial(2, 1, 0.5)];
        var measure = CellSummaries.Of(trials, 1, 0)[0].Measures[0];

        Assert.Equal((0.9, null, "one repeat, so no interval"), (measure.Mean, measure.Interval, measure.Note));
    }

    [Fact]
    public void A_refused_trial_counts_as_one_and_measures_nothing()
    {
        var cells = CellSummaries.Of([Trial(1, 1, null), Trial(1, 2, 0.5)], 1, 0);

        Assert.Equal((2, 1, 1), (cells[0].Trials, cells[0].Failures, cells[0].Measures[0].Repeats));
    }

    private static TrialSummary Trial(int cell, int repeat, double? utility) =>
        new(
            cell,
            repeat,
            $"c{cell:D2}-r{repeat}",
            new Dictionary<string, JsonElement> { ["generator"] = JsonSerializer.SerializeToElement($"g{cell}") },
            $"g{cell}",
            utility is { } value
                ? new Dictionary<string, double> { ["utility.ratio"] = value }
                : new Dictionary<string, double>(),
            utility is null ? new TrialFailure("fit.refused", "No.") : null,
            TrialCost.None
        );
}
