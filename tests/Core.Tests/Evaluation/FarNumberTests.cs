using System.Text.Json;
using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation;

/// <summary>Numbers that cannot be measurements, such as the largest double as a mark for "no value".</summary>
public class FarNumberTests
{
    private static readonly Table Train = People.Draw(300, 1),
        Holdout = People.Draw(200, 2);

    // Without bounds: a bound would make the far number invalid, not far.
    private static readonly Schema Unbounded = People.Schema with
    {
        Columns =
        [
            .. People.Schema.Columns.Select(column =>
                column switch
                {
                    IntegerColumn whole => whole with { Min = null, Max = null },
                    DecimalColumn numbers => numbers with { Min = null, Max = null, Step = null },
                    _ => column,
                }
            ),
        ],
    };

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("spent", double.MaxValue, 1, null)]
    [InlineData("spent", double.MaxValue, 3, "age")]
    [InlineData("spent", -1e100, 1, "spent")]
    [InlineData("age", 1e300, 200, "age")]
    [InlineData("age", double.PositiveInfinity, 2, "age")]
    [InlineData("joined", -1e39, 1, null)]
    public void A_far_synthetic_number_is_evaluated_and_said(string column, double far, int cells, string? target)
    {
        var report = People.Evaluate(Train, Holdout, With(Train, column, far, cells), target, Unbounded);
        string text = JsonSerializer.Serialize(report, Json.Options);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.Contains(report.Warnings, warning =>
            warning.StartsWith($"Column '{column}' holds {cells} number", StringComparison.Ordinal)
            && warning.Contains("million times the real range", StringComparison.Ordinal)
        );
        Assert.All(report.Fidelity.Pairs, pair => Assert.True(double.IsFinite(pair.Value)));
    }

    [Fact]
    public void A_far_time_of_a_synthetic_row_does_not_stop_the_figures_over_time()
    {
        var schema = Unbounded with { TimeOrder = "age" };
        var synthetic = With(With(Train, "age", 1e300, 1), "spent", -1e300, 2);
        Assert.NotNull(People.Evaluate(Train, Holdout, synthetic, null, schema).Fidelity.Series);
    }

    [Theory]
    [InlineData(double.MaxValue, 3, "(rows 1, 2, 3)")]
    [InlineData(1e100, 1, "(row 1)")]
    [InlineData(-9.007199254740991e15, 1, "(row 1)")]
    [InlineData(3.4028234663852886e38, 7, "(rows 1, 2, 3, 4, 5 and 2 more)")]
    public void A_far_number_of_the_seed_is_refused_with_its_column_and_rows(double far, int cells, string rows)
    {
        var seed = With(Train, "spent", far, cells);
        foreach (
            Action act in new Action[]
            {
                () => TableEncoder.Encode(seed, Unbounded),
                () => People.Evaluate(seed, Holdout, Train, null, Unbounded),
            }
        )
        {
            var refusal = Assert.Throws<RefusedException>(act);
            Assert.Equal("table.far-number", refusal.Code);
            Assert.Contains($"of column 'spent' {rows}", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bounds_that_are_declared_public_allow_a_far_number_that_can_be_computed_with()
    {
        var schema = Unbounded with
        {
            Constraints = [],
            Columns =
            [
                .. Unbounded.Columns.Select(column =>
                    column.Name == "spent"
                        ? new DecimalColumn("spent", 0, 1e40) { Nullable = true, Domain = ColumnDomain.Public }
                        : column
                ),
            ],
        };
        TableEncoder.Encode(With(Train, "spent", 1e40, 1), schema);
        var report = People.Evaluate(With(Train, "spent", 1e40, 1), Holdout, Train, "spent", schema);
        Assert.All(report.Fidelity.Pairs, pair => Assert.True(double.IsFinite(pair.Value)));
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 1e12 }, 1e12)]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 1e9 }, double.PositiveInfinity)]
    [InlineData(new double[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 2e12 }, double.PositiveInfinity)]
    [InlineData(new[] { 1e-20, 2e-20, 3e-20, 4e-20, 5e-20, 6e-20, 7e-20, 8e-20, 9e-20, 0.5 }, double.PositiveInfinity)]
    [InlineData(new double[] { 1, 1e12 }, double.PositiveInfinity)]
    public void Only_a_gap_that_few_numbers_lie_beyond_makes_them_far(double[] values, double expected) =>
        Assert.Equal(expected, FarNumbers.FarFrom(values));

    private static Table With(Table table, string column, double value, int cells) =>
        table.With(
            new NumberData
            {
                Name = column,
                Values = [.. table.Numbers(column).Values.Select((cell, row) => row < cells ? value : cell)],
            }
        );
}
