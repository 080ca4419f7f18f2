using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Fidelity;

public class ValidityTests
{
    private static readonly Schema Schema = new(
        "rules",
        [
            new IntegerColumn("a", 0, 10),
            new DecimalColumn("b", 0, 10, 0.1) { Nullable = true },
            new DecimalColumn("total", 0, 20, 0.1) { Nullable = true },
            new CategoricalColumn("town", ["x", "y"]),
            new CategoricalColumn("land", ["p", "q"]),
        ]
    )
    {
        Constraints =
        [
            new SumConstraint(["a", "b"], "total"),
            new CombinationsConstraint(["town", "land"]),
            new UniqueConstraint(["a"]),
            new InequalityConstraint("a", "total", Strict: true),
            new InequalityConstraint("total", "a") { Active = false },
        ],
    };

    [Fact]
    public void Every_rule_has_its_share_and_a_row_must_keep_them_all()
    {
        var real = Rows([1, 2], [0.1, 0.2], [1.1, 2.2], [0, 1], [0, 1]);
        // Row by row: sound; wrong sum; a missing term and out of range; a new combination; a repeated key; not below, since b is 0.
        var synthetic = Rows(
            [1, 2, 11, 4, 4, 6],
            [0.1, 0.2, double.NaN, 0.1, 0.1, 0],
            [1.1, 2.5, 12, 4.1, 4.1, 6],
            [0, 0, 1, 0, 1, 1],
            [0, 0, 1, 1, 1, 1]
        );
        var measures = Validity
            .Measure(new EvaluationInput(Schema, real, real, synthetic), [], CancellationToken.None)
            .ToDictionary(measure => measure.Name, measure => measure.Value);
        Assert.Equal(5 / 6.0, measures["'a' + 'b' = 'total'"]);
        Assert.Equal(5 / 6.0, measures["combinations of 'town', 'land'"]);
        Assert.Equal(5 / 6.0, measures["unique 'a'"]);
        Assert.Equal(5 / 6.0, measures["'a' < 'total'"]);
        Assert.Equal(5 / 6.0, measures["domain of 'a'"]);
        Assert.Equal(1 / 6.0, measures["constraint-validity"]);
        Assert.DoesNotContain("'total' ≤ 'a'", measures.Keys);
    }

    [Theory]
    [InlineData(0.3, true)] // 3 × 0.1 is not 0.3 in binary
    [InlineData(0.35, false)]
    [InlineData(10.1, false)]
    [InlineData(double.NaN, true)]
    public void Decimals_keep_range_and_step(double value, bool holds) =>
        Assert.Equal([holds], DomainValidity.Holds(Schema["b"], new NumberData { Name = "b", Values = [value] }));

    [Fact]
    public void A_missing_cell_breaks_a_column_that_must_be_filled() =>
        Assert.Equal(
            [false, true],
            DomainValidity.Holds(
                Schema["town"],
                new LevelData
                {
                    Name = "town",
                    Codes = [-1, 0],
                    Levels = ["x"],
                }
            )
        );

    [Fact]
    public void Dates_keep_their_bounds()
    {
        var column = new DateColumn("d", new DateOnly(2020, 1, 1), new DateOnly(2020, 12, 31));
        double inside = new DateOnly(2020, 6, 1).DayNumber,
            outside = new DateOnly(2021, 1, 1).DayNumber;
        Assert.Equal(
            [true, false],
            DomainValidity.Holds(column, new NumberData { Name = "d", Values = [inside, outside] })
        );
    }

    private static Table Rows(double[] a, double[] b, double[] total, int[] town, int[] land) =>
        new([
            new NumberData { Name = "a", Values = a },
            new NumberData { Name = "b", Values = b },
            new NumberData { Name = "total", Values = total },
            new LevelData
            {
                Name = "town",
                Codes = town,
                Levels = ["x", "y"],
            },
            new LevelData
            {
                Name = "land",
                Codes = land,
                Levels = ["p", "q"],
            },
        ]);
}
