using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>Measures as a table: value, interval and reference.</summary>
internal static class MeasureTable
{
    /// <param name="section">The measures' section in the catalogue; null where the catalogue
    /// does not list them.</param>
    public static string Of(string caption, string reference, IEnumerable<Measure> measures, string? section = null)
    {
        var html = new StringBuilder();
        HtmlTable.Append(
            html,
            caption,
            ["Figure", "Value", "95 % interval", reference],
            measures.Select(measure =>
                new[]
                {
                    Title(section, measure.Name)
                        + EstimandWords.Of(measure.Estimand, Described(section, measure.Name)?.Scope)
                        + HtmlTable.Note(measure.Note),
                    Markup.Number(measure.Value),
                    Markup.Between(measure.Interval),
                    measure.Reference is null ? "" : Markup.Number(measure.Reference),
                }
            )
        );
        return html.ToString();
    }

    /// <summary>The title, with the question that the measure answers as its hint.</summary>
    private static string Title(string? section, string name) =>
        Described(section, name) is { } measure
            ? $"<span title='{Markup.Text(measure.Meaning)}'>{Markup.Text(measure.Title)}</span>"
            : HtmlTable.Words(name);

    private static MeasureDescription? Described(string? section, string name) =>
        section is null ? null : MeasureCatalogue.Find($"{section}.{name}");
}
