using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Evaluation;

public partial class EvaluatorTests
{
    [Fact]
    public void A_lacking_column_is_named_and_the_rest_is_measured()
    {
        var report = People.Evaluate(Train, Holdout, People.Draw(500, 8).Without("spent"));
        Assert.Contains(report.NotMeasured, missing =>
            missing.Name == "column 'spent'" && missing.Reason.Contains("synthetic table does not have this column")
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
            missing.Name == "column 'age'" && missing.Reason.Contains("holds levels, but the schema says numbers")
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
            missing.Name == "utility" && missing.Reason.StartsWith("There is no target")
        );
        Assert.NotEqual(Verdict.Pass, report.Verdict.Outcome);
    }
}
