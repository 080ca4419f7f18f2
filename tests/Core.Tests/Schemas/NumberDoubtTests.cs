using System.Globalization;
using AethergenAI.Core.Tests.Tables;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>Numbers whose kind alone misleads: times since 1970, digits that get lost, placeholders.</summary>
public sealed class NumberDoubtTests
{
    private const int Rows = 500;

    [Theory]
    [InlineData("ts", 9, "nanoseconds")]
    [InlineData("timestamp", 9, "nanoseconds")]
    [InlineData("created", 6, "microseconds")]
    [InlineData("event_time", 3, "milliseconds")]
    [InlineData("epoch_ms", 3, "milliseconds")]
    [InlineData("createdAt", 0, "seconds")]
    [InlineData("event_time", 0, "seconds")]
    public void Times_since_1970_are_in_doubt(string name, int digits, string unit)
    {
        Column column = Infer(name, row => Epoch(row, digits));
        Assert.Contains($"may be times since 1970 in {unit} (500 cells", column.Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(3, "0")]
    [InlineData(9, "-1")]
    public void Zeros_among_them_for_never_change_nothing(int digits, string never)
    {
        Column column = Infer("expires_at", row => row % 7 == 3 ? never : Epoch(row, digits));
        Assert.Contains("may be times since 1970 in", column.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void Seconds_with_decimals_are_in_doubt_too()
    {
        Column column = Infer("timestamp", row => Epoch(row, 0) + $".{row % 999:000}");
        Assert.Contains("since 1970 in seconds", Assert.IsType<DecimalColumn>(column).Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", 0)]
    [InlineData("amount", 0)]
    [InlineData("amount", 9)]
    [InlineData("time_ref", 3)]
    [InlineData("population", 3)]
    public void Other_large_numbers_are_no_times(string name, int digits) =>
        Assert.DoesNotContain("1970", Infer(name, row => Epoch(row, digits)).Doubt ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData("5")] // before 1990
    [InlineData("45")] // after 2100
    public void Times_of_other_centuries_are_numbers(string begin) =>
        Assert.Null(Infer("time", row => $"{begin}{Draw(row, 90_000_000) + 10_000_000}").Doubt);

    [Theory]
    [InlineData("123456789012345{0:000}.12")]
    [InlineData("1234567890123{0:000}.57")]
    [InlineData("-123456789012345{0:000}.12")]
    public void Digits_that_a_double_does_not_hold_are_in_doubt(string form)
    {
        Column column = Infer("amount", row => row == 77 ? string.Format(null, form, row) : $"{row}.25");
        Assert.Contains(
            "their last digits would be lost (500 cells",
            Assert.IsType<DecimalColumn>(column).Doubt,
            StringComparison.Ordinal
        );
    }

    /// <summary>
    /// The shortest text of a double, one with seventeen digits, a division in SQL and all digits of a binary number.
    /// </summary>
    [Theory]
    [InlineData("R", 1)]
    [InlineData("F17", 1)]
    [InlineData("F20", 1)]
    [InlineData("F30", 1)]
    [InlineData("E18", 1)]
    [InlineData("F2", 1e13)]
    public void The_digits_of_doubles_are_in_no_doubt(string format, double size) =>
        Assert.Null(
            Infer("x", row => (size * Draw(row, 9999) / 7).ToString(format, CultureInfo.InvariantCulture)).Doubt
        );

    [Fact]
    public void A_division_with_sixteen_decimals_is_in_no_doubt() =>
        Assert.Null(Infer("average", row => $"{decimal.Round((row + 1) / 3m, 16):F16}").Doubt);

    [Theory]
    [InlineData("9999999", 7)]
    [InlineData("-999", 40)]
    [InlineData("999.9", 7)]
    [InlineData("-9999.0", 100)]
    [InlineData("-9998", 7)]
    [InlineData("65535", 7)]
    [InlineData("1e20", 7)]
    [InlineData("-999|9999", 7)]
    [InlineData("997|998|999", 9)]
    public void Numbers_far_from_all_others_that_repeat_are_in_doubt(string placeholders, int every)
    {
        string[] texts = placeholders.Split('|');
        Column column = Infer("x", row => row % every == 3 ? texts[row / every % texts.Length] : Share(row, 100));
        int cells = Enumerable.Range(0, Rows).Count(row => row % every == 3);
        Assert.StartsWith(
            $"In {cells} cells it has numbers that repeat and lie far beyond all others, which may stand for missing",
            Assert.IsType<DecimalColumn>(column).Doubt,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("-1", 0.2)] // six ranges below
    [InlineData("99", 5)]
    public void A_short_placeholder_is_in_doubt_where_it_is_far_out(string placeholder, double below) =>
        Assert.NotNull(Infer("x", row => row % 7 == 3 ? placeholder : Share(row, below, 3)).Doubt);

    [Fact]
    public void Placeholders_among_more_texts_than_are_kept_are_in_doubt()
    {
        Column column = Infer("x", row => row % 7 == 3 ? "-999" : Share(row, 100, 6), 30_000);
        Assert.Contains("which may stand for missing", column.Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 7)] // a natural zero
    [InlineData("50.0", 7)] // a cap
    [InlineData("100", 7)]
    [InlineData("-1", 7)]
    [InlineData("300", 7)] // within three ranges
    [InlineData("99999", 1000)] // one outlier
    [InlineData("9999", 250)] // two
    [InlineData("4711", 7)]
    [InlineData("428211000124100", 7)] // a code of SNOMED CT, which is longer than others
    public void Natural_spikes_and_outliers_are_in_no_doubt(string spike, int every) =>
        Assert.Null(Infer("x", row => row % every == 3 ? spike : Share(row, 100)).Doubt);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_number_in_many_texts_is_in_no_doubt(int numbers) =>
        Assert.Null(Infer("x", row => $"{row % numbers}.{new string('0', 1 + (row % 15))}").Doubt);

    [Fact]
    public void A_zero_is_no_placeholder_however_far_it_is() =>
        Assert.Null(Infer("x", row => row % 7 == 3 ? "0" : $"{1900 + Draw(row, 120)}").Doubt);

    [Theory]
    [InlineData("5e3")]
    [InlineData("5E10")]
    public void Codes_with_an_e_stay_as_they_are(string code)
    {
        Column column = Infer("x", row => row % 9 == 3 ? code : $"{100 + Draw(row, 41)}");
        Assert.Contains(code, Assert.IsType<CategoricalColumn>(column).Levels);
    }

    private static string Epoch(int row, int digits)
    {
        long seconds = 1_718_036_597 + (Draw(row, 90_000) * 7L) + row;
        string parts = $"{Draw(row + 9_999, 999_999_999):000000000}";
        return seconds.ToString(CultureInfo.InvariantCulture) + parts[..digits];
    }

    private static string Share(int row, double below, int decimals = 1) =>
        (below * Draw(row, 100_000_000) / 100_000_000).ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>Numbers without pattern, the same every time.</summary>
    private static int Draw(int row, int below) => (int)(AethergenAI.Seeding.SeedSplit.Mix((ulong)row) % (ulong)below);

    private static Column Infer(string name, Func<int, string> cell, int rows = Rows) =>
        Files.Infer($"{name};b\n" + string.Concat(Enumerable.Range(0, rows).Select(row => $"{cell(row)};y\n"))).Schema[
            name
        ];
}
