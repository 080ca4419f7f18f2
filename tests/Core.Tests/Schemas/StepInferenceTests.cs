using AethergenAI.Core.Tests.Tables;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

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

    /// <summary>Numbers that lack trailing zeros go on lacking them where a few cells have more decimals.</summary>
    [Fact]
    public void A_few_odd_cells_do_not_change_how_the_others_are_written()
    {
        string[] cells = [.. Enumerable.Range(0, 3_000).Select(row => $"{row * 7919 % 900 / 4.0}")];
        cells[17] = "0.123456789";
        var column = Assert.IsType<DecimalColumn>(
            Files.Infer("hours,other\n" + string.Concat(cells.Select(cell => cell + ",x\n"))).Schema["hours"]
        );
        Assert.Equal("0.##", column.Format);
    }

    [Fact]
    public void A_few_exponents_do_not_change_how_the_others_are_written()
    {
        string[] cells = [.. Enumerable.Range(1, 300).Select(row => row == 100 ? "1e+05" : $"{row * 1_000}")];
        cells[3] = "1234.5";
        var column = Assert.IsType<DecimalColumn>(
            Files.Infer("income,other\n" + string.Concat(cells.Select(cell => cell + ",x\n"))).Schema["income"]
        );
        Assert.Equal("0.#", column.Format);
        Assert.True(DigitFormat.Parse(column.Format!).TryRead("1e+05"u8, out NumberText number));
        Assert.Equal(100_000, number.Value);
    }
}
