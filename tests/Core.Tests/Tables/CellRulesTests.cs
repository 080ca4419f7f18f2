using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Tables;

public sealed class CellRulesTests
{
    [Theory]
    [InlineData(0.3, true)] // 3 × 0.1 is not 0.3 in binary
    [InlineData(0.35, false)]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(10.1, false)]
    [InlineData(-0.1, false)]
    [InlineData(double.NaN, true)]
    public void Decimals_keep_range_and_step(double value, bool holds) =>
        Assert.Equal(holds, Holds(new DecimalColumn("x", 0, 10, 0.1) { Nullable = true }, value));

    [Fact]
    // 0.30000000000000004
    public void A_computed_end_of_a_range_is_inside_it() => Assert.True(Holds(new DecimalColumn("x", 0, 0.3), 3 * 0.1));

    [Theory]
    [InlineData(3, true)]
    [InlineData(2.5, false)]
    [InlineData(11, false)]
    public void Integers_are_whole_and_keep_their_range(double value, bool holds) =>
        Assert.Equal(holds, Holds(new IntegerColumn("n", 0, 10), value));

    [Fact]
    public void Dates_keep_their_bounds()
    {
        var column = new DateColumn("d", new DateOnly(2020, 1, 1), new DateOnly(2020, 12, 31));
        Assert.True(Holds(column, new DateOnly(2020, 12, 31).DayNumber));
        Assert.False(Holds(column, new DateOnly(2021, 1, 1).DayNumber));
    }

    [Fact]
    public void A_missing_cell_breaks_a_column_that_must_be_filled_and_no_other_rule()
    {
        Assert.False(Holds(new DecimalColumn("x", 0, 10, 0.1), double.NaN));
        Assert.Equal(
            "not-null",
            Assert
                .Single(CellRules.Of(new DecimalColumn("x", 0, 10, 0.1)), rule => !rule.In(Numbers(double.NaN))(0))
                .Name
        );
    }

    [Fact]
    public void Levels_are_known_by_their_text_whatever_their_codes()
    {
        var cells = new LevelData
        {
            Name = "c",
            Codes = [0, 1, -1],
            Levels = ["z", "a"],
        };
        var holds = CellRules.Holds(new CategoricalColumn("c", ["a", "b"]) { Nullable = true }, cells);
        Assert.Equal([false, true, true], new[] { 0, 1, 2 }.Select(holds));
        Assert.False(CellRules.Holds(new BooleanColumn("c", "no", "a"), cells)(0));
        Assert.True(CellRules.Holds(new BooleanColumn("c", "no", "a"), cells)(1));
    }

    private static bool Holds(Column column, double value) => CellRules.Holds(column, Numbers(value))(0);

    private static NumberData Numbers(params double[] values) => new() { Name = "x", Values = values };
}
