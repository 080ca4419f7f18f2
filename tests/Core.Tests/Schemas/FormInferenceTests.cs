using AethergenAI.Core.Tests.Tables;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>The forms in which files write numbers and moments are found, or the column is in doubt.</summary>
public sealed class FormInferenceTests
{
    [Theory]
    [InlineData("$#,##0.00", "$1,194.16", "$78.39", "$0.50", "-$3.20")]
    [InlineData("#,##0.00;(#,##0.00)", "1,200.00", "(12.50)", "7.25")]
    [InlineData("#.##0,00 €", "1.234,56 €", "12,50 €", "0,99 €")]
    [InlineData("#\u00A0##0,0", "1\u00A0234,5", "12,5", "999,0")]
    [InlineData("# ##0", "1 234", "12", "999 999")]
    [InlineData("#'##0.00", "9'876.50", "12.00", "3.25")]
    [InlineData("0.0%", "3.2%", "12.5%", "0.0%")]
    [InlineData("0 %", "3 %", "12 %", "100 %")]
    [InlineData("0.0 mg", "82.7 mg", "1.5 mg", "9.0 mg")]
    [InlineData("0.0 °C", "-2.5 °C", "21.0 °C", "3.5 °C")]
    [InlineData("+0.0;-0.0;0.0", "+1.5", "-2.5", "0.0")]
    [InlineData("+0.0;-0.0;+0.0", "+1.5", "-2.5", "+0.0")]
    [InlineData("CHF 0.00", "CHF 5.00", "CHF 12.50", "CHF 7.25")]
    [InlineData("0.00 USD", "5.00 USD", "12.50 USD", "7.25 USD")]
    [InlineData("hh:mm", "08:15", "23:59", "00:00")]
    [InlineData("h:mm:ss", "0:01:02", "12:00:00", "3:59:59")]
    [InlineData("hh:mm:ss.000", "08:15:01.250", "23:59:00.000", "10:00:59.125")]
    [InlineData("#.00", ".50", ".75", ".10")]
    [InlineData("0.0##", "1.0", "2.125", "3.25")]
    public void Numbers_keep_their_form(string pattern, params string[] cells)
    {
        Column column = Column("v", cells);
        Assert.Equal(
            pattern,
            column is IntegerColumn whole ? whole.Format : Assert.IsType<DecimalColumn>(column).Format
        );
        Assert.Null(column.Doubt);
    }

    [Theory]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss'Z'", "2024-03-23T08:28:00Z", "2023-12-01T00:00:01Z")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss'+02:00'", "2024-03-23T08:28:00+02:00", "2023-12-01T00:00:01+02:00")]
    [InlineData("yyyy-MM-dd HH:mm:ss' UTC'", "2024-03-23 08:28:00 UTC", "2023-12-01 00:00:01 UTC")]
    [InlineData("yyyy-MM-dd'T'HH:mm:sszzz", "2024-03-23T08:28:00+00:00", "2023-07-01T00:00:01+01:00")]
    [InlineData("yyyy-MM-dd HH:mm:ss.ffffff", "2024-03-23 08:28:00.120000", "2023-12-01 00:00:01.000001")]
    [InlineData("yyyy-MM-dd HH:mm:ss[.fff]", "2024-03-23 08:28:00.120", "2023-12-01 00:00:01")]
    [InlineData("yyyy-MM-dd HH:mm:ss.FFF", "2024-03-23 08:28:00.12", "2023-12-01 00:00:01.125", "2023-12-01 00:00:01")]
    [InlineData("yyyy-MM-dd HH:mm:ss,fff", "2024-03-23 08:28:00,120", "2023-12-01 00:00:01,125")]
    [InlineData("ddd, dd MMM yyyy HH:mm:ss' GMT'", "Sat, 23 Mar 2024 08:28:00 GMT", "Fri, 01 Dec 2023 00:00:01 GMT")]
    [InlineData("yyyyMMdd'T'HHmmss'Z'", "20240323T082800Z", "20231201T000001Z")]
    [InlineData("M/d/yyyy h:mm tt", "3/23/2024 8:28 AM", "12/1/2023 11:59 PM")]
    public void Moments_keep_their_form(string format, params string[] cells)
    {
        var column = Assert.IsType<DateTimeColumn>(Column("v", cells));
        Assert.Equal(format, column.Format);
        Assert.Null(column.Doubt);
    }

    [Theory]
    [InlineData("dd-MMM-yyyy", LetterCase.Upper, "26-DEC-2021", "01-JAN-2022", "13-FEB-2020")]
    [InlineData("dd MMM yyyy", null, "26 Dec 2021", "01 Jan 2022")]
    [InlineData("d MMMM yyyy", LetterCase.Lower, "26 december 2021", "1 january 2022")]
    [InlineData("dd/MM/yy", null, "26/12/21", "01/01/22")]
    [InlineData("yyyy-MM", null, "2021-12", "2022-01")]
    [InlineData("MMM yyyy", null, "Dec 2021", "Jan 2022")]
    public void Dates_keep_their_form(string format, LetterCase? letters, params string[] cells)
    {
        var column = Assert.IsType<DateColumn>(Column("v", cells));
        Assert.Equal((format, letters), (column.Format, column.Letters));
    }

    /// <summary>+00:00 and +01:00 are two instants an hour apart, though their clocks show the same.</summary>
    [Fact]
    public void Instants_with_different_offsets_have_bounds_that_hold_them_all()
    {
        var column = Assert.IsType<DateTimeColumn>(
            Column("v", "2024-03-31T00:30:00+00:00", "2024-03-31T02:30:00+01:00", "2024-03-31T00:10:00+01:00")
        );
        Assert.True(column.Min <= new DateTime(2024, 3, 30, 23, 10, 0, DateTimeKind.Utc));
        Assert.True(column.Max >= new DateTime(2024, 3, 31, 1, 30, 0, DateTimeKind.Utc));
    }

    [Theory]
    [InlineData("inf", "'aaa'", "numbers")]
    [InlineData(">1000", "'>9999'", "numbers")]
    [InlineData("n/k", "'a/a'", "numbers")]
    [InlineData("♀", "'□'", "numbers")]
    [InlineData("⚕ £½", "'□ £9'", "numbers")]
    [InlineData("😀", "'□'", "numbers")]
    [InlineData("ok 👍🏽", "'aa □□'", "numbers")]
    [InlineData("𠮷野", "'aa'", "numbers")]
    public void A_few_other_cells_put_numbers_in_doubt(string odd, string form, string kind)
    {
        Column column = Column("v", [.. Enumerable.Range(0, 97).Select(row => $"{row}.5"), odd, odd, odd]);
        Assert.IsType<DecimalColumn>(column);
        Assert.Contains(
            $"All but 3 cells are {kind}, the first in row 98 (of the form {form})",
            column.Doubt,
            StringComparison.Ordinal
        );
    }

    /// <summary>Only digits with a capital E among plain digits are said to be such.</summary>
    [Theory]
    [InlineData("5E10", true)]
    [InlineData("512", false)]
    public void Codes_with_an_E_are_said_only_where_there_are_some(string other, bool said)
    {
        string[] cells = [.. Enumerable.Range(0, 60).Select(row => row % 3 == 0 ? other : $"{100 + row % 9}")];
        string reason = Files
            .Infer("diagnosis_code;x\n" + string.Concat(cells.Select(cell => $"{cell};y\n")))
            .Columns[0]
            .Reason;
        Assert.Equal(said, reason.Contains("E among plain digits", StringComparison.Ordinal));
    }

    [Fact]
    public void A_few_other_cells_put_moments_in_doubt()
    {
        var days = Enumerable
            .Range(0, 97)
            .Select(day => $"{new DateTime(2024, 1, 1).AddHours(day * 31):yyyy-MM-dd HH:mm:ss}");
        Column column = Column("v", [.. days, "0000-00-00 00:00:00"]);
        Assert.IsType<DateTimeColumn>(column);
        Assert.Contains("All but one cell are written as yyyy-MM-dd HH:mm:ss", column.Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}/{1}")] // blood pressure
    [InlineData("{0}h {1}m")]
    [InlineData("{0}:{1}:{0}:{1}")]
    [InlineData("PT{0}H{1}M")]
    public void Measures_in_a_form_that_is_not_read_are_in_doubt(string form)
    {
        Column column = Column(
            "v",
            [.. Enumerable.Range(0, 90).Select(row => string.Format(null, form, row + 10, row * 7 % 89 + 10))]
        );
        Assert.Contains("look like measurements", column.Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("632", "1.535", "557", "2.004")] // German thousands, or three decimals
    [InlineData("1.535", "9", "88.120", "12")]
    public void Points_that_may_stand_for_thousands_are_in_doubt(params string[] cells) =>
        Assert.Contains("thousands or for decimals", Column("v", cells).Doubt, StringComparison.Ordinal);

    [Theory]
    [InlineData("1.535", "0.25", "12")]
    [InlineData("1.535", "0.125", "2.004")]
    [InlineData("1.535", "1632", "2.004")]
    public void Other_decimals_are_not(params string[] cells) => Assert.Null(Column("v", cells).Doubt);

    [Fact]
    public void Texts_without_a_pattern_are_not_silently_replaced_by_digits() =>
        Assert.Contains(
            "replaced by digits",
            Column(
                "uptime",
                [.. Enumerable.Range(0, 90).Select(i => i % 2 == 0 ? $"{i + 1} h {i / 2} min" : $"{i * 7} min")]
            ).Doubt,
            StringComparison.Ordinal
        );

    [Fact]
    public void Compact_moments_are_moments_whatever_their_name_says()
    {
        string[] cells =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i => $"{new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i * 131):yyyyMMddHHmmss}"),
        ];
        Assert.Equal("yyyyMMddHHmmss", Assert.IsType<DateTimeColumn>(Column("created_at", cells)).Format);
    }

    [Fact]
    public void A_separator_that_may_stand_for_thousands_or_decimals_is_in_doubt() =>
        Assert.Contains(
            "thousands or for decimals",
            Column("v", "1,234", "5,678", "9,012").Doubt,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("5E10", "1E2", "77")]
    [InlineData("1100002135265370850", "1100397775973908807", "1100397775973908809")]
    public void Codes_of_digits_stay_texts(params string[] cells) =>
        Assert.Equal(cells.Order(), Assert.IsType<CategoricalColumn>(Column("part", cells)).Levels.Order());

    [Theory]
    [InlineData("house_price_index")]
    [InlineData("reference_price")]
    [InlineData("month_no")]
    public void Measures_with_a_key_s_word_are_numbers(string name) =>
        Assert.IsType<IntegerColumn>(Column(name, [.. Enumerable.Range(0, 200).Select(row => $"{row + 10_001}")]));

    /// <summary>The column of these cells, again and again up to 60 rows.</summary>
    private static Column Column(string name, params string[] cells) =>
        Files
            .Infer(
                $"{name};other\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, Math.Max(60, cells.Length))
                            .Select(row => $"\"{cells[row % cells.Length]}\";x\n")
                    )
            )
            .Schema[name];
}
