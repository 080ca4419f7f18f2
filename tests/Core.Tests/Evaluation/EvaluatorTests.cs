using System.Text.Json;
using AethergenAI.Evaluation;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation;

[Trait("Speed", "Slow")]
public partial class EvaluatorTests
{
    private static readonly Table Train = People.Draw(900, 1);
    private static readonly Table Holdout = People.Draw(600, 2);

    [Fact]
    public void Fresh_rows_reach_the_reference_and_no_attack_fails_them()
    {
        var report = People.Evaluate(Train, Holdout, People.Draw(900, 3));
        foreach (string name in new[] { "column-shapes", "pair-trends", "missingness" })
        {
            var measure = report.Overall(name);
            Assert.InRange(measure.Value!.Value, measure.Reference!.Value - 0.03, 1);
        }

        Assert.InRange(report.Overall("detection-auc").Value!.Value, 0.4, 0.6);
        Assert.Equal(1, report.Overall("constraint-validity").Value);
        Assert.All(report.Privacy.Attacks, attack => Assert.NotEqual(Verdict.Fail, attack.Verdict));
        Assert.Equal(0, report.Dial.Interval!.Low);
        Assert.InRange(report.Utility.Measures.Single(measure => measure.Name == "ratio").Value!.Value, 0.93, 1.05);
    }

    [Fact]
    public void Shuffled_columns_keep_shapes_and_lose_pairs_usefulness_and_coverage()
    {
        var report = People.Evaluate(Train, Holdout, People.Shuffled(Train, 4));
        Assert.True(report.Overall("column-shapes").Value > report.Overall("column-shapes").Reference - 0.02);
        Assert.True(report.Overall("pair-trends").Interval!.High < report.Overall("pair-trends").Reference);
        Assert.True(report.Overall("detection-auc").Interval!.Low > 0.6);
        // The interval holds the draw of the training rows too: with 900 of them it says "worse than real",
        // not yet "below 90 %".
        Assert.True(report.Utility.Measures.Single(measure => measure.Name == "ratio").Interval!.High < 1);
        Assert.NotEqual(Verdict.Pass, report.Kpis.Single(kpi => kpi.Name == "utility").Verdict);
        Assert.Equal(Verdict.Fail, report.Verdict.Outcome);
        Assert.True(report.Overall("constraint-validity").Value < 0.95);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(20)]
    public void Planted_seed_rows_are_found(int inHundred)
    {
        int copied = 900 * inHundred / 100;
        var report = People.Evaluate(Train, Holdout, Train.First(copied).Then(People.Draw(900 - copied, 5)));
        var copies = report.Attack("exact-copies");
        Assert.Equal(Verdict.Fail, copies.Verdict);
        Assert.InRange(inHundred / 100.0, copies.Interval!.Low, copies.Interval.High);
        Assert.Equal(Verdict.Fail, report.Verdict.Outcome);
    }

    [Fact]
    public void Few_repeated_rows_turn_the_dial()
    {
        int[] few = [.. Enumerable.Range(0, 900).Select(i => i % 15)];
        var collapsed = People.Evaluate(Train, Holdout, Train.Take(few));
        Assert.True(collapsed.Dial.Interval!.Low > 20, $"{collapsed.Dial}");
        Assert.True(collapsed.Dial.Partial);
    }

    [Fact]
    public void Codes_mean_nothing_across_tables()
    {
        var synthetic = People.Draw(500, 6);
        var city = synthetic.Levels("city");
        var turned = synthetic.With(
            new LevelData
            {
                Name = "city",
                Levels = [.. city.Levels.Reverse()],
                Codes = [.. city.Codes.Select(code => code < 0 ? -1 : city.Levels.Count - 1 - code)],
            }
        );
        Assert.Equal(Text(People.Evaluate(Train, Holdout, synthetic)), Text(People.Evaluate(Train, Holdout, turned)));
    }

    [Fact]
    public void The_same_input_gives_the_same_report() =>
        Assert.Equal(
            Text(People.Evaluate(Train, Holdout, People.Draw(300, 7))),
            Text(People.Evaluate(Train, Holdout, People.Draw(300, 7)))
        );

    [Fact]
    public void Bad_input_is_refused_with_a_code()
    {
        Assert.Equal(
            "evaluation.no-rows",
            Assert.Throws<RefusedException>(() => People.Evaluate(Train, Holdout, People.Draw(0, 1))).Code
        );
        Assert.Equal(
            "evaluation.unknown-target",
            Assert.Throws<RefusedException>(() => People.Evaluate(Train, Holdout, Train, "nonsense")).Code
        );
        var dropping = People.Schema with { Dropped = ["wage"] };
        Assert.Contains(
            "'wage' was dropped from the schema",
            Assert.Throws<RefusedException>(() => EvaluationRefusals.RequireTarget(dropping, "wage")).Message,
            StringComparison.Ordinal
        );
        var other = new Table([new NumberData { Name = "x", Values = [1] }]);
        Assert.Equal(
            "evaluation.no-common-columns",
            Assert.Throws<RefusedException>(() => People.Evaluate(Train, Holdout, other)).Code
        );
    }

    [Fact]
    public void Reports_progress_and_stops_when_cancelled()
    {
        using var source = new CancellationTokenSource();
        var seen = new Watcher(telemetry =>
        {
            if (telemetry.StageFraction > 0.1)
            {
                source.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Evaluator.Evaluate(
                new EvaluationInput(People.Schema, Train, Holdout, Train),
                new EvaluationOptions(),
                seen,
                source.Token
            )
        );
        Assert.True(seen.Fractions.SequenceEqual(seen.Fractions.Order()));
    }

    [Fact]
    public void The_document_has_the_shape_others_read()
    {
        using var document = JsonDocument.Parse(Text(People.Evaluate(Train, Holdout, People.Draw(400, 18))));
        var root = document.RootElement;
        Assert.Equal(
            ["attack-success", "utility"],
            root.GetProperty("kpis").EnumerateArray().Select(kpi => kpi.GetProperty("name").GetString()!).Order()
        );
        Assert.All(root.GetProperty("privacy").GetProperty("attacks").EnumerateArray(), attack =>
        {
            Assert.Contains(attack.GetProperty("verdict").GetString(), new[] { "pass", "fail", "underpowered" });
            foreach (string name in new[] { "name", "estimate", "interval", "control" })
            {
                Assert.True(attack.TryGetProperty(name, out _), name);
            }
        });
        foreach (string name in new[] { "value", "interval", "parts", "partial", "advice" })
        {
            Assert.True(root.GetProperty("dial").TryGetProperty(name, out _), name);
        }
        Assert.Equal(5, root.GetProperty("version").GetInt32());
    }

    private static string Text(EvaluationReport report) => JsonSerializer.Serialize(report, Json.Options);

    private sealed class Watcher(Action<RunProgress> then) : IProgress<RunProgress>
    {
        public List<double> Fractions { get; } = [];

        public void Report(RunProgress value)
        {
            Fractions.Add(value.StageFraction!.Value);
            then(value);
        }
    }
}
