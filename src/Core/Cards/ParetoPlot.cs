using System.Text;
using AethergenAI.Cards.Analysis;
using AethergenAI.Evaluation;
using AethergenAI.Pages;
using AethergenAI.Recipes;

namespace AethergenAI.Cards;

/// <summary>
/// A plot of the cells with their intervals: the first and the last of the aims are the axes, the size of a dot
/// is the one between. Cells on the front are filled.
/// </summary>
internal static class ParetoPlot
{
    private const double Width = 520,
        Height = 340,
        Left = 64,
        Bottom = 44,
        Edge = 20;

    internal static string Svg(ParetoFront? front)
    {
        if (front is null || front.Points.Count == 0)
        {
            return "<p class='muted'>Fewer than two of utility, privacy and cost were measured, "
                + "so there is nothing to trade off.</p>";
        }

        // The vertical axis is the first aim (utility). The horizontal axis is the last one:
        // cost, where there are three.
        int across = front.Aims.Count - 1,
            size = front.Aims.Count > 2 ? 1 : -1;
        var x = Scale(front, across, Left, Width - Edge);
        var y = Scale(front, 0, Height - Bottom, Edge);
        var svg = new StringBuilder(
            $"<svg viewBox='0 0 {Width} {Height}' role='img' aria-label='{Markup.Text(Label(front))}'>"
        );
        foreach (double mark in x.Marks(5))
        {
            string at = Markup.At(x.At(mark));
            svg.Append($"<path d='M{at} {Edge}V{Height - Bottom}' stroke='var(--line)'/>")
                .Append(
                    $"<text x='{at}' y='{Height - Bottom + 15}' font-size='11' "
                        + $"text-anchor='middle'>{PlotScale.Label(mark)}</text>"
                );
        }

        foreach (double mark in y.Marks(5))
        {
            string at = Markup.At(y.At(mark));
            svg.Append($"<path d='M{Left} {at}H{Width - Edge}' stroke='var(--line)'/>")
                .Append(
                    $"<text x='{Left - 8}' y='{Markup.At(y.At(mark) + 4)}' font-size='11' "
                        + $"text-anchor='end'>{PlotScale.Label(mark)}</text>"
                );
        }

        foreach (var point in front.Points.OrderBy(point => point.OnFront))
        {
            Append(svg, front, point, x, y, across, size);
        }
        svg.Append(
            $"<text x='{Markup.At((Left + Width - Edge) / 2)}' y='{Height - 8}' font-size='11' "
                + $"text-anchor='middle'>{Axis(front.Aims[across])}</text>"
        );
        svg.Append(
            $"<text transform='translate(13 {Markup.At((Height - Bottom + Edge) / 2)}) rotate(-90)' "
                + $"font-size='11' text-anchor='middle'>{Axis(front.Aims[0])}</text>"
        );
        svg.Append("</svg>");
        if (size > 0)
        {
            svg.Append(
                "<p class='small muted'>A larger dot has more "
                    + $"{Markup.Text(MeasureCatalogue.TitleOf(front.Aims[size].Measure))}.</p>"
            );
        }
        return svg.ToString();
    }

    private static void Append(
        StringBuilder svg,
        ParetoFront front,
        ParetoPoint point,
        PlotScale x,
        PlotScale y,
        int across,
        int size
    )
    {
        string cx = Markup.At(x.At(point.Values[across])),
            cy = Markup.At(y.At(point.Values[0]));
        string colour = point.OnFront ? "var(--accent)" : "var(--muted)";
        double radius = size < 0 ? 5 : 4 + (6 * Share(front, size, point.Values[size]));
        string opacity = point.OnFront ? "1" : ".55";
        svg.Append($"<g opacity='{opacity}'>");
        if (point.Bands[across] is { } wide)
        {
            svg.Append($"<path d='M{Markup.At(x.At(wide.Low))} {cy}H{Markup.At(x.At(wide.High))}' stroke='{colour}'/>");
        }

        if (point.Bands[0] is { } high)
        {
            svg.Append($"<path d='M{cx} {Markup.At(y.At(high.Low))}V{Markup.At(y.At(high.High))}' stroke='{colour}'/>");
        }

        svg.Append(
                $"<circle cx='{cx}' cy='{cy}' r='{Markup.At(radius)}' "
                    + $"fill='{(point.OnFront ? colour : "var(--card)")}' stroke='{colour}'>"
            )
            .Append($"<title>{Markup.Text(Words(front, point))}</title></circle>");
        svg.Append(
            $"<text x='{Markup.At(x.At(point.Values[across]) + radius + 3)}' "
                + $"y='{Markup.At(y.At(point.Values[0]) - 4)}' font-size='11' "
                + $"style='fill:var(--ink)'>{point.Cell}</text></g>"
        );
    }

    private static PlotScale Scale(ParetoFront front, int aim, double from, double to) =>
        PlotScale.Over(
            front.Points.SelectMany(point =>
                new[]
                {
                    point.Values[aim],
                    point.Bands[aim]?.Low ?? point.Values[aim],
                    point.Bands[aim]?.High ?? point.Values[aim],
                }
            ),
            from,
            to
        );

    private static double Share(ParetoFront front, int aim, double value)
    {
        double low = front.Points.Min(point => point.Values[aim]),
            high = front.Points.Max(point => point.Values[aim]);
        return high > low ? (value - low) / (high - low) : 0.5;
    }

    private static string Axis(ObjectiveSettings aim) =>
        Markup.Text(
            $"{MeasureCatalogue.TitleOf(aim.Measure)} "
                + $"({(aim.Goal == Goal.Maximize ? "more is better" : "less is better")})"
        );

    private static string Label(ParetoFront front) =>
        $"Cells by {string.Join(", ", front.Aims.Select(aim => MeasureCatalogue.TitleOf(aim.Measure)))}; "
        + "on the front: "
        + $"{string.Join(", ", front.Points.Where(point => point.OnFront).Select(point => $"cell {point.Cell}"))}";

    private static string Words(ParetoFront front, ParetoPoint point)
    {
        var values = front.Aims.Select(
            (aim, at) =>
            {
                string figure = $"{CardText.Number(point.Values[at])} {CardText.Between(point.Bands[at])}";
                return $"{MeasureCatalogue.TitleOf(aim.Measure)} {figure}".TrimEnd();
            }
        );
        return $"cell {point.Cell}: {string.Join(", ", values)}"
            + (point.Share is { } share ? $"; on the front in {CardText.Percent(share)} of resampled repeats" : "");
    }
}
