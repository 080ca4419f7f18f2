using System.Globalization;
using System.Text;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables;

public sealed class TemporalFormatTests
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "dd/MM/yyyy",
        "M/d/yyyy",
        "MMM d yyyy",
        "d. MMMM yyyy",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        "d.M.yyyy H:mm",
        "M/d/yyyy h:mm:ss tt",
        "yyyyMMdd",
    ];

    [Fact]
    public void Every_moment_reads_back_as_the_framework_reads_it()
    {
        foreach (string format in Formats)
        {
            var reader = new TemporalFormat(format);
            for (int i = 0; i < 2_000; i++)
            {
                var moment = new DateTime(1890, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddHours(i * 677.3);
                string text = moment.ToString(format, CultureInfo.InvariantCulture);
                Assert.True(reader.TryParse(Encoding.UTF8.GetBytes(text), out DateTime read), $"{format}: {text}");
                Assert.Equal(DateTime.ParseExact(text, format, CultureInfo.InvariantCulture), read);
            }
        }
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "2001-02-29")]
    [InlineData("yyyy-MM-dd", "2001-13-01")]
    [InlineData("yyyy-MM-dd", "2001-1-01")]
    [InlineData("yyyy-MM-dd", "2001-01-01x")]
    [InlineData("yyyy-MM-dd", "0000-01-01")]
    [InlineData("yyyy-MM-dd HH:mm", "2001-01-01 24:00")]
    [InlineData("yyyy-MM-dd HH:mm", "2001-01-01")]
    [InlineData("d MMM yyyy", "1 Foo 2001")]
    public void What_is_no_moment_of_the_format_is_none(string format, string text) =>
        Assert.False(new TemporalFormat(format).TryParse(Encoding.UTF8.GetBytes(text), out _));
}
