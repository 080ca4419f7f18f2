using System.Text;
using AethergenAI.Pages;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Evaluation.Report;

/// <summary>All parts below the figures, folded, in the order in which people ask for them.</summary>
internal static class ReportParts
{
    public static void Append(StringBuilder page, EvaluationReport report, PrivacyClaim? claim)
    {
        var fidelity = report.Fidelity;
        Part(page, "columns", "Columns", Digest(report, "column-shapes"), true, FidelityParts.Columns(fidelity.Shapes));
        Part(
            page,
            "pairs",
            "Pairs of columns",
            Digest(report, "pair-trends"),
            true,
            FidelityParts.Pairs(fidelity.Pairs)
        );
        Part(
            page,
            "fidelity",
            "Every figure of likeness",
            $"{fidelity.Overall.Count} figures",
            false,
            MeasureTable.Of("Likeness of real and synthetic rows", "Reference", fidelity.Overall, "fidelity")
        );
        Part(page, "groups", "Groups", Digest(report, "subgroups"), false, FidelityParts.Groups(fidelity));
        Part(
            page,
            "triples",
            "Three columns at a time",
            Digest(report, "three-way"),
            false,
            FidelityParts.Triples(fidelity.Triples)
        );
        foreach (var section in ReportSection.Of(report))
        {
            string title = Markup.Text(section.Title);
            string body = SectionParts.Render(section, report.Measures);
            Part(page, section.Name, title, SectionParts.Digest(section), false, body);
        }
        Part(
            page,
            "utility",
            "Usefulness",
            report.Utility.Target is { } target ? $"target {Markup.Text(target)}" : "not measured",
            false,
            UtilityParts.Render(report)
        );
        Part(
            page,
            "privacy",
            "Replay and privacy attacks",
            $"{Counts.Of(report.Privacy.Attacks.Count, "attack")}, {Markup.Text(report.Privacy.Claim)}",
            false,
            PrivacyParts.Render(report.Privacy)
        );
        Part(
            page,
            "differential-privacy",
            "Differential privacy",
            claim switch
            {
                null when IsNotKnown(report) => "not known",
                null => "none",
                { Withheld.Count: 0 } => $"ε = {claim.Epsilon:0.######}",
                _ => "withheld",
            },
            false,
            claim is null ? Unprotected(report) : PrivacyClaimHtml.Section(claim)
        );
        Part(
            page,
            "rules",
            "Constraints and domains",
            Digest(report, "constraint-validity"),
            false,
            MeasureTable.Of("Share of rows that satisfy each rule", "Holdout", fidelity.Rules)
        );
        string partly = report.Dial.Partial ? ", partial" : "";
        Part(
            page,
            "dial",
            "Collapse risk",
            report.Dial.Value is { } value ? $"{value:0} of 100{partly}" : "not measured",
            false,
            DialPartsTable.Render(report.Dial)
        );
        Part(
            page,
            "baselines",
            "Other generators",
            report.Baselines.Count == 0 ? "not run" : $"{report.Baselines.Count} on the same rows",
            false,
            BaselinesTable.Render(report)
        );
        Part(page, "cost", "Cost", CostTable.Digest(report.Cost), false, CostTable.Render(report.Cost));
        Part(
            page,
            "kpis",
            "What the product is held to",
            $"{report.Kpis.Count(kpi => kpi.Verdict == Verdict.Pass)} of {report.Kpis.Count} pass",
            false,
            Kpis(report.Kpis)
        );
        int blocking = report.NotMeasured.Count(missing => missing.Blocks);
        Part(
            page,
            "missing",
            "Not measured",
            report.NotMeasured.Count == 0
                ? "nothing"
                : $"{report.NotMeasured.Count}, of which {blocking} prevent a pass",
            blocking > 0,
            Missing(report)
        );
    }

    private static void Part(StringBuilder page, string id, string title, string digest, bool open, string body) =>
        page.Append(
            $"<details class='part' id='{id}'{(open ? " open" : "")}><summary><h2>{title}</h2><span "
                + $"class='digest'>{digest}</span></summary><div class='body'>{body}</div></details>"
        );

    private static bool IsNotKnown(EvaluationReport report) => report.Privacy.Claim == EvaluationInput.NotKnown;

    private static string Unprotected(EvaluationReport report)
    {
        string what = IsNotKnown(report)
            ? "The model that made these rows was not given to the evaluation, so nothing is claimed."
            : "Differential privacy does not protect these rows.";
        return $"<p>{what} The attacks above measure replay; they guarantee nothing.</p>";
    }

    private static string Digest(EvaluationReport report, string name) =>
        report.Fidelity.Overall.FirstOrDefault(measure => measure.Name == name) is { } measure
            ? $"{Markup.Number(measure.Value)} {Markup.Between(measure.Interval)} of {Markup.Number(measure.Reference)}"
            : "not measured";

    private static string Kpis(IReadOnlyList<Kpi> kpis)
    {
        var html = new StringBuilder();
        HtmlTable.Append(
            html,
            "Key figures",
            ["Figure", "Value", "95 % interval", "Limit", "Verdict"],
            kpis.Select(kpi =>
                new[]
                {
                    Markup.Text(KpiLimit.TitleOf(kpi.Name)) + EstimandWords.Of(kpi.Estimand) + HtmlTable.Note(kpi.Note),
                    Markup.Number(kpi.Value),
                    Markup.Between(kpi.Interval),
                    Markup.Text(kpi.Limit),
                    Markup.Status(kpi.Verdict),
                }
            )
        );
        return html.ToString();
    }

    private static string Missing(EvaluationReport report)
    {
        var html = new StringBuilder();
        HtmlTable.Append(
            html,
            "Not measured",
            ["What", "Why", "Blocks a pass"],
            report
                .NotMeasured.OrderByDescending(missing => missing.Blocks)
                .Select(missing =>
                    new[] { Markup.Text(missing.Name), Markup.Text(missing.Reason), missing.Blocks ? "yes" : "no" }
                )
        );
        if (report.Sampled.Count > 0)
        {
            html.Append("<h3>Measured on a sample</h3>");
            HtmlTable.Append(
                html,
                "Tables that were sampled",
                ["Figure", "Table", "Rows"],
                report.Sampled.Select(part =>
                    new[]
                    {
                        HtmlTable.Words(part.Measure),
                        Markup.Text(part.Table),
                        $"{Markup.Count(part.Rows)} of {Markup.Count(part.Of)}",
                    }
                )
            );
        }

        return html.ToString();
    }
}
