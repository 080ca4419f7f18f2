using System.Globalization;
using AethergenAI.Core.Tests.Tables;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>Keys keep letters where they have letters, and durations are no keys and no categories.</summary>
public sealed class KeyLetterTests
{
    private const int Rows = 200;

    [Theory]
    [InlineData("NINO", "{1}{1}{0:000000}{2}", "??######?")] // the letters A to D, which hexadecimal numbers have too
    [InlineData("patient_id", "{1}{0:000000}", "?######")]
    [InlineData("patient_id", "x{3}{0:000000}", "x~######")]
    [InlineData("token", "{4:x6}", "******")]
    [InlineData("token", "{4:X6}", "%%%%%%")]
    [InlineData("inv", "INV/2024/{0:00000}", "INV/2024/#####")]
    public void A_place_of_letters_stays_one(string name, string form, string pattern)
    {
        var random = new Random(8);
        Column column = Infer(name, row =>
            string.Format(
                CultureInfo.InvariantCulture,
                form,
                (row * 97) + 17,
                "ABCDEFG"[random.Next(7)],
                "ABCD"[random.Next(4)],
                "abc"[random.Next(3)],
                random.Next(1 << 24)
            )
        );
        Assert.Equal(pattern, Assert.IsType<IdentifierColumn>(column).Pattern);
        Assert.Null(column.Doubt);
    }

    /// <summary>What all keys have stays, however many there are; digits of the number itself may vary.</summary>
    [Theory]
    [InlineData("bill", "INV/2027/{0:00000}", 50, "INV/2027/#####")]
    [InlineData("bill", "INV/2027/{0:00000}", 5_000, "INV/2027/#####")]
    [InlineData("bill", "INV2027{0:00000}", 5_000, "INV2027#####")]
    [InlineData("bill", "RE-1998{0:0000}", 900, "RE-1998####")]
    [InlineData("bill", "2026{0:000000}-X", 3_000, "2026######-X")]
    [InlineData("bill", "AB-2027-7-{0:000000}", 50, "AB-2027-7-######")]
    [InlineData("invoice_no", "{0}/2027", 300, "###/2027")]
    [InlineData("invoice_no", "R{0}/2027-{1}", 300, "?###/2027-#")] // R is all that some keys have before the number
    [InlineData("order_no", "{0}-DE-2027", 1_500, "####-DE-2027")]
    [InlineData("bill_id", "2027{0:000000}", 800, "20270#####")] // numbers, too
    [InlineData("id", "71{0:0000}", 90, "71####")]
    [InlineData("id", "{3}", 900, null)] // 1001 to 1900 are too few to begin with 1
    [InlineData("id", "{0}", 900, null)]
    [InlineData("bill", "P{2}", 60, "P####")] // 2000 to 2059 are numbers, no year
    public void What_all_keys_share_stays(string name, string form, int rows, string? pattern)
    {
        var cells = Enumerable
            .Range(1, rows)
            .Select(row => string.Format(CultureInfo.InvariantCulture, form, row, row % 9, 1_999 + row, 1_000 + row));
        Assert.Equal(pattern, Assert.IsType<IdentifierColumn>(Drawn.Of(name, cells).Schema[name]).Pattern);
    }

    [Theory]
    [InlineData("{0} h {1} min")]
    [InlineData("{0}h{1}m")]
    [InlineData("PT{0}H{1}M|PT{1}M|P{0}DT{1}H")]
    [InlineData("{0}.{1} mg|{1} g")]
    public void Durations_and_mixed_units_are_doubted_though_they_repeat(string forms)
    {
        string[] form = forms.Split('|');
        Column column = Infer("stay", row =>
            string.Format(CultureInfo.InvariantCulture, form[row % form.Length], row % 5, row * 7 % 60)
        );
        Assert.Contains("measurements in a form that is not read", column.Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ward", "{0}{1}")]
    [InlineData("street", "High Street {0}")]
    [InlineData("plan", "P{0}{1}")]
    public void Codes_with_letters_and_numbers_are_not(string name, string form)
    {
        Column column = Infer(name, row =>
            string.Format(CultureInfo.InvariantCulture, form, row % 6, (char)('A' + (row % 11)))
        );
        Assert.Null(Assert.IsType<CategoricalColumn>(column).Doubt);
    }

    private static Column Infer(string name, Func<int, string> cell) =>
        Files
            .Infer($"{name};other\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"{cell(row)};x\n")))
            .Schema[name];
}
