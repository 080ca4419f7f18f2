using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>Measures as a table: value, interval and reference.</summary>
internal static class MeasureTable
{
    /// <param name="section">The measures' section in the catalogue; null where the catalogue
    /// does not list them.</param>
    /// <param name="described">Where the measures are described; null: in the catalogue.</param>
    public static string Of(
        string caption,
        string reference,
        IEnumerable<Measure> measures,
        string? section = null,
        IReadOnlyList<MeasureDescription>? described = null
    )
    {
        var html = new StringBuilder();
        HtmlTable.Append(
            html,
            caption,
            ["Figure", "Value", "95 % interval", reference],
            measures.Select(measure =>
                new[]
                {
                    Title(Described(measure.Name), measure.Name)
                        + EstimandWords.Of(measure.Estimand, Described(measure.Name)?.Scope)
                        + HtmlTable.Note(measure.Note),
                    Markup.Number(measure.Value),
                    Markup.Between(measure.Interval),
                    measure.Reference is null ? "" : Markup.Number(measure.Reference),
                }
            )
        );
        return html.ToString();

        MeasureDescription? Described(string name) =>
            section is null ? null : MeasureCatalogue.Find($"{section}.{name}", described);
    }

    /// <summary>The measure's title with its meaning as a hint; its name in words where nothing describes it.</summary>
    private static string Title(MeasureDescription? measure, string name) =>
        measure is null
            ? HtmlTable.Words(name)
            : $"<span title='{Markup.Text(measure.Meaning)}'>{Markup.Text(measure.Title)}</span>";
}
