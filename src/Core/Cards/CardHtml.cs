using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Cards;

/// <summary>
/// The card as one HTML file without external references or scripts: the answer, the plots that support it, the cells,
/// and the details below. The file works offline, follows the light or dark setting, and prints.
/// </summary>
public static class CardHtml
{
    private const string Css = """
        .pair{display:grid;grid-template-columns:minmax(0,1.45fr) minmax(0,1fr);gap:16px;margin-bottom:16px;
        align-items:start}
        h1{font-size:22px;line-height:30px;max-width:48em}
        .pair svg{display:block;width:100%;height:auto;margin-top:8px}
        section.card{margin-bottom:16px} section.card h2{display:block;margin-bottom:8px}
        ul{margin:0;padding-left:18px} li{margin-bottom:4px}
        tr.best th,tr.best td{font-weight:600}
        pre{font:12px/16px ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace;white-space:pre-wrap;
        overflow-wrap:anywhere;margin:0}
        .hash{overflow-wrap:anywhere}
        @media (max-width:960px){.pair{grid-template-columns:minmax(0,1fr)}}
        """;

    /// <param name="signature">Who signed the card, in words; null where it is not signed.</param>
    public static string Render(AblationCard card, string? signature = null)
    {
        var page = new StringBuilder(100_000);
        page.Append(PageHead.Of($"{card.Name} · AethergenAI ablation card", Css));
        page.Append(
            "<header><p class='brand'>AethergenAI · Ablation card</p>"
                + $"<p class='muted'>{Markup.Text(card.Question ?? card.Name)}</p>"
        );
        page.Append($"{Verdict(card)}<h1>{Markup.Text(card.Answer)}</h1><dl class='facts'>");
        foreach (var (name, value) in Facts(card))
        {
            page.Append($"<div><dt>{name}</dt><dd>{Markup.Text(value)}</dd></div>");
        }
        page.Append("<div><dt>Recipe</dt><dd>")
            .Append(
                $"<code title='{card.Origin.RecipeHash}'>{Markup.Text(card.Origin.RecipeHash[..8])}</code>"
                    + "</dd></div></dl></header><main>"
            );
        page.Append(
            "<div class='pair'><section class='card'><h2>What every level changes</h2>"
                + $"{EffectsPlot.Svg(card)}{Hatched(card)}</section>"
        );
        page.Append(
            $"<section class='card'><h2>What is traded off</h2>{ParetoPlot.Svg(card.Analysis.Pareto)}</section></div>"
        );
        CardTables.Append(page, card);
        CardDetails.Append(page, card, signature);
        page.Append(
            $"</main><footer>Intervals are 95 % unless said otherwise. {Markup.Text(card.Scope?.Words)} "
                + "Every figure is in card.json, "
                + "and every trial in it has its own report.</footer></body></html>"
        );
        return page.ToString();
    }

    /// <summary>The verdict stands before the answer: the best of several can still fail.</summary>
    private static string Verdict(AblationCard card)
    {
        if (card.Verdict is not { } verdict)
        {
            return "<p class='muted'>No verdict: no trial of the leading cell was judged.</p>";
        }
        string about = card.Design.Cells > 1 ? "<span class='muted'>On the leading cell: </span>" : "";
        return $"<p>{Markup.Status(verdict.Outcome)} {about}{Markup.Text(verdict.Sentence)}</p>";
    }

    private static IEnumerable<(string Name, string Value)> Facts(AblationCard card)
    {
        yield return ("Design", CardText.Kind(card.Design.Kind));
        yield return ("Cells", Markup.Count(card.Design.Cells));
        yield return ("Repeats", Markup.Count(card.Design.Repeats));
        yield return ("Trials", Markup.Count(card.Trials.Count));
        int failed = card.Trials.Count(trial => trial.Failure is not null);
        if (failed > 0)
        {
            yield return ("Failed", Markup.Count(failed));
        }
        yield return ("ε", card.Privacy.Epsilon.Split(':', '.')[0]);
    }

    private static string Hatched(AblationCard card) =>
        EffectsPlot.Dots(card).Any(dot => dot.AliasedWith.Count > 0)
            ? "<p class='small muted'>The design cannot tell a hatched dot’s effect "
                + "from the effects named beside it.</p>"
            : "";
}
