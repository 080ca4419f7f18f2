using System.Text;
using System.Text.Json;

namespace AethergenAI.Cards;

/// <summary>A card in all its formats, by file name.</summary>
public static class CardFiles
{
    public const string Json = "card.json",
        Html = "card.html",
        Markdown = "card.md",
        Png = "card.png",
        Csv = "card.csv";

    /// <param name="signature">Who signed the card, in words; null where it is not signed.</param>
    public static IReadOnlyDictionary<string, byte[]> Of(AblationCard card, string? signature = null) =>
        new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Json] = JsonSerializer.SerializeToUtf8Bytes(card, AethergenAI.Json.Indented),
            [Html] = Encoding.UTF8.GetBytes(CardHtml.Render(card, signature)),
            [Markdown] = Encoding.UTF8.GetBytes(CardMarkdown.Render(card, signature)),
            [Png] = CardPng.Render(card),
            [Csv] = Encoding.UTF8.GetBytes(CardCsv.Render(card)),
        };
}
