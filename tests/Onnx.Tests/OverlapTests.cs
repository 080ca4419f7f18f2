using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Tests;

/// <summary>
/// Constraints that share columns: by construction where that is possible, by another draw where it is not.
/// </summary>
public sealed class OverlapTests
{
    [Theory, MemberData(nameof(ConformanceTests.Names), MemberType = typeof(ConformanceTests))]
    public void Chains_of_sums_and_inequalities_hold_in_every_row(string name)
    {
        var seed = Accounts(missing: false);
        Schema schema = new(
            "accounts",
            [.. Names.Select(Column (column) => new DecimalColumn(column, 0, 10_000, 0.01) { Nullable = true })]
        )
        {
            Constraints =
            [
                new SumConstraint(["a", "b"], "c"),
                new SumConstraint(["c", "d"], "e"),
                new SumConstraint(["f", "a"], "e"),
                new InequalityConstraint("a", "c"),
                new InequalityConstraint("b", "a"),
                new InequalityConstraint("d", "e"),
            ],
        };
        var result = Sample(name, seed, schema, 5_000);
        Assert.All(Enumerable.Range(0, 5_000), row =>
        {
            double[] cells = [.. Names.Select(column => result.Table.Numbers(column).Values[row])];
            Assert.Equal(cells[2], cells[0] + cells[1], 0.005);
            Assert.Equal(cells[4], cells[2] + cells[3], 0.005);
            Assert.Equal(cells[4], cells[5] + cells[0], 0.005);
            Assert.True(cells[1] <= cells[0] && cells[0] <= cells[2] && cells[3] <= cells[4]);
            Assert.All(cells, cell => Assert.InRange(cell, 0, 10_000));
        });
    }

    [Fact]
    public void A_total_whose_addends_may_be_missing_is_there_where_the_seed_had_it()
    {
        var seed = Accounts(missing: true);
        Schema schema = new(
            "accounts",
            [
                .. Names.Select(
                    Column (column) => new DecimalColumn(column, 0, 10_000, 0.01) { Nullable = column == "a" }
                ),
            ]
        )
        {
            Constraints = [new SumConstraint(["a", "b"], "c")],
        };
        var rows = Sample("copula", seed, schema, 5_000).Table;
        Assert.DoesNotContain(double.NaN, rows.Numbers("c").Values);
        Assert.InRange(rows.Numbers("a").Values.Count(double.IsNaN), 800, 1_700);
    }

    [Theory, MemberData(nameof(ConformanceTests.Names), MemberType = typeof(ConformanceTests))]
    public void A_whole_total_of_decimals_holds_as_exactly_as_the_schema_check_asks(string name)
    {
        double[] wages = [.. Enumerable.Range(0, 1_000).Select(row => Math.Round(row % 97 * 1.37, 2))];
        double[] totals = [.. wages.Select((wage, row) => Math.Ceiling(wage) + (row % 50))];
        var seed = new Table([
            Seeds.Numbers("wage", wages),
            Seeds.Numbers("bonus", totals.Zip(wages, (total, wage) => Math.Round(total - wage, 2))),
            Seeds.Numbers("total", totals),
        ]);
        var schema = new Schema(
            "pay",
            [
                new DecimalColumn("wage", 0, 200, 0.01),
                new DecimalColumn("bonus", 0, 200, 0.01),
                new IntegerColumn("total", 0, 400),
            ]
        )
        {
            Constraints = [new SumConstraint(["wage", "bonus"], "total")],
        };
        var rows = Sample(name, seed, schema, 5_000).Table;
        double[] sums =
        [
            .. rows.Numbers("wage").Values.Zip(rows.Numbers("bonus").Values, (wage, bonus) => wage + bonus),
        ];
        Assert.All(sums.Zip(rows.Numbers("total").Values), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Fact]
    public void Rows_that_broke_a_rule_at_first_are_counted()
    {
        double[] low = [.. Enumerable.Range(0, 1_000).Select(row => row % 50 == 0 ? 60.0 : row % 50)];
        double[] high = [.. low.Select((value, row) => value == 60 ? 70 : 49.0 + (row % 7 * 3))];
        var seed = new Table([Seeds.Numbers("low", low), Seeds.Numbers("high", high)]);
        var schema = new Schema("s", [new IntegerColumn("low"), new IntegerColumn("high")])
        {
            Constraints = [new InequalityConstraint("low", "high")],
        };
        var result = Sample("independent", seed, schema, 10_000);
        // 2 % of low are 60, and about 4 in 7 of high are below: some 115 of 10,000 rows.
        Assert.InRange(result.Resampled, 60, 180);
        Assert.All(Enumerable.Range(0, 10_000), row =>
            Assert.True(result.Table.Numbers("low").Values[row] <= result.Table.Numbers("high").Values[row])
        );
    }

    [Fact]
    public void A_rule_that_the_learnt_columns_cannot_meet_ends_in_a_refusal_and_not_in_a_loop()
    {
        double[] low = [.. Enumerable.Range(0, 12).Select(row => 1.0 + (row % 4))];
        var seed = new Table([Seeds.Numbers("a", [.. low.Select(value => value + 4)]), Seeds.Numbers("b", low)]);
        var schema = new Schema("s", [new IntegerColumn("a"), new IntegerColumn("b")]);
        var fitted = Generators.Named("independent").Fit(seed, schema);
        var impossible = fitted with
        {
            Manifest = fitted.Manifest with
            {
                Schema = schema with { Constraints = [new InequalityConstraint("a", "b")] },
            },
        };
        var refused = Assert.Throws<RefusedException>(() => impossible.Rows(10));
        Assert.Equal("generation.constraint-not-met", refused.Code);
        Assert.StartsWith("Row 1 broke ", refused.Message, StringComparison.Ordinal); // people count from 1
    }

    [Fact]
    public void A_key_of_two_columns_is_unique_and_says_when_it_runs_out()
    {
        string[] wards = [.. Enumerable.Range(0, 12).Select(row => "ABC"[row % 3].ToString())];
        var seed = new Table([
            Seeds.Levels("ward", wards),
            Seeds.Numbers("bed", [1, 20, 7, 2, 3, 4, 5, 6, 8, 9, 10, 11]),
            Seeds.Numbers("age", [.. Enumerable.Range(30, 12).Select(age => (double)age)]),
        ]);
        var schema = new Schema(
            "s",
            [Seeds.Category(seed.Levels("ward")), new IntegerColumn("bed"), new IntegerColumn("age")]
        )
        {
            Constraints = [new UniqueConstraint(["ward", "bed"])],
        };
        var model = Generators.Named("independent").Fit(seed, schema);
        var rows = model.Rows(60);
        Assert.Equal(
            60,
            Enumerable
                .Range(0, 60)
                .Select(row => (rows.Levels("ward").Codes[row], rows.Numbers("bed").Values[row]))
                .Distinct()
                .Count()
        );
        var refused = Assert.Throws<RefusedException>(() => model.Rows(61));
        Assert.Equal("generation.unique-exhausted", refused.Code);
        Assert.Contains("too few for row 61", refused.Message, StringComparison.Ordinal);
    }

    private static readonly string[] Names = ["a", "b", "c", "d", "e", "f"];

    private static SampleResult Sample(string name, Table seed, Schema schema, long rows)
    {
        var model = Generators.Named(name).Fit(seed, schema);
        using var sampler = new OnnxTokenSampler(model.Graph);
        return RowSampler.Sample(
            model,
            sampler,
            new SampleRequest(rows, Seed: 1),
            Seeds.Silent,
            CancellationToken.None
        );
    }

    /// <summary>c = a + b, e = c + d = f + a, b ≤ a.</summary>
    private static Table Accounts(bool missing)
    {
        var random = new Random(9);
        const int rows = 2_000;
        double[][] cells = [.. Names.Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            double a = Math.Round(50 + (400 * random.NextDouble()), 2),
                b = Math.Round(a * random.NextDouble(), 2),
                d = Math.Round(90 * random.NextDouble(), 2);
            double[] values = [a, b, a + b, d, a + b + d, b + d];
            for (int column = 0; column < values.Length; column++)
            {
                cells[column][row] = Math.Round(values[column], 2);
            }
            if (missing && row % 4 == 0)
            {
                cells[0][row] = double.NaN;
            }
        }

        return new Table([.. Names.Select((column, i) => Seeds.Numbers(column, cells[i]))]);
    }
}
