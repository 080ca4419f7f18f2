using AethergenAI.Core.Tests.Tables;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>The step of numbers, with exponents and with a few odd cells.</summary>
public sealed class StepInferenceTests
{
    [Fact]
    public void Whole_numbers_with_an_exponent_are_whole_numbers()
    {
        string[] cells = ["1.00E+05", "5000", "2.5e3", "123000", "7E2", "12", "0.0E0"];
        var column = Assert.IsType<IntegerColumn>(
            Files.Infer("amount;other\n" + string.Concat(cells.Select(cell => cell + ";x\n"))).Schema["amount"]
        );
        Assert.Equal((0, 123_000), (column.Min, column.Max));
    }

    [Theory]
    [InlineData("2.5e-3;1.25;3.1", 0.0001)]
    [InlineData("2.5E+0;1.2;3.1", 0.1)]
    [InlineData("1e-300;1.2;3.1", null)]
    public void An_exponent_counts_into_the_decimals(string cells, double? step)
    {
        string text = "amount,other\n" + string.Concat(cells.Split(';').Select(cell => cell + ",x\n"));
        Assert.Equal(step, Assert.IsType<DecimalColumn>(Files.Infer(text).Schema["amount"]).Step);
    }

    /// <summary>4 of 5,512 cells are fewer than one in a thousand, 6 are more.</summary>
    [Theory]
    [InlineData(4, 1.0)]
    [InlineData(6, 1e-6)]
    public void A_step_is_what_all_but_one_cell_in_a_thousand_keep_and_the_others_are_named(int odd, double step)
    {
        string[] cells = [.. Enumerable.Range(0, 5_512).Select(row => $"{row * 7919 % 900}")];
        for (int at = 0; at < odd; at++)
        {
            cells[(at * 500) + 4] = "1.234567";
        }

        var proposal = Files.Infer("count,other\n" + string.Concat(cells.Select(cell => cell + ",x\n")));

        Assert.Equal(step, Assert.IsType<DecimalColumn>(proposal.Schema["count"]).Step);
        if (odd == 4)
        {
            Assert.Contains(
                "4 of them have more decimals than the others (row 5, 505, 1005, …)",
                proposal.Columns[0].Reason,
                StringComparison.Ordinal
            );
        }
    }
}
