using System.Globalization;
using AethergenAI.Core.Tests.Generation.Private;
using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Encodings;

/// <summary>Identifiers that are plain numbers keep the seed's width, and every row has its own.</summary>
public class PlainNumbersTests
{
    private static readonly IdentifierColumn Column = new("id");

    // 1 … 600: 999 numbers of at most three digits for the first 999 rows, then four digits.
    [Fact]
    public void Numbers_of_at_most_three_digits_stay_so_as_long_as_there_are_enough()
    {
        var plain = Of(Enumerable.Range(1, 600).Select(Text))!;
        string[] texts = [.. Enumerable.Range(0, 12_000).Select(row => plain.Of(row, 7, 3))];

        Assert.Equal(Enumerable.Range(1, 999).Select(Text), texts[..999].OrderBy(Number));
        Assert.Equal(Enumerable.Range(1_000, 9_000).Select(Text), texts[999..9_999].OrderBy(Number));
        Assert.All(texts[9_999..], text => Assert.Equal(5, text.Length));
        Assert.Equal(texts.Length, texts.Distinct().Count());
    }

    [Theory]
    [InlineData("100000", "100600", 6, 6)]
    [InlineData("98", "104", 2, 3)]
    [InlineData("007", "600", 3, 3)]
    public void The_width_is_that_of_the_seed(string one, string other, int shortest, int longest)
    {
        var plain = Of([one, other])!;
        string[] texts = [.. Enumerable.Range(0, 800).Select(row => plain.Of(row, 1, 0))];

        Assert.All(texts, text => Assert.InRange(text.Length, shortest, longest));
        Assert.Equal(800, texts.Distinct().Count());
    }

    [Theory]
    [InlineData("A1", "2")]
    [InlineData("1-1", "2")]
    [InlineData("01", "2")]
    [InlineData("123456789012345678", "2")]
    public void What_is_no_plain_number_is_left_to_the_pattern(string one, string other) =>
        Assert.Null(Of([one, other]));

    [Fact]
    public void Another_seed_has_another_order() =>
        Assert.NotEqual(
            Enumerable.Range(0, 9).Select(row => new PlainNumbers(1, 1_000, 1).Of(row, 1, 0)),
            Enumerable.Range(0, 9).Select(row => new PlainNumbers(1, 1_000, 1).Of(row, 2, 0))
        );

    private static PlainNumbers? Of(IEnumerable<string> cells) =>
        PlainNumbers.Of(Column, new Table([PrivateSeed.Levels("id", [.. cells])]));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
