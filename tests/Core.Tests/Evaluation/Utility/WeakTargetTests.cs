using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Utility;

/// <summary>
/// A target that the other columns tell next to nothing about: some repeats predict it better than guessing,
/// others do not.
/// </summary>
public class WeakTargetTests
{
    private static readonly Schema Schema = new(
        "coins",
        [new DecimalColumn("x"), new DecimalColumn("z"), new BooleanColumn("y"), new DecimalColumn("amount")]
    );

    [Fact]
    public void A_repeat_at_chance_leaves_the_ratio_above_chance_out_with_the_reason()
    {
        var (section, missing) = Report("y", [0.5, 0.56, 0.55, 0.54, 0.57]);
        Assert.Equal(["tstr", "trtr", "ratio"], section.Measures.Select(measure => measure.Name));
        var reason = Assert.Single(missing, one => one.Name == "utility: ratio-above-chance");
        Assert.StartsWith("In at least one of the 5 repeats", reason.Reason, StringComparison.Ordinal);
        Assert.Contains("(auc 0.5 or less)", reason.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeat_that_explains_nothing_of_a_number_leaves_the_ratio_out_with_the_reason()
    {
        var (section, missing) = Report("amount", [-0.01, 0.1, 0.1, 0.1, 0.1]);
        Assert.Equal(["tstr", "trtr"], section.Measures.Select(measure => measure.Name));
        Assert.Single(missing, one => one.Name == "utility: ratio" && one.Blocks);
    }

    [Fact]
    public void A_target_that_real_rows_predict_has_both_ratios()
    {
        var (section, missing) = Report("y", [0.7, 0.7, 0.7, 0.7, 0.7]);
        Assert.Equal(["tstr", "trtr", "ratio", "ratio-above-chance"], section.Measures.Select(measure => measure.Name));
        Assert.DoesNotContain(missing, one => one.Name.StartsWith("utility: ratio", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Tables_of_coin_flips_are_measured_or_say_why_not()
    {
        var notMeasured = Enumerable.Range(1, 8).AsParallel().Select(seed => Coins((ulong)seed)).ToArray();
        Assert.Contains(notMeasured, names => names.Contains("utility: ratio-above-chance"));
    }

    // The names of what one table of coin flips leaves unmeasured; every measure of the task is among them or measured.
    private static string[] Coins(ulong seed)
    {
        var notMeasured = new List<NotMeasured>();
        var (train, holdout, synthetic) = (Draw(160, seed), Draw(80, seed + 100), Draw(160, seed + 200));
        var input = new EvaluationInput(Schema, train, holdout, synthetic) { Target = "y" };
        var space = FeatureSpace.Over(input);
        var section = TaskUtility.Measure(
            input,
            space,
            space.Encode(train),
            space.Encode(holdout),
            space.Encode(synthetic),
            new EvaluationOptions(),
            notMeasured,
            CancellationToken.None
        );
        string[] missing = [.. notMeasured.Select(one => one.Name)];
        foreach (string name in new[] { "tstr", "trtr", "ratio" })
        {
            Assert.True(
                section.Measures.Any(measure => measure.Name == name) || missing.Contains($"utility: {name}"),
                name
            );
        }
        return missing;
    }

    private static (UtilitySection Section, List<NotMeasured> Missing) Report(string target, double[] real)
    {
        var table = Draw(60, 1);
        var input = new EvaluationInput(Schema, table, table, table) { Target = target };
        var space = FeatureSpace.Over(input);
        var (task, _) = UtilityTask.Of(input, space, space.Encode(table), space.Encode(table));
        var scores = new Scored?[1, UtilityReport.Setups.Count, LeaveOneFoldOut.Count][];
        for (int repeat = 0; repeat < real.Length; repeat++)
        {
            scores[0, 0, repeat] = Scores(0.55);
            scores[0, 1, repeat] = Scores(real[repeat]);
        }
        var missing = new List<NotMeasured>();
        var section = UtilityReport.Of(
            space,
            task!,
            [Learner.Trees],
            scores,
            new double[2, LeaveOneFoldOut.Count][],
            missing
        );
        return (section, missing);
    }

    private static Scored?[] Scores(double value) =>
        [.. Enumerable.Range(0, 5).Select(_ => new Scored(value, [0.1, -0.1, 0.2, -0.2]))];

    private static Table Draw(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] x = new double[rows],
            z = new double[rows],
            amount = new double[rows];
        var y = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            (x[i], z[i], amount[i]) = (random.NextDouble(), random.NextDouble(), random.NextDouble());
            y[i] = random.NextInt(2);
        }

        return new Table([
            new NumberData { Name = "x", Values = x },
            new NumberData { Name = "z", Values = z },
            new LevelData
            {
                Name = "y",
                Codes = y,
                Levels = ["false", "true"],
            },
            new NumberData { Name = "amount", Values = amount },
        ]);
    }
}
