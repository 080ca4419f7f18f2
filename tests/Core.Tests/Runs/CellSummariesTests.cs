using System.Text.Json;
using AethergenAI.Runs;
using AethergenAI.Statistics;

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

    /// <summary>Of 1 and 3 seconds the mean is 2 and its interval 2 ± 12.706·√2/√2: it ends at 14.706.</summary>
    [Theory]
    [InlineData("cost.cpu-seconds", 0)]
    [InlineData("utility.gain", -10.706)]
    public void The_interval_of_a_cost_does_not_go_below_zero(string measure, double low)
    {
        TrialSummary[] trials = [Of(1, 1), Of(2, 3)];
        var interval = CellSummaries.Of(trials, 1, 0)[0].Measures[0].Interval!;

        Assert.Equal(low, interval.Low, 3);
        Assert.Equal(14.706, interval.High, 3);

        TrialSummary Of(int repeat, double value) =>
            Trial(1, repeat, null) with
            {
                Measures = new Dictionary<string, double> { [measure] = value },
                Failure = null,
            };
    }

    [Fact]
    public void Summaries_of_earlier_versions_are_cut_as_well()
    {
        var old = new CellSummary(
            1,
            new Dictionary<string, JsonElement>(),
            2,
            0,
            [
                new CellMeasure("cost.money", 2, new Interval(-10.7, 14.7), 2, null),
                new CellMeasure("utility.gain", 2, new Interval(-10.7, 14.7), 2, null),
                new CellMeasure("cost.kilowatt-hours", 2, null, 1, "one repeat, so no interval"),
            ]
        );

        Assert.Equal(
            [new Interval(0, 14.7), new Interval(-10.7, 14.7), null],
            Assert.Single(CellSummaries.Cut([old])).Measures.Select(measure => measure.Interval)
        );
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
