using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>A section that a step added: its text, its figures, its tables.</summary>
internal static class SectionParts
{
    /// <param name="described">The measures that the report describes.</param>
    public static string Render(ReportSection section, IReadOnlyList<MeasureDescription> described)
    {
        var html = new StringBuilder($"<p class='muted'>{Markup.Text(section.Text)}</p>");
        html.Append(
            MeasureTable.Of(Markup.Text(section.Title), "Reference", section.Measures, section.Name, described)
        );
        foreach (var table in section.Tables)
        {
            HtmlTable.Append(
                html,
                Markup.Text(table.Title),
                [.. table.Columns.Select(Markup.Text)],
                table.Rows.Select(row =>
                    new[] { Markup.Text(row.Name) }.Concat(row.Values.Select(Markup.Number)).ToArray()
                )
            );
        }

        return html.ToString();
    }

    public static string Digest(ReportSection section) =>
        Markup.Text(section.Digest ?? Counts.Of(section.Measures.Count, "figure"));
}
