using System.Text;
using AethergenAI.Evaluation;
using AethergenAI.Pages;
using AethergenAI.Statistics;

namespace AethergenAI.Cards;

/// <summary>One dot of the effects plot.</summary>
/// <param name="Label">The level, and the level it is compared with.</param>
/// <param name="AliasedWith">The effects that the design cannot tell this difference from; such a dot is hatched,
/// and their names are written beside it.</param>
internal sealed record EffectDot(
    string Label,
    double Difference,
    Interval? Interval,
    IReadOnlyList<string> AliasedWith
);

/// <summary>
/// The main plot of a card: what every level changes in the objective, each as a dot with its interval,
/// the largest change first.
/// </summary>
internal static class EffectsPlot
{
    internal const int MaxRows = 24;

    private const double Width = 760,
        Left = 250,
        Right = 190,
        Row = 26,
        Top = 14;

    internal static IReadOnlyList<EffectDot> Dots(AblationCard card)
    {
        var measure = card.Analysis.Measures.FirstOrDefault(measure => measure.Name == card.Objective.Measure);
        return
        [
            .. (measure?.Effects ?? [])
                .Take(MaxRows)
                .Select(effect => new EffectDot(
                    $"{effect.Factor} {effect.Level} vs {effect.Against}",
                    effect.Difference,
                    effect.Interval,
                    effect.AliasedWith
                )),
        ];
    }

    internal static PlotScale Scale(IReadOnlyList<EffectDot> dots, double from, double to) =>
        PlotScale.Over(
            dots.SelectMany(dot => new[] { 0, dot.Difference, dot.Interval?.Low ?? 0, dot.Interval?.High ?? 0 }),
            from,
            to
        );

    internal static string Svg(AblationCard card)
    {
        var dots = Dots(card);
        if (dots.Count == 0)
        {
            return "<p class='muted'>No effect could be estimated.</p>";
        }

        var scale = Scale(dots, Left, Width - Right);
        double bottom = Top + (dots.Count * Row);
        string label =
            $"Effects on {MeasureCatalogue.TitleOf(card.Objective.Measure)}, "
            + "a dot and its 95 % interval for each level";
        var svg = new StringBuilder(
            $"<svg viewBox='0 0 {Width} {Markup.At(bottom + 34)}' role='img' aria-label='{Markup.Text(label)}'>"
                + "<defs><pattern id='hatch' width='4' height='4' patternTransform='rotate(45)' "
                + "patternUnits='userSpaceOnUse'>"
                + "<rect width='4' height='4' fill='var(--card)'/><path d='M0 0V4' stroke='var(--accent)' "
                + "stroke-width='2'/></pattern></defs>"
        );
        foreach (double mark in scale.Marks(5))
        {
            string x = Markup.At(scale.At(mark));
            svg.Append($"<path d='M{x} {Top}V{Markup.At(bottom)}' stroke='var(--line)'/>")
                .Append(
                    $"<text x='{x}' y='{Markup.At(bottom + 14)}' font-size='11' "
                        + $"text-anchor='middle'>{PlotScale.Label(mark)}</text>"
                );
        }

        string zero = Markup.At(scale.At(0));
        svg.Append($"<path d='M{zero} {Top}V{Markup.At(bottom)}' stroke='var(--muted)'/>");
        for (int at = 0; at < dots.Count; at++)
        {
            Append(svg, dots[at], Top + ((at + 0.5) * Row), scale);
        }
        svg.Append(
            $"<text x='{Markup.At((Left + Width - Right) / 2)}' y='{Markup.At(bottom + 30)}' font-size='11' "
                + "text-anchor='middle'>difference in "
                + $"{Markup.Text(MeasureCatalogue.TitleOf(card.Objective.Measure))}</text>"
        );
        return svg.Append("</svg>").ToString();
    }

    private static void Append(StringBuilder svg, EffectDot dot, double y, PlotScale scale)
    {
        string line = Markup.At(y),
            text = Markup.At(y + 4),
            fill = dot.AliasedWith.Count > 0 ? "url(#hatch)" : "var(--accent)";
        svg.Append(
            $"<text x='{Left - 12}' y='{text}' font-size='12' text-anchor='end' "
                + $"style='fill:var(--ink)'>{Markup.Text(Short(dot.Label, 38))}"
                + $"<title>{Markup.Text(dot.Label)}</title></text>"
        );
        if (dot.Interval is { } interval)
        {
            svg.Append(
                $"<path d='M{Markup.At(scale.At(interval.Low))} {line}H{Markup.At(scale.At(interval.High))}' "
                    + "stroke='var(--accent)' stroke-width='2'/>"
            );
        }

        svg.Append(
            $"<circle cx='{Markup.At(scale.At(dot.Difference))}' cy='{line}' r='5' style='fill:{fill}' "
                + "stroke='var(--accent)'/>"
        );
        string aliases =
            dot.AliasedWith.Count > 0
                ? $"{CardText.Signed(dot.Difference)} or {string.Join(", ", dot.AliasedWith)}"
                : $"{CardText.Signed(dot.Difference)} {CardText.Between(dot.Interval)}";
        svg.Append($"<text x='{Width - Right + 12}' y='{text}' font-size='11'>{Markup.Text(Short(aliases, 32))}")
            .Append($"<title>{Markup.Text(aliases)}</title></text>");
    }

    internal static string Short(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
