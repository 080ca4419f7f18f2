using AethergenAI.Core.Tests.Tables;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>
/// What follows from one of several possible readings of a column is not proposed as if it were known.
/// </summary>
public sealed class OtherReadingTests
{
    private static string Days(string header, Func<int, string> row) =>
        $"{header}\n" + string.Concat(Enumerable.Range(0, 300).Select(row));

    [Fact]
    public void Dates_that_fit_two_orders_get_no_bounds()
    {
        string csv = Days("day;other", row => $"{row * 7 % 12 + 1:00}/{row * 5 % 12 + 1:00}/{2016 + row % 5};x\n");

        var day = Assert.IsType<DateColumn>(Files.Infer(csv).Schema["day"]);

        Assert.NotNull(day.Doubt);
        Assert.Equal((null, null), (day.Min, day.Max));
    }

    [Fact]
    public void Dates_of_one_order_keep_their_bounds()
    {
        string csv = Days("day;other", row => $"{row % 28 + 1:00}/{row * 5 % 12 + 1:00}/{2016 + row % 5};x\n");
        Assert.NotNull(Assert.IsType<DateColumn>(Files.Infer(csv).Schema["day"]).Min);
    }

    [Theory]
    [InlineData(",", ";")] // thousands or decimals
    [InlineData(".", ",")]
    public void Numbers_whose_separators_may_mean_two_things_get_no_bounds(string separator, string delimiter)
    {
        // whole numbers below 1000 fit both readings of a point
        string csv = Days($"amount{delimiter}other", row =>
            separator == "." && row % 3 == 0
                ? $"{row + 1}{delimiter}x\n"
                : $"{row % 9 + 1}{separator}{row * 37 % 900 + 100}{delimiter}x\n"
        );

        Column amount = Files.Infer(csv).Schema["amount"];

        Assert.NotNull(amount.Doubt);
        Assert.Equal(
            (null, null),
            amount is IntegerColumn whole
                ? ((double?)whole.Min, (double?)whole.Max)
                : (((DecimalColumn)amount).Min, ((DecimalColumn)amount).Max)
        );
    }

    [Fact]
    public void An_order_of_two_dates_that_holds_in_one_reading_is_switched_off_and_says_so()
    {
        string csv = Days("admitted;discharged", row =>
        {
            string begin = $"{row * 7 % 12 + 1:00}",
                year = $"{2016 + row % 5}";
            return $"{begin}/{row * 5 % 11 + 1:00}/{year};{begin}/{row * 5 % 11 + 2:00}/{year}\n";
        });

        var found = Assert.Single(Files.Infer(csv).Schema.Constraints.OfType<InequalityConstraint>());

        Assert.False(found.Active);
        Assert.Contains("if 'admitted' is written as dd/MM/yyyy and 'discharged' is", found.Reason, default);
    }
}
