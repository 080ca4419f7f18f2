using AethergenAI.Core.Tests.Tables;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>A line that is no row, such as a total, makes words of one key among numbers.</summary>
public sealed class OddKeyTests
{
    private static Column Key(string name, params string[] odd) =>
        Files
            .Infer(
                $"{name},amount\n"
                    + string.Concat(Enumerable.Range(0, 120).Select(i => $"{4000 + (7 * i)},{i % 9}.50\n"))
                    + string.Concat(odd.Select(cell => $"{cell},540.00\n"))
            )
            .Schema.Columns[0];

    [Theory]
    [InlineData("id", "Total", "'Aaaaa'")]
    [InlineData("patient_id", "Grand total", "'Aaaaa aaaaa'")]
    [InlineData("order_no", "order_no", "'aaaaa_aa'")]
    [InlineData("account_id", "(-)", "'(-)'")]
    [InlineData("nhs_number", "Summe:", "'Aaaaa:'")]
    public void A_word_among_keys_of_numbers_is_in_doubt(string name, string odd, string form)
    {
        var key = Key(name, odd);

        Assert.IsType<IdentifierColumn>(key);
        Assert.StartsWith($"All but one cell are numbers; it stands in row 121 (of the form {form}).", key.Doubt);
    }

    [Theory]
    [InlineData("order_no", "TOTAL")]
    [InlineData("ref", "Summe")]
    public void A_word_among_keys_with_letters_is_in_doubt(string name, string odd)
    {
        var key = Files
            .Infer(
                $"{name},amount\n"
                    + string.Concat(Enumerable.Range(0, 120).Select(i => $"INV/2024/{4000 + (7 * i):D5},{i % 9}.50\n"))
                    + $"{odd},540.00\n"
            )
            .Schema.Columns[0];

        Assert.IsType<IdentifierColumn>(key);
        Assert.StartsWith("All but 1 of 121 keys have digits (of the form '", key.Doubt);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("id", "X12")]
    [InlineData("id", "7a")]
    [InlineData("patient_id", "A-1", "ABC")]
    public void Keys_with_digits_are_keys(string name, params string[] odd) =>
        Assert.DoesNotContain("All but", Key(name, odd).Doubt ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData(10, 600, true)]
    [InlineData(8, 50, true)]
    [InlineData(8, 49, false)] // few
    [InlineData(7, 600, false)] // short
    public void Long_numbers_that_are_all_different_may_be_keys(int digits, int rows, bool doubted)
    {
        double first = Math.Pow(10, digits - 1);
        string cells = string.Concat(Enumerable.Range(0, rows).Select(i => $"{first + (i * 7919)}\n"));
        var column = Files.Infer("Kontostelle\n" + cells).Schema.Columns[0];

        Assert.IsType<IntegerColumn>(column);
        Assert.Equal(
            doubted,
            column.Doubt?.StartsWith("Its whole numbers are all different", StringComparison.Ordinal) == true
        );
    }
}
