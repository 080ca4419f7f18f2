using System.Globalization;
using AethergenAI.Core.Tests.Tables;
using AethergenAI.Schemas;
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

    /// <summary>Sums of doubles are written with the rounding of their arithmetic.</summary>
    [Theory]
    [InlineData(0.1, 90, 0.1)]
    [InlineData(-0.1, 90, 0.1)]
    [InlineData(1.1, 400, 1.1)]
    [InlineData(0.07, 900, 0.07)]
    [InlineData(0.0003, 5_000, 0.0003)]
    public void The_rounding_of_a_computer_is_no_decimal(double unit, int most, double step)
    {
        string[] cells =
        [
            .. Enumerable.Range(1, most).Select(times => (unit * times).ToString("R", CultureInfo.InvariantCulture)),
        ];
        int noisy = cells.Count(cell => cell.Length > 12);
        Assert.True(noisy > 1);

        var proposal = Drawn.Of("v", cells);

        var column = Assert.IsType<DecimalColumn>(proposal.Schema["v"]);
        Assert.Equal(step, column.Step);
        Assert.Equal(double.Round(most * unit, 4), unit < 0 ? column.Min : column.Max);
        Assert.Null(column.Doubt);
        int first = Array.FindIndex(cells, cell => cell.Length > 12) + 1;
        Assert.Contains(
            $"{noisy:N0} cells (the first in row {first}) had the rounding of a computer",
            proposal.Columns[0].Reason,
            StringComparison.Ordinal
        );
        SchemaFindings findings = SchemaCheck.Check(
            Files.Of(Drawn.Text("v", cells)),
            proposal.Schema,
            null,
            TestContext.Current.CancellationToken
        );
        Assert.Empty(findings.Rules);
    }

    [Theory]
    [InlineData("0.3|0.30000000000000004|0.7", 0.1, 1)]
    [InlineData(".3|.30000000000000004|.5||.2", 0.1, 1)]
    [InlineData("1.5|4.350000000000001|2.25", 0.01, 1)]
    [InlineData("0.1234567890123456|0.3333333333333333|0.6666666666666666", null, 0)]
    [InlineData("0.30000000000001|0.2", 1e-14, 0)] // 14 decimals that no rounding explains
    public void Only_rounding_is_taken_for_it(string cells, double? step, int noisy)
    {
        var proposal = Drawn.Of("v", cells.Split('|'));

        Assert.Equal(step is < 1e-9 ? null : step, Assert.IsType<DecimalColumn>(proposal.Schema["v"]).Step);
        Assert.Equal(noisy == 1, proposal.Columns[0].Reason.Contains("1 cell (row 2) had the rounding"));
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
