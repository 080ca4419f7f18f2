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
        Assert.StartsWith($"All but one cell are numbers, the first in row 121 (of the form {form}).", key.Doubt);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("id", "X12")]
    [InlineData("id", "7a")]
    [InlineData("patient_id", "A-1", "Total")]
    public void Keys_with_digits_are_keys(string name, params string[] odd) =>
        Assert.DoesNotContain("All but", Key(name, odd).Doubt ?? "", StringComparison.Ordinal);
}
