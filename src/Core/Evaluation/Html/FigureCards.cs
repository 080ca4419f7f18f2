using System.Text;

namespace AethergenAI.Evaluation.Html;

/// <summary>The six figures that decide: each a question, a value, its interval and its reference.</summary>
internal static class FigureCards
{
    public static string Render(EvaluationReport report)
    {
        var html = new StringBuilder("<section class='figures' aria-label='The figures that decide'>");
        var utility = report.Kpis.FirstOrDefault(kpi => kpi.Name == "utility");
        var attack = report.Kpis.FirstOrDefault(kpi => kpi.Name == "attack-success");
        if (utility is not null) { Card("How useful are the rows for training, against real ones?", "Usefulness, TSTR ÷ TRTR", utility.Value, utility.Interval, "limit 0.900", Markup.Status(utility.Verdict)); }
        if (attack is not null) { Card("How far beyond chance does the best attack get?", "Attack success beyond control", attack.Value, attack.Interval, "limit 0.050", Markup.Status(attack.Verdict)); }
        foreach (var (name, ask, title) in new[]
        {
            ("constraint-validity", "Do rows obey every constraint and domain?", "Valid rows"),
            ("column-shapes", "Is each column distributed alike?", "Column shapes"),
            ("pair-trends", "Do columns hang together alike?", "Pair trends"),
            ("detection-auc", "Can a model tell synthetic from real? 0.5 is chance.", "Detection AUC"),
        })
        {
            var measure = report.Fidelity.Overall.FirstOrDefault(measure => measure.Name == name);
            Card(ask, title, measure?.Value, measure?.Interval, measure?.Ceiling is { } ceiling ? $"of {Markup.Number(ceiling)}" : "", "");
        }

        return html.Append("</section>").ToString();

        void Card(string ask, string name, double? value, Interval? interval, string reference, string status) => html.Append(
            $"<div class='card figure'><span class='ask'>{ask}</span><span class='name'>{name}</span><span class='value{(value is null ? " none" : "")}'>{Markup.Number(value)}</span>"
            + $"<span class='muted'>{Markup.Between(interval)} {(value is null ? "" : reference)}</span>{status}</div>");
    }
}
