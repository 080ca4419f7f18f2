using AethergenAI.Core.Tests.Tables;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Schemas;

[Trait("Speed", "Slow")]
public sealed class ConstraintInferenceTests
{
    private static IReadOnlyList<Constraint> Found(string header, int rows, Func<int, string> row) =>
        Files
            .Infer(header + "\n" + string.Concat(Enumerable.Range(0, rows).Select(i => row(i) + "\n")))
            .Schema.Constraints;

    /// <summary>Numbers without pattern, the same every time.</summary>
    private static int Any(int row, int stream, int below) =>
        (int)(AethergenAI.Seeding.SeedSplit.Mix((ulong)(row * 31 + stream)) % (ulong)below);

    private static IReadOnlyList<Constraint> FoundIn(string sample)
    {
        using FileStream file = Samples.Open(sample);
        return SchemaInference.Infer(file, sample, null, TestContext.Current.CancellationToken).Schema.Constraints;
    }

    [Fact]
    public void Bird_strike_costs_add_up()
    {
        SumConstraint sum = Assert.Single(FoundIn("birdstrikes.csv").OfType<SumConstraint>());
        Assert.Equal("Cost Total $", sum.Total);
        Assert.Equal(["Cost Other", "Cost Repair"], sum.Addends.Order(StringComparer.Ordinal));
        Assert.True(sum.Active);
        Assert.Contains("10,000", sum.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_days_least_temperature_is_at_most_its_greatest()
    {
        InequalityConstraint order = Assert.Single(FoundIn("seattle-weather.csv").OfType<InequalityConstraint>());
        Assert.Equal(("temp_min", "temp_max"), (order.Low, order.High));
    }

    [Fact]
    public void Employment_is_the_sum_of_its_branches_each_total_once()
    {
        SumConstraint[] sums = [.. FoundIn("us-employment.csv").OfType<SumConstraint>()];
        Assert.Equal(sums.Length, sums.Select(sum => sum.Total).Distinct().Count());
        Assert.Contains(sums, sum => sum.Total == "nonfarm" && sum.Addends is ["private", "government"]);
        Assert.Contains(sums, sum => sum.Total == "goods_producing" && sum.Addends.Count == 3);
    }

    [Fact]
    public void Decimals_add_up_to_half_a_unit_of_their_last_digit() =>
        Assert.Single(
            Found("a,b,c", 200, i =>
                {
                    (double a, double b) = (Any(i, 1, 1000) / 10.0, Any(i, 2, 1000) / 10.0);
                    return FormattableString.Invariant($"{a:0.0},{b:0.0},{a + b:0.0}");
                })
                .OfType<SumConstraint>()
        );

    [Fact]
    public void Four_addends_are_found() =>
        Assert.Equal(
            4,
            Assert
                .Single(
                    Found("a,b,c,d,total", 100, i =>
                        {
                            int[] parts = [.. Enumerable.Range(1, 4).Select(stream => Any(i, stream, 100))];
                            return $"{string.Join(',', parts)},{parts.Sum()}";
                        })
                        .OfType<SumConstraint>()
                )
                .Addends.Count
        );

    [Fact]
    public void One_row_that_does_not_add_up_is_enough_to_propose_no_sum() =>
        Assert.Empty(
            Found("a,b,c", 60_000, i => $"{i % 100},{i % 7},{i % 100 + i % 7 + (i == 59_999 ? 1 : 0)}")
                .OfType<SumConstraint>()
        );

    [Fact]
    public void Columns_of_zeros_prove_no_sum() =>
        Assert.Empty(Found("a,b,c", 500, i => i == 3 ? "1,0,1" : "0,0,0").OfType<SumConstraint>());

    [Fact]
    public void Rows_with_a_missing_cell_do_not_break_a_sum() =>
        Assert.Single(
            Found("a,b,c", 300, i =>
                    i % 5 == 0
                        ? $"{Any(i, 1, 50)},,{Any(i, 2, 50)}"
                        : $"{Any(i, 1, 50)},{Any(i, 2, 50)},{Any(i, 1, 50) + Any(i, 2, 50)}"
                )
                .OfType<SumConstraint>()
        );

    [Fact]
    public void Sparse_columns_do_not_make_the_search_endless()
    {
        string header = string.Join(',', Enumerable.Range(0, 60).Select(i => $"c{i}"));
        Assert.Empty(
            Found(header, 3_000, i =>
                string.Join(
                    ',',
                    Enumerable
                        .Range(0, 60)
                        .Select(column => Any(i, column, 40) == 0 ? $"{1 + Any(i, column + 100, 9)}" : "")
                )
            )
        );
        Assert.Empty(
            Found(header, 3_000, i =>
                string.Join(
                    ',',
                    Enumerable
                        .Range(0, 60)
                        .Select(column => Any(i, column, 400) == 0 ? $"{1 + Any(i, column + 100, 9)}" : "0")
                )
            )
        );
    }

    [Fact]
    public void A_chain_of_inequalities_is_proposed_without_what_follows_from_it() =>
        Assert.Equal(
            [("first", "second"), ("second", "third")],
            Found("first,second,third", 500, i =>
                    $"{Any(i, 1, 50)},{Any(i, 1, 50) + Any(i, 2, 50)},{Any(i, 1, 50) + Any(i, 2, 50) + Any(i, 3, 50)}"
                )
                .OfType<InequalityConstraint>()
                .Select(order => (order.Low, order.High))
                .Order()
        );

    [Fact]
    public void Dates_are_compared_with_dates() =>
        Assert.Equal(
            new InequalityConstraint("admitted", "discharged")
            {
                Reason = "Holds in all 400 rows that have both cells.",
            },
            Assert.Single(
                Found("discharged,admitted", 400, i =>
                    {
                        var day = new DateOnly(2020, 1, 1).AddDays(Any(i, 1, 300));
                        return $"{day.AddDays(Any(i, 2, 20)):yyyy-MM-dd},{day:yyyy-MM-dd}";
                    })
                    .OfType<InequalityConstraint>()
            )
        );

    [Theory]
    [InlineData("age,year", 30, 1990)]
    [InlineData("age,weight", 30, 200)]
    public void Ranges_that_do_not_meet_prove_no_inequality(string header, int low, int high) =>
        Assert.Empty(Found(header, 300, i => $"{low + Any(i, 1, 20)},{high + Any(i, 2, 30)}"));

    [Fact]
    public void Constant_columns_prove_no_inequality() =>
        Assert.Empty(Found("a_x,b_x", 300, i => $"5,{5 + Any(i, 1, 30)}"));

    [Fact]
    public void Addends_below_their_total_are_not_proposed_twice() =>
        Assert.Empty(
            Found("cost_a,cost_b,cost_total", 300, i =>
                    $"{Any(i, 1, 50)},{Any(i, 2, 50)},{Any(i, 1, 50) + Any(i, 2, 50)}"
                )
                .OfType<InequalityConstraint>()
        );

    [Fact]
    public void A_category_that_fixes_another_is_a_combination() =>
        Assert.Equal(
            ["airport", "state"],
            Assert
                .Single(
                    Found("airport,state", 600, i => $"Airport {Any(i, 1, 30)},State {Any(i, 1, 30) / 5}")
                        .OfType<CombinationsConstraint>()
                )
                .Columns
        );

    [Fact]
    public void A_category_and_its_number_are_a_combination_but_two_numbers_are_none() =>
        Assert.Equal(
            ["education", "education-num"],
            Assert
                .Single(
                    Found("education,education-num,half", 900, i =>
                            $"Level {Any(i, 1, 10)},{Any(i, 1, 10)},{Any(i, 1, 10) / 2}"
                        )
                        .OfType<CombinationsConstraint>(),
                    found => found.Columns.Contains("education-num")
                )
                .Columns
        );

    [Fact]
    public void Names_of_one_thing_are_one_combination() =>
        Assert.Equal(4, Assert.Single(FoundIn("species.csv").OfType<CombinationsConstraint>()).Columns.Count);

    [Fact]
    public void Nearly_constant_and_nearly_unique_columns_prove_no_combination()
    {
        Assert.Empty(
            Found("a,b", 300, i => $"L{Any(i, 1, 10)},{(i == 7 ? "rare" : "usual")}").OfType<CombinationsConstraint>()
        );
        Assert.Empty(Found("a,b", 300, i => $"Name {i % 290},Group {i % 290 % 7}").OfType<CombinationsConstraint>());
    }

    [Fact]
    public void One_exception_late_in_a_large_file_is_enough_to_propose_nothing() =>
        Assert.Empty(
            Found("a,b,lo_x,hi_x", 200_000, i =>
                i == 199_999 ? "L1,odd,9,1" : $"L{i % 10},M{i % 10 / 2},{Any(i, 1, 50)},{Any(i, 1, 50) + Any(i, 2, 50)}"
            )
        );
}
