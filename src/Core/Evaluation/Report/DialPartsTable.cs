using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>The dial's parts, and the figures that each was made from.</summary>
internal static class DialPartsTable
{
    public static string Render(Dial dial)
    {
        var html = new StringBuilder(
            "<p class='muted'>Variety: 0 is the score of as many fresh real rows, 100 that of the eighth generation of "
                + "a generator that learns from its own rows alone. Relations: 100 is none left. What is left of both "
                + "together makes the dial. Parts of weight 0 do not count: they are no collapse."
                + $"</p>{EstimandWords.Of(dial.Estimand)}"
        );
        HtmlTable.Append(
            html,
            "Parts of the dial",
            ["Part", "Score", "95 % interval", "Weight"],
            dial.Parts.Select(part =>
                new[]
                {
                    $"{HtmlTable.Words(part.Name)}{HtmlTable.Note(part.Explanation)}",
                    part.Score is { } score ? score.ToString("0.0") : "not run",
                    part.Interval is { } interval ? $"{interval.Low:0.0} … {interval.High:0.0}" : "",
                    part.Weight.ToString("0.00"),
                }
            )
        );
        html.Append("<details class='table'><summary>the figures behind them</summary>");
        HtmlTable.Append(
            html,
            "Figures of the dial",
            ["Figure", "Value", "Fresh rows"],
            dial.Parts.SelectMany(part =>
                part.Figures.Select(figure =>
                    new[]
                    {
                        $"{HtmlTable.Words(figure.Name)}<div class='small muted'>{HtmlTable.Words(part.Name)}</div>",
                        Markup.Number(figure.Value),
                        Markup.Number(figure.Fresh),
                    }
                )
            )
        );
        return html.Append("</details>").ToString();
    }
}
