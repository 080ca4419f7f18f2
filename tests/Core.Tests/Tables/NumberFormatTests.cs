using System.Text;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables;

public sealed class NumberFormatTests
{
    [Theory]
    [InlineData("0", 0, "0")]
    [InlineData("0.00", 2.5, "2.50")]
    [InlineData("0.0##", 2.25, "2.25")]
    [InlineData("0.0##", 3, "3.0")]
    [InlineData("#.00", .5, ".50")]
    [InlineData("#.00", -12.5, "-12.50")]
    [InlineData("$#,##0.00", 1234567.5, "$1,234,567.50")]
    [InlineData("$#,##0.00", -3, "-$3.00")]
    [InlineData("$#,##0.00;($#,##0.00)", -1234, "($1,234.00)")]
    [InlineData("#.##0,00 €", 1234.5, "1.234,50 €")]
    [InlineData("#\u00A0##0", 1234567, "1\u00A0234\u00A0567")]
    [InlineData("#'##0.00", 9876543.21, "9'876'543.21")]
    [InlineData("+0;-0;0", 15, "+15")]
    [InlineData("+0;-0;0", 0, "0")]
    [InlineData("+0;-0;0", -4, "-4")]
    [InlineData("0.0%", 3.2, "3.2%")]
    [InlineData("0 mg/1\\0\\0 ml", 82, "82 mg/100 ml")]
    [InlineData("hh:mm", 90, "01:30")]
    [InlineData("h:mm:ss.0", 62.5, "0:01:02.5")]
    [InlineData("hh:mm:ss.0##", -3661.25, "-01:01:01.25")]
    [InlineData("hh:mm", 6000, "100:00")]
    public void A_number_is_written_as_its_pattern_and_read_back(string pattern, double value, string text)
    {
        NumberFormat format = NumberFormat.Of(pattern);
        Assert.Equal(text, Written(format, value));
        Assert.True(format.TryRead(Encoding.UTF8.GetBytes(text), out NumberText number));
        Assert.Equal(value, number.Value);
    }

    [Theory]
    [InlineData("$#,##0.00", "$1234.5", 1234.5)] // as a spreadsheet may save it
    [InlineData("0.00", "3", 3)]
    [InlineData("#.##0,00", "12,5", 12.5)]
    public void Other_decimals_and_absent_separators_are_read_and_told(string pattern, string text, double value)
    {
        NumberFormat format = NumberFormat.Of(pattern);
        Assert.True(format.TryRead(Encoding.UTF8.GetBytes(text), out NumberText number));
        Assert.Equal(value, number.Value);
        Assert.False(format.Writes(value, Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("$0.00", "5.00")] // another currency would read alike
    [InlineData("$0.00", "€5.00")]
    [InlineData("#,##0", "12,34")]
    [InlineData("#,##0", "1234,567")]
    [InlineData("#,##0", "0,123")]
    [InlineData("0.00", "")]
    [InlineData("0.00", "--5")]
    [InlineData("0%", "%")]
    [InlineData("hh:mm", "12:60")]
    [InlineData("hh:mm", "12:3")]
    [InlineData("hh:mm:ss", "1:2")]
    public void Cells_of_another_form_are_not_read(string pattern, string text) =>
        Assert.False(NumberFormat.Of(pattern).TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0.0.0")]
    [InlineData("00")]
    [InlineData("#,##0,00")]
    [InlineData("0;(0.0)")]
    [InlineData("0;0;0;0")]
    [InlineData("0.#0")]
    [InlineData("h:m")]
    [InlineData("hh:mm.")]
    public void Other_patterns_are_refused(string pattern) =>
        Assert.Throws<FormatException>(() => NumberFormat.Of(pattern));

    /// <summary>Numbers beyond 2^53 in the last place are written without digits that a double does not hold.</summary>
    [Fact]
    public void Very_large_numbers_are_written_whole() =>
        Assert.Equal("10000000000000000000.00", Written(NumberFormat.Of("#,##0.00"), 1e19));

    private static string Written(NumberFormat format, double value)
    {
        byte[] to = new byte[CellWriter.MaxNumber];
        return Encoding.UTF8.GetString(to, 0, format.Write(value, to));
    }
}
