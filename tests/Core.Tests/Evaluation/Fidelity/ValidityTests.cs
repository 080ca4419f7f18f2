using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

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
        // Row by row: sound; wrong sum; a missing term and out of range; a new combination; a repeated key; not below,
        // since b is 0.
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
