using System.Text.RegularExpressions;
using AethergenAI.Cards;

namespace AethergenAI.Core.Tests.Cards;

/// <summary>
/// What of a card is printed. <c>Journeys.PrintTests</c> prints a card with few caveats and counts the pages.
/// </summary>
[Trait("Speed", "Slow")]
public partial class CardPrintTests
{
    private const string Many = """
        {"name":"many","data":{"seed":"birds.csv"},"factors":{"generator":["independent","copula"],
         "seed-rows":[100,200,300,400,500,600,700]},"repeats":4,"measures":["utility.ratio"]}
        """;

    [Fact]
    public void The_print_has_the_leading_cells_and_says_how_many_it_leaves_out()
    {
        AblationCard card = FinishedCard.Of(Many);
        Assert.Equal(14, card.Cells.Count);
        string html = CardHtml.Render(card);

        string[] rows = [.. CellRows().Matches(html).Select(row => row.Groups["classes"].Value)];
        Assert.Equal(14, rows.Length);
        string[] printed = [.. rows.Where(row => !row.Contains("screen", StringComparison.Ordinal))];
        Assert.Equal(CardHtml.MaxPrinted, printed.Length);
        Assert.Contains(printed, row => row.Contains("best", StringComparison.Ordinal));
        Assert.Contains("Not printed: 6 cells; see card.html.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_card_leaves_out_no_cell() =>
        Assert.DoesNotContain("Not printed", CardHtml.Render(FinishedCard.Of()), StringComparison.Ordinal);

    [Fact]
    public void Every_caveat_is_printed()
    {
        string[] caveats = [.. Enumerable.Range(1, 12).Select(i => $"Caveat {i}.")];
        string html = CardHtml.Render(FinishedCard.Of() with { Caveats = caveats });
        Assert.All(caveats, caveat => Assert.Contains($"<li>{caveat}</li>", html, StringComparison.Ordinal));
        Assert.DoesNotContain("Not printed", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_print_says_where_the_failures_are() =>
        Assert.Contains(
            "<p class='printed small muted'>Not printed: failures and early ends; see card.html.</p>",
            CardHtml.Render(FinishedCard.Of(failing: "c03-r2")),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("Before you rely on it", true)]
    [InlineData("Privacy", true)]
    [InlineData("Where it comes from, and how to run it again", true)]
    [InlineData("Design, and what is confounded", false)]
    [InlineData("Cost", false)]
    [InlineData("Failures and early ends", false)]
    public void What_a_reader_must_know_is_printed(string title, bool printed)
    {
        string html = CardHtml.Render(FinishedCard.Of(failing: "c03-r2"));
        string section = $"<section class='card{(printed ? "" : " screen")}'><h2>{title}</h2>";
        Assert.Contains(section, html, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"<tr class='(?<classes>[a-z ]*)'><th scope='row'>\d+ ·", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CellRows();
}
