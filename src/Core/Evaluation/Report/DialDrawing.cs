using System.Text;
using AethergenAI.Pages;
using AethergenAI.Statistics;

namespace AethergenAI.Evaluation.Report;

/// <summary>
/// Draws the Model Collapse Risk Dial: a half-circle scale with labelled ends, the interval as a wedge,
/// the value as a needle. A text alternative says the same.
/// </summary>
internal static class DialDrawing
{
    private const double CentreX = 160,
        CentreY = 150,
        Outer = 122,
        Inner = 108;

    public static string Render(Dial dial)
    {
        var html = new StringBuilder(
            "<section class='card dial' aria-labelledby='dial'><h2 id='dial'>Model collapse risk</h2>"
        );
        if (dial is { Value: { } value, Interval: { } interval })
        {
            html.Append(Drawing(value, interval, dial.Partial));
        }
        else
        {
            html.Append("<p class='muted'>not measured</p>");
        }

        html.Append($"<p class='advice'>{Markup.Text(dial.Advice)}</p><div class='drivers'>");
        foreach (var part in dial.Parts)
        {
            string score = part.Score is { } number ? number.ToString("0") : "not run";
            if (part.Interval is { } between)
            {
                score += $" <small>[{between.Low:0}, {between.High:0}]</small>";
            }
            html.Append(
                $"<span title='{Markup.Text(part.Explanation)}'>{Markup.Text(part.Name)}</span><span "
                    + $"class='bar'><i style='width:{Markup.At(part.Score ?? 0)}%'></i></span><span "
                    + $"class='num'>{score}</span>"
            );
        }

        return html.Append("</div></section>").ToString();
    }

    private static string Drawing(double value, Interval interval, bool partial)
    {
        var svg = new StringBuilder();
        string partly = partial ? ", partial: not every part was run" : "";
        svg.Append(
            $"<svg viewBox='0 0 320 222' role='img' aria-label='Collapse risk {value:0} of 100, "
                + $"95 % interval {interval.Low:0} to {interval.High:0}{partly}'>"
        );
        svg.Append($"<path d='{Ring(0, 100, Inner, Outer)}' fill='var(--line)'/>");
        svg.Append(
            $"<path d='{Ring(interval.Low, Math.Max(interval.High, interval.Low + 0.6), 44, Outer)}' "
                + "fill='var(--accent)' opacity='.22'/>"
        );
        for (int mark = 0; mark <= 100; mark += 25)
        {
            var (x1, y1) = Point(mark, Outer + 3);
            var (x2, y2) = Point(mark, Outer + 8);
            var (x, y) = Point(mark, Outer + (mark is 0 or 100 ? 20 : 17));
            svg.Append(
                $"<path d='M{Markup.At(x1)} {Markup.At(y1)}L{Markup.At(x2)} {Markup.At(y2)}' stroke='var(--muted)'/>"
            );
            svg.Append(
                $"<text x='{Markup.At(x)}' y='{Markup.At(y + 4)}' font-size='11' text-anchor='middle'>{mark}</text>"
            );
        }

        var (tipX, tipY) = Point(value, Outer - 2);
        svg.Append(
            $"<path d='M{CentreX} {CentreY}L{Markup.At(tipX)} {Markup.At(tipY)}' stroke='var(--ink)' "
                + "stroke-width='2.5' stroke-linecap='round'/>"
        );
        svg.Append(
            $"<circle cx='{CentreX}' cy='{CentreY}' r='6' fill='{(partial ? "var(--card)" : "var(--ink)")}' "
                + "stroke='var(--ink)' stroke-width='2.5'/>"
        );
        svg.Append($"<text x='{CentreX - Outer - 16}' y='172' font-size='11'>fresh real data</text>");
        svg.Append(
            $"<text x='{CentreX + Outer + 16}' y='172' font-size='11' text-anchor='end'>eighth self-trained "
                + "generation</text>"
        );
        svg.Append(
            $"<text x='{CentreX}' y='198' font-size='26' font-weight='600' text-anchor='middle' "
                + $"style='fill:var(--ink)'>{value:0}</text>"
        );
        svg.Append(
            $"<text x='{CentreX}' y='215' font-size='12' text-anchor='middle'>[{interval.Low:0}, "
                + $"{interval.High:0}]{(partial ? " · partial" : "")}</text>"
        );
        return svg.Append("</svg>").ToString();
    }

    private static string Ring(double from, double to, double inner, double outer)
    {
        var (ax, ay) = Point(from, outer);
        var (bx, by) = Point(to, outer);
        var (cx, cy) = Point(to, inner);
        var (dx, dy) = Point(from, inner);
        return $"M{Markup.At(ax)} {Markup.At(ay)}A{outer} {outer} 0 0 1 {Markup.At(bx)} "
            + $"{Markup.At(by)}L{Markup.At(cx)} {Markup.At(cy)}A{inner} {inner} 0 0 0 {Markup.At(dx)} {Markup.At(dy)}z";
    }

    private static (double X, double Y) Point(double value, double radius)
    {
        double angle = Math.PI * (1 - (Math.Clamp(value, 0, 100) / 100));
        return (CentreX + (radius * Math.Cos(angle)), CentreY - (radius * Math.Sin(angle)));
    }
}
