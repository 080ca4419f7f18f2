using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>
/// Every pair of columns as a cell: the association among real rows, among synthetic rows, and their difference,
/// switched without a script.
/// </summary>
internal static class PairMap
{
    private const int MaxColumns = 40;
    private const double Cell = 22,
        Left = 150;

    public static string Render(IReadOnlyList<PairTrend> pairs)
    {
        string[] columns =
        [
            .. pairs
                .SelectMany(pair => new[] { pair.Left, pair.Right })
                .Distinct(StringComparer.Ordinal)
                .Take(MaxColumns),
        ];
        var html = new StringBuilder(
            "<div class='heat'><div class='switch' role='radiogroup' aria-label='What the map shows'>"
        );
        string[] views = ["difference", "real", "synthetic"];
        foreach (string view in views)
        {
            html.Append(
                $"<input type='radio' name='map' class='to-{view}' "
                    + $"id='to-{view}'{(view == "difference" ? " checked" : "")}><label for='to-{view}'>{view}</label>"
            );
        }

        html.Append("</div>");
        foreach (string view in views)
        {
            html.Append($"<div class='map {view}'>{Map(columns, pairs, view)}</div>");
        }
        html.Append(
            "<p class='small muted'>Real and synthetic: strength of the association, "
                + "from none (pale) to 1 (full). Difference: orange where the association is stronger in the synthetic "
                + "rows, blue where it is weaker.</p>"
        );
        return html.Append("</div>").ToString();
    }

    private static string Map(string[] columns, IReadOnlyList<PairTrend> pairs, string view)
    {
        var at = columns
            .Select((name, index) => (name, index))
            .ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        double size = columns.Length * Cell,
            foot = size + 8;
        var svg = new StringBuilder(
            $"<svg viewBox='0 0 {Left + size + 4} {size + 128}' role='img' aria-label='Map of pairs of columns, "
                + $"{view}; the table below holds the numbers'>"
        );
        for (int c = 0; c < columns.Length; c++)
        {
            string name = Markup.Text(columns[c].Length <= 20 ? columns[c] : columns[c][..19] + "…");
            svg.Append(
                $"<text x='{Left - 8}' y='{Markup.At((c * Cell) + 15)}' font-size='11' text-anchor='end'>{name}</text>"
            );
            double x = Left + (c * Cell) + 14;
            svg.Append(
                $"<text x='{Markup.At(x)}' y='{foot}' font-size='11' text-anchor='end' transform='rotate(-60 "
                    + $"{Markup.At(x)} {foot})'>{name}</text>"
            );
            svg.Append(
                $"<rect x='{Markup.At(Left + (c * Cell))}' y='{Markup.At(c * Cell)}' width='{Cell - 2}' "
                    + $"height='{Cell - 2}' rx='3' fill='var(--line)' opacity='.5'/>"
            );
        }

        foreach (var pair in pairs)
        {
            if (!at.TryGetValue(pair.Left, out int left) || !at.TryGetValue(pair.Right, out int right))
            {
                continue;
            }
            string title =
                $"<title>{Markup.Text(pair.Left)} × {Markup.Text(pair.Right)} ({pair.Metric}): "
                + $"real {pair.Real:0.00}, synthetic {pair.Synthetic:0.00}, "
                + $"score {pair.Value:0.000} of {pair.Reference:0.000}</title>";
            string colour = Colour(pair, view);
            foreach (var (row, column) in new[] { (left, right), (right, left) })
            {
                svg.Append(
                    $"<rect x='{Markup.At(Left + (column * Cell))}' y='{Markup.At(row * Cell)}' "
                        + $"width='{Cell - 2}' height='{Cell - 2}' rx='3' style='fill:{colour}'>{title}</rect>"
                );
            }
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Colour(PairTrend pair, string view)
    {
        double real = Math.Abs(pair.Real),
            synthetic = Math.Abs(pair.Synthetic);
        // The difference is measured in the direction of the real association, so a reversed sign counts as a loss.
        double difference = pair.Real < 0 ? pair.Real - pair.Synthetic : pair.Synthetic - pair.Real;
        return view switch
        {
            "real" => Mix("real", real),
            "synthetic" => Mix("accent", synthetic),
            _ => Mix(difference > 0 ? "more" : "less", Math.Min(1, 2 * Math.Abs(difference))), // full colour at 0.5
        };
    }

    private static string Mix(string token, double strength) =>
        $"color-mix(in srgb,var(--{token}) {Markup.At(6 + (94 * Math.Clamp(strength, 0, 1)))}%,var(--paper))";
}
