using System.Text.Json;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Evaluation;

public class EvaluatorTests
{
    private static readonly Table Train = People.Draw(900, 1);
    private static readonly Table Holdout = People.Draw(600, 2);

    [Fact]
    public void Fresh_rows_reach_the_ceiling_and_no_attack_fails_them()
    {
        var report = People.Evaluate(Train, Holdout, People.Draw(900, 3));
        foreach (string name in new[] { "column-shapes", "pair-trends", "missingness" })
        {
            var measure = report.Overall(name);
            Assert.InRange(measure.Value!.Value, measure.Ceiling!.Value - 0.03, 1);
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
        Assert.True(report.Overall("column-shapes").Value > report.Overall("column-shapes").Ceiling - 0.02);
        Assert.True(report.Overall("pair-trends").Interval!.High < report.Overall("pair-trends").Ceiling);
        Assert.True(report.Overall("detection-auc").Interval!.Low > 0.6);
        // The interval holds the draw of the training rows too: with 900 of them it says "worse than real", not yet "below 90 %".
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
    public void A_lacking_column_is_named_and_the_rest_is_measured()
    {
        var report = People.Evaluate(Train, Holdout, People.Draw(500, 8).Without("spent"));
        Assert.Contains(report.NotMeasured, missing =>
            missing.Name == "column 'spent'" && missing.Reason.Contains("synthetic table lacks it")
        );
        Assert.Contains(report.NotMeasured, missing =>
            missing.Name.Contains("refund") && missing.Name.Contains("spent")
        );
        Assert.Equal(5, report.Fidelity.Shapes.Count);
        Assert.NotEmpty(report.Utility.Measures);
    }

    [Fact]
    public void A_column_of_another_kind_is_named()
    {
        var synthetic = People
            .Draw(300, 9)
            .With(
                new LevelData
                {
                    Name = "age",
                    Codes = new int[300],
                    Levels = ["old"],
                }
            );
        Assert.Contains(People.Evaluate(Train, Holdout, synthetic).NotMeasured, missing =>
            missing.Name == "column 'age'" && missing.Reason.Contains("levels where the schema says numbers")
        );
    }

    [Fact]
    public void New_levels_cost_shape_and_validity()
    {
        var synthetic = People
            .Draw(500, 10)
            .With(
                new LevelData
                {
                    Name = "city",
                    Codes = new int[500],
                    Levels = ["Atlantis"],
                }
            );
        var report = People.Evaluate(Train, Holdout, synthetic);
        Assert.Equal(0, report.Fidelity.Shapes.Single(shape => shape.Column == "city").Value, 9);
        Assert.Equal(0, report.Overall("constraint-validity").Value);
        Assert.Contains(report.Warnings, warning =>
            warning.Contains("'city' has a level that no real row has", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("Atlantis", string.Concat(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_nothing_but_missing_cells_is_measured_and_said_to_be_one()
    {
        var report = People.Evaluate(
            Train,
            Holdout,
            new Table([
                .. Holdout.Columns.Select(
                    ColumnData (column) =>
                        column is NumberData
                            ? new NumberData { Name = column.Name, Values = [.. Enumerable.Repeat(double.NaN, 200)] }
                            : new LevelData
                            {
                                Name = column.Name,
                                Codes = [.. Enumerable.Repeat(-1, 200)],
                                Levels = ((LevelData)column).Levels,
                            }
                ),
            ])
        );
        Assert.Equal(
            6,
            report.Warnings.Count(warning =>
                warning.Contains("missing in every synthetic row", StringComparison.Ordinal)
            )
        );
        Assert.Contains(report.NotMeasured, missing => missing.Name == "utility: tstr" && missing.Blocks);
        Assert.NotEqual(Verdict.Pass, report.Verdict.Outcome);
        Text(report);
    }

    [Fact]
    public void What_was_not_measured_blocks_a_pass_and_what_was_not_asked_for_does_not()
    {
        var report = People.Evaluate(Train, Holdout, People.Draw(500, 8).Without("joined"));
        Assert.NotEqual(Verdict.Pass, report.Verdict.Outcome);
        Assert.True(report.NotMeasured.Single(missing => missing.Name == "column 'joined'").Blocks);
        Assert.All(
            report.NotMeasured.Where(missing => missing.Reason.StartsWith("Not run", StringComparison.Ordinal)),
            missing => Assert.False(missing.Blocks)
        );
        Assert.False(report.NotMeasured.Single(missing => missing.Name == "column 'id'").Blocks);
    }

    [Fact]
    public void Three_rows_say_what_they_cannot_tell()
    {
        var report = People.Evaluate(Train, Holdout, People.Draw(3, 11));
        Assert.NotEmpty(report.Fidelity.Shapes);
        Assert.Contains(report.Warnings, warning => warning.Contains("3 rows", StringComparison.Ordinal));
        foreach (string name in new[] { "detection-auc", "utility: tstr", "dial", "privacy: attacks" })
        {
            Assert.Contains(report.NotMeasured, missing => missing.Name == name);
        }
        Assert.Null(report.Dial.Value);
        Assert.NotEqual(Verdict.Pass, report.Verdict.Outcome);
    }

    [Fact]
    public void One_class_of_the_target_is_named()
    {
        var synthetic = People
            .Draw(400, 12)
            .With(
                new LevelData
                {
                    Name = "member",
                    Codes = new int[400],
                    Levels = ["false", "true"],
                }
            );
        var report = People.Evaluate(Train, Holdout, synthetic);
        Assert.Contains(report.NotMeasured, missing =>
            missing.Name == "utility: tstr" && missing.Reason.Contains("only one class")
        );
        Assert.Contains(report.Utility.Measures, measure => measure.Name == "trtr");
        Assert.Equal(Verdict.NotMeasured, report.Kpis.Single(kpi => kpi.Name == "utility").Verdict);
    }

    [Fact]
    public void Wholly_missing_and_constant_columns_are_measured()
    {
        double[] missing = Enumerable.Repeat(double.NaN, 400).ToArray();
        var report = People.Evaluate(
            Train.With(new NumberData { Name = "joined", Values = new double[900] }),
            Holdout.With(new NumberData { Name = "joined", Values = new double[600] }),
            People
                .Draw(400, 13)
                .With(new NumberData { Name = "spent", Values = missing })
                .With(new NumberData { Name = "joined", Values = missing })
        );
        Assert.Equal(0, report.Fidelity.Shapes.Single(shape => shape.Column == "joined").Value, 9);
        Assert.All(report.Fidelity.Pairs, pair => Assert.True(double.IsFinite(pair.Value)));
        Text(report);
    }

    [Fact]
    public void A_number_as_target_is_measured_by_R2()
    {
        var report = People.Evaluate(Train, Holdout, People.Draw(900, 14), "age");
        Assert.Equal("r2", report.Utility.Metric);
        Assert.InRange(report.Utility.Measures.Single(measure => measure.Name == "trtr").Value!.Value, 0.1, 1);
    }

    [Fact]
    public void Many_classes_are_measured_one_against_the_rest()
    {
        var report = People.Evaluate(Train, Holdout, People.Draw(900, 15), "city");
        Assert.Equal("auc", report.Utility.Metric);
        Assert.InRange(report.Utility.Measures.Single(measure => measure.Name == "trtr").Value!.Value, 0.52, 1);
    }

    [Fact]
    public void Columns_that_a_sum_ties_to_the_target_may_not_help()
    {
        var schema = People.Schema with { Constraints = [new SumConstraint(["refund", "age"], "spent")] };
        var input = new EvaluationInput(schema, Train, Holdout, Holdout) { Target = "spent" };
        var space = FeatureSpace.Over(input);
        var (task, _) = UtilityTask.Of(input, space, space.Encode(Train), space.Encode(Holdout));
        Assert.Equal(["age", "spent", "refund"], task!.LeftOut.Order().Select(feature => space.Features[feature].Name));
        Assert.Equal("Left out, because a constraint ties them to the target: age, refund.", task.Note);
    }

    [Fact]
    public void Without_a_target_usefulness_is_not_measured_and_says_why()
    {
        var schema = People.Schema with
        {
            Columns = [.. People.Schema.Columns.Select(column => column with { Role = ColumnRole.Attribute })],
        };
        var report = People.Evaluate(Train, Holdout, People.Draw(400, 17), null, schema);
        Assert.Contains(report.NotMeasured, missing =>
            missing.Name == "utility" && missing.Reason.StartsWith("No target")
        );
        Assert.NotEqual(Verdict.Pass, report.Verdict.Outcome);
    }

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
            ["attack-success", "cost", "time-to-recipe", "time-to-results", "utility"],
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
        Assert.Equal(2, root.GetProperty("version").GetInt32());
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
