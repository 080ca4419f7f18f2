using System.Text.Json;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Core.Tests.Pipeline;

public class CostRatiosTests
{
    private static readonly Recipe Recipe = new()
    {
        Name = "cheaper",
        Data = new RecipeData("seed.csv"),
        Baseline = new Dictionary<string, JsonElement> { ["generator"] = JsonSerializer.SerializeToElement("arn") },
    };

    /// <summary>
    /// Ratios of 8 and 2 have the geometric mean 4; their logarithms lie ½·ln 4 around it,
    /// and t for one degree of freedom is 12.706.
    /// </summary>
    [Fact]
    public void The_ratio_is_the_geometric_mean_over_repeats()
    {
        var ratio = CostRatios.Of(
            Recipe,
            [
                Trial(1, 1, "arn", 80, 0.9),
                Trial(1, 2, "arn", 20, 0.9),
                Trial(2, 1, "copula", 10, 0.9),
                Trial(2, 2, "copula", 10, 0.9),
            ],
            best: 2
        )!;
        Assert.Equal(4, ratio.Value, 1e-9);
        Assert.Equal((1, 2), (ratio.Baseline, ratio.Cell));
        double half = 12.706204736 * Math.Log(4) / 2;
        Assert.Equal(Math.Exp(Math.Log(4) - half), ratio.Interval!.Low, 1e-6);
        Assert.Equal(Verdict.Underpowered, CostRatios.Kpi(ratio).Verdict);
    }

    [Theory]
    [InlineData(10, 0.9, Verdict.Pass)]
    [InlineData(40, 0.9, Verdict.Fail)]
    [InlineData(1, 0.8, Verdict.Fail)] // a hundred times cheaper and less useful
    public void Cheaper_counts_where_it_is_as_useful(double seconds, double utility, Verdict verdict)
    {
        var ratio = CostRatios.Of(
            Recipe,
            [Trial(1, 1, "arn", 100, 0.9), Trial(2, 1, "copula", seconds, utility)],
            best: 2
        )!;
        Assert.Equal(verdict, CostRatios.Kpi(ratio).Verdict);
    }

    [Fact]
    public void There_is_no_ratio_without_a_baseline_or_where_it_is_the_best()
    {
        TrialRecord[] trials = [Trial(1, 1, "arn", 100, 0.9), Trial(2, 1, "copula", 10, 0.9)];
        Assert.Null(CostRatios.Of(Recipe with { Baseline = null }, trials, best: 2));
        Assert.Null(CostRatios.Of(Recipe, trials, best: 1));
        Assert.Null(CostRatios.Of(Recipe, trials, best: null));
        Assert.Null(CostRatios.Of(Recipe, [trials[1]], best: 2));
    }

    private static TrialRecord Trial(int cell, int repeat, string generator, double cpuSeconds, double utility) =>
        new()
        {
            Name = $"c0{cell}-r{repeat}",
            Cell = cell,
            Repeat = repeat,
            Generator = generator,
            Settings = new TrialSettings(),
            Levels = new Dictionary<string, JsonElement>
            {
                ["generator"] = JsonSerializer.SerializeToElement(generator),
            },
            SchemaHash = "",
            TrainHash = "",
            TrainRows = 1,
            HoldoutHash = "",
            HoldoutRows = 1,
            Software = "",
            Stages = [new StageCost(RunStage.Fitting, new TrialCost(1, cpuSeconds, 1))],
            Measures = new Dictionary<string, double> { ["utility.ratio"] = utility },
        };
}
