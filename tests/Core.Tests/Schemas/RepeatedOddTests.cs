using System.Globalization;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>
/// One or few texts in up to half of the cells of a column of numbers or moments may stand for missing.
/// </summary>
public sealed class RepeatedOddTests
{
    [Theory]
    [InlineData("0000-00-00", 500)]
    [InlineData("unknown", 500)]
    [InlineData("no date yet", 500)]
    [InlineData("0000-00-00|n/k", 500)]
    [InlineData("0000-00-00", 12_000)]
    public void Dates_with_few_texts_between_them_are_dates_in_doubt(string odd, int rows)
    {
        Column column = Infer("v", odd, rows, row => $"{new DateTime(2000, 1, 1).AddDays(Draw(row, 9000)):yyyy-MM-dd}");
        Assert.IsType<DateColumn>(column);
        Assert.Matches(
            "^All but [0-9,]+ cells are written as yyyy-MM-dd, the first in row 1(, always|, w| \\()",
            column.Doubt
        );
        Assert.Equal(!odd.Contains('|'), column.Doubt?.Contains("always the same text"));
    }

    [Theory]
    [InlineData("unknown", 500)]
    [InlineData("-", 500)]
    [InlineData("ND", 500)]
    [InlineData("not asked|refused|n/k", 500)]
    [InlineData("unknown", 30_000)]
    public void Numbers_with_few_texts_between_them_are_numbers_in_doubt(string odd, int rows)
    {
        Column weight = Infer("v", odd, rows, row => $"{Draw(row, 99_999)}.5");
        Assert.StartsWith("All but ", Assert.IsType<DecimalColumn>(weight).Doubt, StringComparison.Ordinal);
        Column age = Infer("v", odd, rows, row => $"{18 + Draw(row, 70)}");
        Assert.StartsWith("All but ", Assert.IsType<IntegerColumn>(age).Doubt, StringComparison.Ordinal);
        Column price = Infer("v", odd, rows, row => $"${Draw(row, 9999)}.50");
        Assert.StartsWith("All but ", Assert.IsType<DecimalColumn>(price).Doubt, StringComparison.Ordinal);
    }

    /// <summary>Floors, routes, and numbers among many texts.</summary>
    [Theory]
    [InlineData("ground", 9, 1)]
    [InlineData("G", 60, 1)]
    [InlineData("unknown", 60, 80)]
    public void Codes_and_mixtures_are_none(string odd, int numbers, int texts)
    {
        string[] all = texts == 1 ? [odd] : [.. Enumerable.Range(1, texts).Select(at => $"{odd} {Words(at)}")];
        Column column = Infer("v", string.Join('|', all), 500, row => $"{1 + Draw(row, numbers)}");
        Assert.DoesNotContain("All but", column.Doubt ?? "", StringComparison.Ordinal);
        Assert.IsNotType<IntegerColumn>(column);
    }

    [Fact]
    public void More_than_half_of_the_cells_are_no_exceptions()
    {
        var cells = Enumerable.Range(0, 500).Select(row => row % 5 < 2 ? $"{Draw(row, 999)}.5" : "unknown");
        Assert.IsNotType<DecimalColumn>(Drawn.Of("v", cells).Schema["v"]);
    }

    private static string Words(int number) => string.Concat($"{number}".Select(digit => (char)(digit - '0' + 'a')));

    /// <summary>Three cells in ten, the first one among them, are odd.</summary>
    private static Column Infer(string name, string odd, int rows, Func<int, string> cell)
    {
        string[] texts = odd.Split('|');
        var cells = Enumerable
            .Range(0, rows)
            .Select(row =>
                row % 10 < 3 ? texts[Draw(row, texts.Length)] : cell(row).ToString(CultureInfo.InvariantCulture)
            );
        return Drawn.Of(name, cells).Schema[name];
    }

    /// <summary>Numbers without pattern, the same every time.</summary>
    private static int Draw(int row, int below) => (int)(AethergenAI.Seeding.SeedSplit.Mix((ulong)row) % (ulong)below);
}
