using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>Measures as a table: value, interval and reference.</summary>
internal static class MeasureTable
{
    /// <summary>Figures with interval and reference.</summary>
    public static string Of(string caption, string reference, IEnumerable<Measure> measures)
    {
        var html = new StringBuilder();
        HtmlTable.Append(
            html,
            caption,
            ["Figure", "Value", "95 % interval", reference],
            measures.Select(measure =>
                new[]
                {
                    HtmlTable.Words(measure.Name) + HtmlTable.Note(measure.Note),
                    Markup.Number(measure.Value),
                    Markup.Between(measure.Interval),
                    measure.Ceiling is null ? "" : Markup.Number(measure.Ceiling),
                }
            )
        );
        return html.ToString();
    }
}
