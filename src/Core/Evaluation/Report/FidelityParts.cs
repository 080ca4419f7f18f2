using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>How alike the rows are: all figures, columns, pairs, triples, groups, series.</summary>
internal static class FidelityParts
{
    private const int MaxPlots = 30,
        WorstPairs = 15,
        WorstTriples = 20,
        WorstGroups = 25;

    public static string Columns(IReadOnlyList<ColumnShape> shapes)
    {
        var worstFirst = shapes.OrderByDescending(shape => shape.Reference - shape.Value).ToList();
        var html = new StringBuilder(
            "<div class='key'><span style='--c:var(--real)'>real</span><span "
                + "style='--c:var(--accent)'>synthetic</span><span style='--c:var(--more)'>too many</span><span "
                + "style='--c:var(--less)'>too few</span></div><div class='plots'>"
        );
        foreach (var shape in worstFirst.Take(MaxPlots))
        {
            html.Append(DistributionPlot.Render(shape));
        }
        html.Append("</div><details class='table'><summary>as a table</summary>");
        HtmlTable.Append(
            html,
            "Columns",
            ["Column", "Metric", "Score", "95 % interval", "Reference"],
            worstFirst.Select(shape =>
                new[]
                {
                    Markup.Text(shape.Column),
                    shape.Metric == ShapeMetric.Ks ? "1 − Kolmogorov–Smirnov" : "1 − total variation",
                    Markup.Number(shape.Value),
                    Markup.Between(shape.Interval),
                    Markup.Number(shape.Reference),
                }
            )
        );
        return html.Append("</details>").ToString();
    }

    public static string Pairs(IReadOnlyList<PairTrend> pairs)
    {
        if (pairs.Count == 0)
        {
            return "<p class='muted'>There is no pair of comparable columns.</p>";
        }
        var html = new StringBuilder($"<div class='pairs'>{PairMap.Render(pairs)}<div><h3>Furthest from real</h3>");
        HtmlTable.Append(
            html,
            "The pairs furthest from real",
            ["Pair", "Real", "Synthetic", "Score"],
            pairs
                .OrderByDescending(pair => pair.Reference - pair.Value)
                .Take(WorstPairs)
                .Select(pair =>
                    new[]
                    {
                        $"{Markup.Text(pair.Left)} × {Markup.Text(pair.Right)}<div class='small "
                            + $"muted'>{HtmlTable.Words(pair.Metric)}</div>",
                        pair.Real.ToString("0.00"),
                        pair.Synthetic.ToString("0.00"),
                        $"{Markup.Number(pair.Value)}<div class='small muted'>{Markup.Between(pair.Interval)} "
                            + $"of {Markup.Number(pair.Reference)}</div>",
                    }
                )
        );
        return html.Append("</div></div>").ToString();
    }

    public static string Groups(FidelitySection fidelity)
    {
        var html = new StringBuilder(
            "<p class='muted'>The mean column shape among the rows of one group alone. "
                + "A good average can hide a group that is reproduced badly.</p>"
        );
        if (fidelity.Subgroups.Count == 0)
        {
            return "<p class='muted'>No group has enough rows to be evaluated on its own.</p>";
        }
        HtmlTable.Append(
            html,
            "Groups, worst first",
            ["Group", "Rows", "Synthetic", "Score", "95 % interval", "Reference"],
            fidelity
                .Subgroups.Take(WorstGroups)
                .Select(group =>
                    new[]
                    {
                        $"{Markup.Text(group.Column)}<div class='small muted'>{Markup.Text(group.Level)}</div>",
                        Markup.Count(group.RealRows),
                        Markup.Count(group.SyntheticRows),
                        Markup.Number(group.Value),
                        Markup.Between(group.Interval),
                        Markup.Number(group.Reference),
                    }
                )
        );
        return html.ToString();
    }

    public static string Triples(IReadOnlyList<TripleOverlap> triples)
    {
        if (triples.Count == 0)
        {
            return "<p class='muted'>Fewer than three columns can be compared.</p>";
        }
        var html = new StringBuilder();
        HtmlTable.Append(
            html,
            "The triples of columns that differ most",
            ["Columns", "Score", "Reference"],
            triples
                .Take(WorstTriples)
                .Select(triple =>
                    new[]
                    {
                        $"{Markup.Text(triple.First)} × {Markup.Text(triple.Second)} × {Markup.Text(triple.Third)}",
                        Markup.Number(triple.Value),
                        Markup.Number(triple.Reference),
                    }
                )
        );
        return html.ToString();
    }
}
