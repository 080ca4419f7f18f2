using System.Text;
using AethergenAI.Privacy;

namespace AethergenAI.Evaluation.Html;

/// <summary>Everything below the figures, folded, in the order in which people ask.</summary>
internal static class ReportParts
{
    private const int MostPlots = 30;
    private const int WorstPairs = 15;

    public static void Append(StringBuilder page, EvaluationReport report, PrivacyClaim? claim)
    {
        Part(page, "columns", "Columns", Digest(report, "column-shapes"), true, Columns(report.Fidelity.Shapes));
        Part(page, "pairs", "Pairs of columns", Digest(report, "pair-trends"), true, Pairs(report.Fidelity.Pairs));
        Part(page, "utility", "Usefulness", report.Utility.Target is { } target ? $"target {Markup.Text(target)}" : "not measured", false, Utility(report));
        Part(page, "privacy", "Replay and privacy attacks", $"{report.Privacy.Attacks.Count} attacks, {Markup.Text(report.Privacy.Claim)}", false,
            report.Privacy.Attacks.Count == 0 ? "<p>not measured</p>"
                : "<p class='muted'>Synthetic rows are put beside seed rows and beside as many holdout rows that the generator never saw. Distance to the closest record is a replay check, not a privacy score.</p>" + AttackPlot.Render(report.Privacy.Attacks));
        Part(page, "differential-privacy", "Differential privacy", claim is null ? "none" : Markup.Text(claim.Withheld.Count == 0 ? $"ε = {claim.Epsilon:0.######}" : "withheld"), false,
            claim is null ? "<p>These rows are not protected by differential privacy. The attacks above measure replay; they bound nothing.</p>" : ClaimHtml.Section(claim));
        Part(page, "rules", "Constraints and domains", Digest(report, "constraint-validity"), false, Measures("Share of rows that satisfy each rule", "Holdout", report.Fidelity.Rules));
        Part(page, "dial", "Collapse risk", report.Dial.Value is { } value ? $"{value:0} of 100" : "not measured", false, DialParts(report.Dial));
        Part(page, "kpis", "What the product is held to", $"{report.Kpis.Count(kpi => kpi.Verdict == Verdict.Pass)} of {report.Kpis.Count} pass", false, Kpis(report.Kpis));
        Part(page, "missing", "Not measured", report.NotMeasured.Count == 0 ? "nothing" : $"{report.NotMeasured.Count}", false, NotMeasured(report.NotMeasured));
        Part(page, "cost", "Cost", report.Cost.CpuSeconds is { } cpu ? $"{cpu:0.0} CPU seconds" : "not measured", false, Cost(report.Cost));
    }

    private static void Part(StringBuilder page, string id, string title, string digest, bool open, string body) => page.Append(
        $"<details class='part' id='{id}'{(open ? " open" : "")}><summary><h2>{title}</h2><span class='digest'>{digest}</span></summary><div class='body'>{body}</div></details>");

    private static string Digest(EvaluationReport report, string name) =>
        report.Fidelity.Overall.FirstOrDefault(measure => measure.Name == name) is { } measure
            ? $"{Markup.Number(measure.Value)} {Markup.Between(measure.Interval)} of {Markup.Number(measure.Ceiling)}"
            : "not measured";

    private static string Columns(IReadOnlyList<ColumnShape> shapes)
    {
        var worstFirst = shapes.OrderByDescending(shape => shape.Ceiling - shape.Value).ToList();
        var html = new StringBuilder("<div class='key'><span style='--c:var(--real)'>real</span><span style='--c:var(--accent)'>synthetic</span><span style='--c:var(--more)'>too many</span><span style='--c:var(--less)'>too few</span></div><div class='plots'>");
        foreach (var shape in worstFirst.Take(MostPlots)) { html.Append(DistributionPlot.Render(shape)); }
        html.Append("</div><details class='table'><summary>as a table</summary>");
        Table(html, "Columns", ["Column", "Metric", "Score", "95 % interval", "Ceiling"], worstFirst.Select(shape => new[]
        {
            Markup.Text(shape.Column), shape.Metric == "ks" ? "1 − Kolmogorov–Smirnov" : "1 − total variation",
            Markup.Number(shape.Value), Markup.Between(shape.Interval), Markup.Number(shape.Ceiling),
        }));
        return html.Append("</details>").ToString();
    }

    private static string Pairs(IReadOnlyList<PairTrend> pairs)
    {
        if (pairs.Count == 0) { return "<p class='muted'>There is no pair of comparable columns.</p>"; }
        var html = new StringBuilder($"<div class='pairs'>{PairMap.Render(pairs)}<div><h3>Furthest from real</h3>");
        Table(html, "The pairs furthest from real", ["Pair", "Real", "Synthetic", "Score"], pairs.OrderByDescending(pair => pair.Ceiling - pair.Value).Take(WorstPairs).Select(pair => new[]
        {
            $"{Markup.Text(pair.Left)} × {Markup.Text(pair.Right)}<div class='small muted'>{pair.Metric}</div>", pair.Real.ToString("0.00"), pair.Synthetic.ToString("0.00"),
            $"{Markup.Number(pair.Value)}<div class='small muted'>of {Markup.Number(pair.Ceiling)}</div>",
        }));
        return html.Append("</div></div>").ToString();
    }

    private static string Utility(EvaluationReport report)
    {
        if (report.Utility.Measures.Count == 0)
        {
            return $"<p>{Markup.Text(report.NotMeasured.FirstOrDefault(missing => missing.Name == "utility")?.Reason ?? "Not measured.")}</p>";
        }

        return $"<p class='muted'>{Markup.Text(report.Utility.Learner)} predict “{Markup.Text(report.Utility.Target)}” on the holdout, trained on synthetic rows (tstr) and on the seed (trtr); the metric is {Markup.Text(report.Utility.Metric)}.</p>"
            + Measures("Usefulness", "Ceiling", report.Utility.Measures);
    }

    private static string Measures(string caption, string reference, IReadOnlyList<Measure> measures)
    {
        var html = new StringBuilder();
        Table(html, caption, ["Figure", "Value", "95 % interval", reference], measures.Select(measure => new[]
        {
            Markup.Text(measure.Name) + (measure.Note is null ? "" : $"<div class='small muted'>{Markup.Text(measure.Note)}</div>"),
            Markup.Number(measure.Value), Markup.Between(measure.Interval), measure.Ceiling is null ? "" : Markup.Number(measure.Ceiling),
        }));
        return html.ToString();
    }

    private static string DialParts(Dial dial)
    {
        var html = new StringBuilder("<p class='muted'>0 is what as many fresh real rows show, 100 what the eighth generation shows of a generator that learns from its own rows alone.</p>");
        Table(html, "Parts of the dial", ["Part", "Score", "Weight"], dial.Parts.Select(part => new[]
        {
            $"{Markup.Text(part.Name)}<div class='small muted'>{Markup.Text(part.Explanation)}</div>", part.Score is { } score ? score.ToString("0.0") : "not run", part.Weight.ToString("0.00"),
        }));
        return html.ToString();
    }

    private static string Kpis(IReadOnlyList<Kpi> kpis)
    {
        var html = new StringBuilder();
        Table(html, "Key figures", ["Figure", "Value", "95 % interval", "Limit", "Verdict"], kpis.Select(kpi => new[]
        {
            Markup.Text(kpi.Name) + (kpi.Note is null ? "" : $"<div class='small muted'>{Markup.Text(kpi.Note)}</div>"),
            Markup.Number(kpi.Value), Markup.Between(kpi.Interval), Markup.Text(kpi.Limit), Markup.Status(kpi.Verdict),
        }));
        return html.ToString();
    }

    private static string NotMeasured(IReadOnlyList<NotMeasured> missing)
    {
        var html = new StringBuilder();
        Table(html, "Not measured", ["What", "Why"], missing.Select(one => new[] { Markup.Text(one.Name), Markup.Text(one.Reason) }));
        return html.ToString();
    }

    private static string Cost(Cost cost)
    {
        var html = new StringBuilder();
        Table(html, "Cost", ["What", "Value"],
        [
            ["Fit", Seconds(cost.FitSeconds)], ["Sampling", Seconds(cost.SampleSeconds)], ["Processor time", Seconds(cost.CpuSeconds)], ["GPU time", Seconds(cost.GpuSeconds)],
            ["Sampling, a thousand rows", Seconds(cost.SecondsPerThousandRows)], ["Peak memory", Mebibytes(cost.PeakMemoryBytes)], ["Files written", Mebibytes(cost.Bytes)],
            ["Electricity, estimated", Amount(cost.KilowattHours, "kWh")], ["Money, estimated", Amount(cost.Money, cost.Prices?.Currency)],
            ["Electricity, a thousand rows", Amount(cost.PerThousandRows?.KilowattHours, "kWh")], ["Money, a thousand rows", Amount(cost.PerThousandRows?.Money, cost.Prices?.Currency)],
        ]);
        if (cost.Prices is { } prices) { html.Append($"<p class='muted small'>Prices of {prices.Date:yyyy-MM-dd}: {Markup.Text(prices.Name)}</p>"); }
        return html.ToString();
    }

    private static string Mebibytes(long? bytes) => bytes is { } count ? $"{count / 1048576.0:N1} MiB" : "not measured";

    private static string Amount(double? figure, string? unit) => figure is { } amount ? $"{amount:0.######} {Markup.Text(unit)}" : "not measured";

    private static string Seconds(double? seconds) => seconds is { } value ? $"{value:0.00} s" : "not measured";

    /// <summary>Cells are HTML already; the first heads its row.</summary>
    private static void Table(StringBuilder html, string caption, string[] heads, IEnumerable<string[]> rows)
    {
        html.Append($"<div class='scroll'><table><caption>{caption}</caption><thead><tr>");
        for (int c = 0; c < heads.Length; c++) { html.Append($"<th scope='col'{Class(heads[c])}>{heads[c]}</th>"); }
        html.Append("</tr></thead><tbody>");
        foreach (string[] row in rows)
        {
            html.Append($"<tr><th scope='row'>{row[0]}</th>");
            for (int c = 1; c < row.Length; c++) { html.Append($"<td{Class(heads[c])}>{row[c]}</td>"); }
            html.Append("</tr>");
        }

        html.Append("</tbody></table></div>");

        static string Class(string head) => head is "Score" or "Value" or "Real" or "Synthetic" or "Ceiling" or "Holdout" or "Weight" or "95 % interval" ? " class='num'" : "";
    }
}
