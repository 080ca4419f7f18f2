using System.Text;
using AethergenAI.Cards.Analysis;
using AethergenAI.Evaluation;
using AethergenAI.Pages;

namespace AethergenAI.Cards;

/// <summary>The card's tables: cells, comparisons, variance, shares, equivalence.</summary>
internal static class CardTables
{
    internal static void Append(StringBuilder page, AblationCard card)
    {
        AppendCells(page, card);
        if (card.Analysis.Equivalences.Count > 0)
        {
            AppendEquivalences(page, card.Analysis.Equivalences);
        }
        foreach (var measure in Ordered(card))
        {
            AppendMeasure(page, card, measure);
        }
    }

    /// <summary>The objective first, then the declared family, then the other measures.</summary>
    internal static IEnumerable<MeasureAnalysis> Ordered(AblationCard card) =>
        card
            .Analysis.Measures.OrderBy(measure => measure.Name != card.Objective.Measure)
            .ThenBy(measure => !measure.InFamily);

    /// <summary>
    /// The columns of the table of cells: the objective, the aims of the Pareto front
    /// and the declared family; at most six.
    /// </summary>
    internal static IReadOnlyList<string> Columns(AblationCard card) =>
        [
            .. new[] { card.Objective.Measure }
                .Concat(card.Analysis.Pareto?.Aims.Select(aim => aim.Measure) ?? [])
                .Concat(card.Analysis.Family.Measures)
                .Distinct()
                .Where(name => card.Analysis.Measures.Any(measure => measure.Name == name))
                .Take(6),
        ];

    private static void AppendCells(StringBuilder page, AblationCard card)
    {
        var columns = Columns(card);
        page.Append(
                $"<section class='card'><h2>Cells</h2>{Scope(card)}<div class='scroll'><table><caption>Means of every "
                    + "cell</caption><thead><tr>"
            )
            .Append("<th scope='col'>Cell</th><th scope='col' class='num'>Trials</th>");
        foreach (string name in columns)
        {
            page.Append($"<th scope='col' class='num'>{Markup.Text(MeasureCatalogue.TitleOf(name))}</th>");
        }
        page.Append("</tr></thead><tbody>");
        var printed = Printed(card);
        foreach (var cell in card.Cells)
        {
            string role = string.Join(
                ", ",
                new[]
                {
                    CardText.Place(card, cell),
                    cell.Baseline ? "baseline" : null,
                    cell.Keeps == false ? "breaks a constraint" : null,
                }.OfType<string>()
            );
            string failed = cell.Failures > 0 ? $" ({cell.Failures} failed)" : "";
            page.Append(
                    $"<tr class='{(cell.Best ? "best " : "")}{(printed.Contains(cell) ? "" : "screen")}'>"
                        + $"<th scope='row'>{cell.Cell} · "
                        + $"{Markup.Text(CardText.Levels(cell.Levels))}"
                )
                .Append($"<div class='small muted'>{role}</div></th><td class='num'>{cell.Trials}{failed}</td>");
            foreach (string name in columns)
            {
                var estimate = card
                    .Analysis.Measures.First(measure => measure.Name == name)
                    .Cells.FirstOrDefault(known => known.Cell == cell.Cell);
                page.Append(
                    $"<td class='num'>{CardText.Number(estimate?.Mean)}<div class='small "
                        + $"muted'>{CardText.Between(estimate?.Interval)}</div></td>"
                );
            }

            page.Append("</tr>");
        }

        page.Append($"</tbody></table></div>{CardHtml.LeftOut(card.Cells.Count, "cell")}</section>");
    }

    /// <summary>The cells that matter most: the leading one, the baseline, those that may be the best.</summary>
    private static HashSet<CardCell> Printed(AblationCard card) =>
        [
            .. card
                .Cells.OrderByDescending(cell => cell.Best)
                .ThenByDescending(cell => cell.Baseline)
                .ThenByDescending(cell => cell.MayBeBest)
                .Take(CardHtml.MaxPrinted),
        ];

    private static string Scope(AblationCard card) =>
        card.Scope is { } scope ? $"<p class='small muted screen'>{Markup.Text(scope.Words)}</p>" : "";

    private static void AppendEquivalences(StringBuilder page, IReadOnlyList<EquivalenceResult> results)
    {
        page.Append(
            "<section class='card'><h2>Equivalence</h2><div class='scroll'><table><caption>Two one-sided "
                + "tests</caption><thead><tr><th scope='col'>Claim</th><th scope='col'>Verdict</th>"
                + "<th scope='col' class='num'>Difference, 90 % interval</th><th scope='col' class='num'>p, "
                + "Holm</th></tr></thead><tbody>"
        );
        foreach (var (place, result) in results.Index())
        {
            page.Append(
                $"<tr{CardHtml.Unless(place < CardHtml.MaxPrinted)}><th scope='row'>{Markup.Text(result.Claim)}</th>"
                    + $"<td>{Verdict(result.Verdict)}</td>"
            );
            page.Append(
                    $"<td class='num'>{CardText.Number(result.Difference)} {CardText.Between(result.Interval)}</td>"
                )
                .Append($"<td class='num'>{CardText.P(result.AdjustedP)}</td></tr>");
        }

        page.Append($"</tbody></table></div>{CardHtml.LeftOut(results.Count, "claim")}</section>");
    }

    internal static string Verdict(EquivalenceVerdict verdict) =>
        verdict switch
        {
            EquivalenceVerdict.Equivalent => "equivalent",
            EquivalenceVerdict.Different => "different",
            EquivalenceVerdict.Undecided => "undecided",
            _ => "not measured",
        };

    private static void AppendMeasure(StringBuilder page, AblationCard card, MeasureAnalysis measure)
    {
        string open = measure.Name == card.Objective.Measure ? " open" : "",
            digest = measure.InFamily ? "" : "exploratory";
        page.Append(
                $"<details class='part'{open}><summary><h2>{Markup.Text(MeasureCatalogue.TitleOf(measure.Name))}</h2>"
                    + $"<span class='digest'>{digest}</span></summary>"
            )
            .Append("<div class='body'>");
        if (measure.Differences.Count > 0)
        {
            page.Append(
                "<div class='scroll'><table><caption>Differences to the baseline</caption><thead><tr><th "
                    + "scope='col'>Cell against the baseline</th><th scope='col' class='num'>Difference</th>"
                    + "<th scope='col' class='num'>Effect size g</th><th scope='col' class='num'>p</th><th "
                    + $"scope='col' class='num'>p, {CardText.Correction(card.Analysis.Family.Correction)}</th><th "
                    + "scope='col'>Interval by</th></tr></thead><tbody>"
            );
            foreach (var difference in measure.Differences)
            {
                page.Append(
                    $"<tr><th scope='row'>{difference.Cell} · "
                        + $"{Markup.Text(CardText.Levels(card.Cells[difference.Cell - 1].Levels))}</th>"
                );
                page.Append($"<td class='num'>{CardText.Signed(difference.Mean)}")
                    .Append($"<div class='small muted'>{CardText.Between(difference.Interval)}</div></td>")
                    .Append($"<td class='num'>{CardText.Number(difference.EffectSize)}</td>");
                page.Append(
                        $"<td class='num'>{CardText.P(difference.P)}</td><td "
                            + $"class='num'>{CardText.P(difference.AdjustedP)}</td>"
                    )
                    .Append($"<td>{CardText.Method(difference.Method, difference.Repeats)}</td></tr>");
            }

            page.Append("</tbody></table></div>");
        }

        if (measure.Power is { } power)
        {
            page.Append($"<p class='small muted'>{Markup.Text(power.Sentence)}</p>");
        }
        if (measure.Anova is { } anova)
        {
            AppendAnova(page, anova);
        }
        if (measure.Shares.Count > 0)
        {
            page.Append("<p>Explained variation between cells: ");
            page.Append(
                    string.Join(
                        "; ",
                        measure.Shares.Select(share =>
                            $"{Markup.Text(share.Factor)} {CardText.Percent(share.Share)}{Range(share)}"
                        )
                    )
                )
                .Append(" (Shapley shares; a share from 0 is that of a factor not shown to explain anything).</p>");
        }

        page.Append("</div></details>");

        static string Range(ExplainedShare share) =>
            share.Interval is { } interval
                ? $" [{CardText.Percent(interval.Low)}, {CardText.Percent(interval.High)}]"
                : "";
    }

    private static void AppendAnova(StringBuilder page, AnovaTable anova)
    {
        page.Append(
            "<div class='scroll'><table><caption>Analysis of variance</caption><thead><tr><th "
                + $"scope='col'>Source (sums of squares of type {anova.SumsOfSquares})</th><th scope='col' "
                + "class='num'>Sum of squares</th>"
                + "<th scope='col' class='num'>Freedom</th><th scope='col' class='num'>F</th><th scope='col' "
                + "class='num'>p</th><th scope='col' class='num'>Partial η²</th></tr></thead><tbody>"
        );
        AnovaRow?[] rows = [.. anova.Rows, anova.DataSets, anova.Blocks, anova.Residual];
        foreach (var row in rows.OfType<AnovaRow>())
        {
            string aliases =
                row.AliasedWith.Count > 0
                    ? $"<div class='small muted'>or {Markup.Text(string.Join(", ", row.AliasedWith))}</div>"
                    : "";
            page.Append(
                    $"<tr><th scope='row'>{Markup.Text(row.Term)}{aliases}</th><td "
                        + $"class='num'>{row.SumOfSquares:G4}</td>"
                )
                .Append($"<td class='num'>{row.Freedom}</td>");
            page.Append($"<td class='num'>{CardText.Number(row.F)}</td><td class='num'>{CardText.P(row.P)}</td>")
                .Append($"<td class='num'>{CardText.Number(row.PartialEtaSquared)}</td></tr>");
        }

        page.Append("</tbody></table></div>");
        if (anova.Note is { } note)
        {
            page.Append($"<p class='small muted'>{Markup.Text(note)}</p>");
        }
    }
}
