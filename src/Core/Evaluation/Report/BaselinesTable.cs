using System.Text;
using AethergenAI.Generation.Choice;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>The simplest generators on the same rows, and how the generator was chosen.</summary>
internal static class BaselinesTable
{
    public static string Render(EvaluationReport report)
    {
        var html = new StringBuilder();
        if (report.Baselines.Count == 0)
        {
            html.Append("<p>No other generator was run on these rows.</p>");
        }
        else
        {
            HtmlTable.Append(
                html,
                "What the simplest generators reach, on 3,000 rows of each table at most",
                ["Generator", "Columns", "Pairs", "Detection AUC", "Note"],
                report.Baselines.Select(baseline =>
                    (string[])
                        [
                            Markup.Text(baseline.Generator),
                            Markup.Number(baseline.ColumnShapes),
                            Markup.Number(baseline.PairTrends),
                            Markup.Number(baseline.DetectionAuc),
                            Markup.Text(baseline.Note ?? ""),
                        ]
                )
            );
        }

        if (report.Comparison is { } comparison)
        {
            Append(html, comparison);
        }
        return html.ToString();
    }

    private static void Append(StringBuilder html, Comparison comparison)
    {
        html.Append($"<p>{Markup.Text(comparison.Chosen)} was chosen by this rule: {Markup.Text(comparison.Rule)}</p>");
        HtmlTable.Append(
            html,
            $"Fitted to {Markup.Count(comparison.TrainRows)} seed rows and judged on "
                + $"{Markup.Count(comparison.ValidationRows)} others",
            ["Generator", "Utility", "Detection AUC", "Nearer to its own rows", "above independent columns", "Note"],
            comparison.Candidates.Select(candidate =>
                (string[])
                    [
                        Markup.Text(candidate.Generator),
                        Markup.Number(candidate.Utility),
                        Markup.Number(candidate.Detection),
                        Markup.Number(candidate.NearerShare),
                        candidate.ExcessInterval is { } excess
                            ? $"{Markup.Number(excess.Low)} to {Markup.Number(excess.High)}"
                            : "–",
                        Markup.Text(candidate.Note ?? ""),
                    ]
            )
        );
    }
}
