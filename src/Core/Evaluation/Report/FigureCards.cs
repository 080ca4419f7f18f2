using System.Text;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Pages;
using AethergenAI.Statistics;

namespace AethergenAI.Evaluation.Report;

/// <summary>The six figures that decide: each a question, a value, its interval and its reference.</summary>
internal static class FigureCards
{
    public static string Render(EvaluationReport report)
    {
        var html = new StringBuilder("<section class='figures' aria-label='The figures that decide'>");
        foreach (var limit in new[] { KpiLimit.Utility, KpiLimit.AttackSuccess })
        {
            if (report.Kpis.FirstOrDefault(kpi => kpi.Name == limit.Name) is { } kpi)
            {
                double from = limit == KpiLimit.AttackSuccess ? -0.1 : 0;
                string status = Markup.Status(kpi.Verdict);
                string more = EstimandWords.Of(kpi.Estimand) + status;
                Card(limit.Meaning, limit.Title, kpi.Value, kpi.Interval, limit.Limit, "limit", from, more);
            }
        }
        foreach (
            var shown in new[] { Validity.Description, ColumnShapes.Description, PairTrends.Trends, Detection.Trees }
        )
        {
            var measure = report.Fidelity.Overall.FirstOrDefault(measure => measure.Name == shown.Name);
            string more = EstimandWords.Of(measure?.Estimand, shown.Scope);
            Card(shown.Question, shown.Title, measure?.Value, measure?.Interval, measure?.Reference, "of", 0, more);
        }

        return html.Append("</section>").ToString();

        void Card(
            string ask,
            string name,
            double? value,
            Interval? interval,
            double? reference,
            string word,
            double from,
            string status
        ) =>
            html.Append(
                $"<div class='card figure'><span class='ask'>{ask}</span><span class='name'>{name}</span>"
                    + $"<span class='value{(value is null ? " none" : "")}'>{Markup.Number(value)}</span>"
                    + $"<span class='muted'>{Markup.Between(interval)} "
                    + $"{(value is null || reference is null ? "" : $"{word} {Markup.Number(reference)}")}</span>"
                    + $"{Strip(value, interval, reference, from)}{status}</div>"
            );
    }

    /// <summary>Value and interval on a line, the reference a dashed mark.</summary>
    private static string Strip(double? value, Interval? interval, double? reference, double from)
    {
        if (value is null || interval is null)
        {
            return "";
        }
        double to = from < 0 ? Math.Max(0.15, interval.High) : 1;
        double Place(double at) =>
            4 + (232 * Math.Clamp((at - Math.Min(from, interval.Low)) / (to - Math.Min(from, interval.Low)), 0, 1));
        string mark = reference is { } limit
            ? $"<path d='M{Markup.At(Place(limit))} 2V22' stroke='var(--muted)' stroke-dasharray='3 2'/>"
            : "";
        return "<svg class='strip' viewBox='0 0 240 24' aria-hidden='true'><path d='M4 12H236' stroke='var(--line)' "
            + $"stroke-width='2'/>{mark}"
            + $"<path d='M{Markup.At(Place(interval.Low))} 12H{Markup.At(Place(interval.High))}' "
            + "stroke='var(--accent)' stroke-width='3' stroke-linecap='round' opacity='.5'/>"
            + $"<circle cx='{Markup.At(Place(value.Value))}' cy='12' r='4.5' fill='var(--accent)'/></svg>";
    }
}
