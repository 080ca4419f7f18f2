using System.Text;

namespace AethergenAI.Pages;

/// <summary>Tables in which the first cell of a row is its heading; cells are HTML already.</summary>
internal static class HtmlTable
{
    private static readonly HashSet<string> Figures =
    [
        "Score",
        "Value",
        "Real",
        "Synthetic",
        "Reference",
        "Holdout",
        "Weight",
        "Fresh rows",
        "Rows",
        "Expected",
        "95 % interval",
    ];

    /// <param name="caption">For screen readers only; not visible.</param>
    public static void Append(StringBuilder html, string caption, string[] heads, IEnumerable<string[]> rows)
    {
        html.Append($"<div class='scroll'><table><caption>{caption}</caption><thead><tr>");
        foreach (string head in heads)
        {
            html.Append($"<th scope='col'{Class(head)}>{head}</th>");
        }
        html.Append("</tr></thead><tbody>");
        foreach (string[] row in rows)
        {
            html.Append($"<tr><th scope='row'>{row[0]}</th>");
            for (int c = 1; c < row.Length; c++)
            {
                html.Append($"<td{Class(heads[c])}>{row[c]}</td>");
            }
            html.Append("</tr>");
        }

        html.Append("</tbody></table></div>");

        static string Class(string head) => Figures.Contains(head) ? " class='num'" : "";
    }

    public static string Note(string? note) =>
        note is null ? "" : $"<div class='small muted'>{Markup.Text(note)}</div>";

    /// <summary>
    /// Writes "pair-trends" as "Pair trends". Names of columns and rules may hold anything and stay as they are.
    /// </summary>
    public static string Words(string name)
    {
        bool term =
            name.Length > 0
            && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.');
        return Markup.Text(
            term ? char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ').Replace("auc", "AUC") : name
        );
    }
}
