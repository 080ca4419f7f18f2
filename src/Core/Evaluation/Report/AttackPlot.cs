using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>
/// One row per attack: success beyond the control group with its interval; the control at 0 and the limit are marked.
/// </summary>
internal static class AttackPlot
{
    private const double Width = 320;

    public static string Render(IReadOnlyList<Attack> attacks)
    {
        double low = Math.Min(-0.05, attacks.Min(attack => attack.Interval?.Low ?? 0) * 1.05);
        double high = Math.Max(0.12, attacks.Max(attack => attack.Interval?.High ?? 0) * 1.05);
        var html = new StringBuilder(
            """
            <div class='scroll'><table><caption>Attacks</caption><thead><tr>
            <th scope='col'>Attack</th><th scope='col'>Success beyond control, 95 % interval</th>
            <th scope='col' class='num'>Estimate</th><th scope='col' class='num'>Success</th>
            <th scope='col' class='num'>Control</th><th scope='col'>Verdict</th></tr></thead><tbody>
            """
        );
        foreach (var attack in attacks)
        {
            string needed = attack.SampleSizeNeeded is { } rows
                ? $"<div class='small muted'>with about {Markup.Count(rows)} rows, "
                    + "a table that leaks nothing passes in four of five cases</div>"
                : "";
            html.Append(
                $"<tr><th scope='row'>{Markup.Text(attack.Name)}"
                    + $"<div class='small muted'>{Markup.Text(attack.Question)}</div>"
                    + $"{EstimandWords.Of(attack.Estimand)}</th>"
                    + $"<td>{Whisker(attack, low, high)}</td>"
            );
            html.Append(
                $"<td class='num'>{Markup.Number(attack.Estimate)}<div class='small "
                    + $"muted'>{Markup.Between(attack.Interval)}</div></td>"
            );
            html.Append(
                $"<td class='num'>{Markup.Number(attack.Success)}</td>"
                    + $"<td class='num'>{Markup.Number(attack.Control)}</td>"
                    + $"<td>{Markup.Status(attack.Verdict)}{Judged(attack.Gain)}{needed}</td></tr>"
            );
        }

        return html.Append("</tbody></table></div>").ToString();
    }

    private static string Judged(AttackGain? gain)
    {
        if (gain is null)
        {
            return "";
        }
        string fresh = gain.Fresh is { } points ? $"; fresh real rows gain {Points(points)}" : "";
        return $"<div class='small muted'>judged by a gain of {Points(gain.Estimate)} points, at most "
            + $"{Points(gain.High)} of the {Points(gain.Allowed)} allowed{fresh}</div>";

        static string Points(double share) => FormattableString.Invariant($"{100 * share:0.0}");
    }

    private static string Whisker(Attack attack, double low, double high)
    {
        double Place(double value) => 6 + ((value - low) / (high - low) * (Width - 12));
        string colour = $"var(--{Markup.Class(attack.Verdict)})",
            limit = Markup.At(Place(attack.Limit)),
            control = Markup.At(Place(0));
        string fails = FormattableString.Invariant($"fails above {100 * attack.Limit:0.#} %");
        var svg = new StringBuilder(
            $"<svg viewBox='0 0 {Width} 40' width='{Width}' height='40' role='img' "
                + $"aria-label='{Markup.Number(attack.Estimate)} {Markup.Between(attack.Interval)}, {fails}'>"
        );
        svg.Append(
            $"<path d='M0 20H{Width}' stroke='var(--line)'/><path d='M{control} 8V28' "
                + $"stroke='var(--muted)'/><path d='M{limit} 4V28' stroke='var(--fail)' stroke-dasharray='3 2'/>"
        );
        svg.Append(
            $"<text x='{control}' y='38' font-size='9' text-anchor='end'>control</text><text x='{limit}' y='38' "
                + $"font-size='9'>{fails}</text>"
        );
        if (attack is { Estimate: { } estimate, Interval: { } interval })
        {
            svg.Append(
                $"<path d='M{Markup.At(Place(interval.Low))} 20H{Markup.At(Place(interval.High))}' "
                    + $"style='stroke:{colour}' stroke-width='2'/>"
            );
            svg.Append($"<circle cx='{Markup.At(Place(estimate))}' cy='20' r='4' style='fill:{colour}'/>");
        }

        return svg.Append("</svg>").ToString();
    }
}
