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
        .printed{display:none}
        @page{size:A4;margin:10mm 12mm}
        @media print{.screen,details.part{display:none}p.printed{display:block}span.printed{display:inline}
        body{font-size:9px;line-height:12px} main,header,footer{max-width:none;padding:0}
        .brand,.small,.status,footer{font-size:8.5px;line-height:11px} p,.brand{margin-bottom:4px;max-width:none}
        h1{font-size:11.5px;line-height:15px;margin:4px 0;max-width:none} h2{font-size:11px;line-height:13px}
        .facts{gap:2px 16px;margin-bottom:6px} code,pre{font-size:8px;line-height:11px}
        .pair{grid-template-columns:minmax(0,1.45fr) minmax(0,1fr);gap:8px;margin-bottom:8px}
        .pair svg{max-height:56mm;margin-top:4px} .card{padding:6px 8px;border-radius:6px}
        section.card{margin-bottom:6px} section.card h2{margin-bottom:2px}
        table{font-size:9px} th,td{padding:2px 8px 2px 0} td .small,th .small{display:inline;padding-left:4px}
        thead th{font-size:8.5px;white-space:normal}
        li{margin-bottom:1px} footer{padding-top:0}}
        """;

    /// <summary>How many rows of a table are printed. Caveats and what is said of privacy are printed whole.</summary>
    internal const int MaxPrinted = 8;

    /// <summary>The class of what the screen shows and the print does not; empty: both do.</summary>
    internal static string Unless(bool printed) => printed ? "" : " class='screen'";

    /// <summary>Says in print what is left out; empty where nothing is.</summary>
    internal static string LeftOut(int count, string noun) =>
        count <= MaxPrinted
            ? ""
            : $"<p class='printed small muted'>Not printed: {Counts.Of(count - MaxPrinted, noun)}; see card.html.</p>";

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
                + "Every figure is in card.json, and every trial in it has its own report."
                + "<span class='printed'> This print is the card's summary; card.html has the tables of all measures, "
                + "the design, the costs and the failures.</span>"
                + "</footer></body></html>"
        );
        return page.ToString();
    }

    /// <summary>The verdict stands before the answer: the best of several can still fail.</summary>
    private static string Verdict(AblationCard card)
    {
        if (card.Verdict is not { } verdict)
        {
            return $"<p class='muted'>{CardText.MissingVerdict(card)}</p>";
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
