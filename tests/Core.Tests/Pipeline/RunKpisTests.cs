using System.Text.Json;
using AethergenAI.Evaluation;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Pipeline;

/// <summary>A run's key figures: the verdict says nothing that their interval over the repeats denies.</summary>
public sealed class RunKpisTests
{
    // Three repeats, t(2) = 4.303: the half width is 4.303·s·√(1/3) without overlap.
    [Theory]
    [InlineData(Verdict.Pass, 0.010, 0.011, 0.012)] // s .001: ± .0025, up to .0135
    [InlineData(Verdict.Underpowered, 0.001, 0.020, 0.040)] // s .0195: ± .048, up to .069 beyond .05
    public void Repeats_that_pass_do_so_together_only_within_the_limit(Verdict expected, params double[] gains)
    {
        var kpi = Of(KpiLimit.AttackSuccess, Verdict.Pass, gains);

        Assert.Equal(expected, kpi.Verdict);
        Assert.Equal(expected == Verdict.Pass, kpi.Interval!.High < KpiLimit.AttackSuccess.Limit);
    }

    [Theory]
    [InlineData(Verdict.Pass, 0.97, 0.98, 0.99)]
    [InlineData(Verdict.Underpowered, 0.91, 0.95, 0.99)] // s .04: ± .099
    public void So_for_usefulness(Verdict expected, params double[] ratios) =>
        Assert.Equal(expected, Of(KpiLimit.Utility, Verdict.Pass, ratios).Verdict);

    [Fact]
    public void One_that_fails_fails_all() =>
        Assert.Equal(Verdict.Fail, Of(KpiLimit.Utility, Verdict.Fail, [0.97, 0.98, 0.99]).Verdict);

    /// <summary>
    /// Trials that ran side by side: the last one ended 90 seconds after the launch, whatever they took.
    /// </summary>
    [Fact]
    public void Time_to_results_is_from_the_launch_to_the_last_report()
    {
        var launched = DateTimeOffset.UnixEpoch;
        TrialRecord[] records =
        [
            .. new[] { 60, 90, 80 }.Select(
                (seconds, at) =>
                    Trial(at + 1, Figure(KpiLimit.Utility, 0.97, Verdict.Pass)) with
                    {
                        EndedAt = launched.AddSeconds(seconds),
                        Stages = [new StageCost(RunStage.Fitting, new TrialCost(50, 50, 1))],
                    }
            ),
        ];

        var kpis = RunKpis.Of(records, 1, 0, null, launched);

        Assert.Equal(60, kpis.Single(kpi => kpi.Name == KpiLimit.TimeToFirstResult.Name).Value);
        Assert.Equal(90, kpis.Single(kpi => kpi.Name == KpiLimit.TimeToResults.Name).Value);
    }

    private static Kpi Of(KpiLimit limit, Verdict last, double[] values)
    {
        TrialRecord[] records =
        [
            .. values.Select(
                (value, at) => Trial(at + 1, Figure(limit, value, at == values.Length - 1 ? last : Verdict.Pass))
            ),
        ];
        return RunKpis.Of(records, 1, 0, null, default).Single(kpi => kpi.Name == limit.Name);
    }

    private static Kpi Figure(KpiLimit limit, double value, Verdict verdict) =>
        new(limit.Name, value, new Interval(value, value), verdict, limit.Rule);

    private static TrialRecord Trial(int repeat, Kpi kpi) =>
        new()
        {
            Name = $"c01-r{repeat}",
            Cell = 1,
            Repeat = repeat,
            Generator = "copula",
            Settings = new TrialSettings(),
            Levels = new Dictionary<string, JsonElement>(),
            SchemaHash = "",
            TrainHash = "",
            TrainRows = 1,
            HoldoutHash = "",
            HoldoutRows = 1,
            Software = "",
            Kpis = [kpi],
        };
}
