using System.Text;
using AethergenAI.Pages;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Evaluation.Report;

/// <summary>
/// The report as one HTML file without external references or scripts: the verdict, the figures that decide it,
/// and everything else folded. The file works offline, follows the light or dark setting, and prints.
/// </summary>
public static class HtmlReport
{
    /// <param name="claim">The claim about the rows' differential privacy; null where there is none.</param>
    public static string Render(EvaluationReport report, PrivacyClaim? claim = null)
    {
        var page = new StringBuilder(200_000);
        string about = report.Subject.Generator is { } generator ? $"Evaluation of {generator}" : "Evaluation report";
        page.Append(PageHead.Of($"{about} · AethergenAI"));
        Head(page, report);
        page.Append("<main><div class='front'>")
            .Append(FigureCards.Render(report))
            .Append(DialDrawing.Render(report.Dial))
            .Append("</div>");
        ReportParts.Append(page, report, claim);
        page.Append(
            $"""
            </main>
            <footer>Intervals are 95 %. Synthetic rows are compared with holdout rows, which their generator never saw.
            The figure after “of” is the reference: what as many seed rows get against the same holdout rows.
            Fresh real rows reach it, and so does a copy of the seed. {EstimandWords.Key()}
            Every figure is in report.json.</footer>
            </body>
            </html>
            """
        );
        return page.ToString();
    }

    private static void Head(StringBuilder page, EvaluationReport report)
    {
        var subject = report.Subject;
        string shortHash = subject.SchemaHash[..Math.Min(8, subject.SchemaHash.Length)];
        page.Append(
            "<header><p class='brand'>AethergenAI · Evaluation report</p>"
                + $"{Markup.Status(report.Verdict.Outcome)}<h1>{Markup.Text(report.Verdict.Sentence)}</h1>"
                + "<dl class='facts'>"
        );
        Fact("Generator", Markup.Text(subject.Generator ?? "not named"));
        Fact("Synthetic rows", Markup.Count(subject.SyntheticRows));
        Fact("Seed rows", Markup.Count(subject.RealRows));
        Fact("Holdout rows", Markup.Count(subject.HoldoutRows));
        Fact("Target", Markup.Text(subject.Target ?? "none"));
        Fact("Privacy claim", Markup.Text(report.Privacy.Claim));
        Fact("Schema", $"<code title='{Markup.Text(subject.SchemaHash)}'>{Markup.Text(shortHash)}</code>");
        page.Append("</dl><ul class='gates'>");
        foreach (var gate in report.Gates)
        {
            page.Append($"<li>{Markup.Status(gate.Verdict)} {Markup.Text(gate.Sentence)}</li>");
        }
        page.Append("</ul>");
        foreach (string warning in report.Warnings)
        {
            page.Append($"<p class='note'>{Markup.Text(warning)}</p>");
        }
        page.Append("</header>");

        void Fact(string name, string value) => page.Append($"<div><dt>{name}</dt><dd>{value}</dd></div>");
    }
}
