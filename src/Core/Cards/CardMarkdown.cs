using System.Text;
using AethergenAI.Evaluation;
using AethergenAI.Pages;

namespace AethergenAI.Cards;

/// <summary>The card as Markdown, for a pull request or a wiki.</summary>
public static class CardMarkdown
{
    /// <param name="signature">Who signed the card, in words; null where it is not signed.</param>
    public static string Render(AblationCard card, string? signature = null)
    {
        var text = new StringBuilder();
        text.Append($"# {MarkdownText.Of(card.Name)}\n\n");
        if (card.Question is { } question)
        {
            text.Append($"> {MarkdownText.Of(question)}\n\n");
        }
        text.Append($"{Verdict(card)}\n\n**{MarkdownText.Of(card.Answer)}**\n\n");
        Effects(text, card);
        Cells(text, card);
        Equivalences(text, card);
        List(text, "Before you rely on it", card.Caveats);
        List(text, "Design, and what is confounded", CardDetails.Words(card.Design));
        List(text, "Privacy", CardDetails.Privacy(card.Privacy));
        List(text, "Cost", CardDetails.Cost(card.Cost));
        var failed = card
            .Trials.Where(trial => trial.Failure is not null)
            .Select(trial =>
                $"{MarkdownText.Of(trial.Name)} ({MarkdownText.Of(CardText.Levels(trial.Levels))}): "
                + $"{MarkdownText.Code(trial.Failure!.Code)}: {MarkdownText.Of(trial.Failure.Message)}"
            )
            .Concat(card.Stopped.Select(cell => MarkdownText.Of(CardText.Stopped(card, cell))))
            .ToList();
        if (failed.Count > 0)
        {
            Items(text, "Failures and early ends", failed);
        }
        List(
            text,
            "Where it comes from, and how to run it again",
            CardDetails.Facts(card.Origin, signature).Select(fact => $"{fact.Name}: {fact.Value}")
        );
        return text.Append(MarkdownText.Shell(card.Origin.Rerun)).ToString();
    }

    private static string Verdict(AblationCard card)
    {
        if (card.Verdict is not { } verdict)
        {
            return CardText.MissingVerdict(card);
        }
        string about = card.Design.Cells > 1 ? " on the leading cell" : "";
        return $"**Verdict{about}: {Markup.Word(verdict.Outcome)}.** {MarkdownText.Of(verdict.Sentence)}";
    }

    private static void Effects(StringBuilder text, AblationCard card)
    {
        var dots = EffectsPlot.Dots(card);
        if (dots.Count == 0)
        {
            return;
        }

        string measure = MarkdownText.Of(MeasureCatalogue.TitleOf(card.Objective.Measure));
        text.Append(
            $"## What every level changes in {measure}\n\n| level | difference | 95 % interval "
                + "| cannot be told from |\n| --- | ---: | --- | --- |\n"
        );
        foreach (var dot in dots)
        {
            text.Append(
                $"| {MarkdownText.Of(dot.Label)} | {CardText.Signed(dot.Difference)} "
                    + $"| {CardText.Between(dot.Interval)} | {MarkdownText.Of(string.Join(", ", dot.AliasedWith))} |\n"
            );
        }
        text.Append('\n');
    }

    private static void Cells(StringBuilder text, AblationCard card)
    {
        var columns = CardTables.Columns(card);
        text.Append(
            "## Cells\n\n| cell | levels | trials | failed | "
                + $"{string.Join(" | ", columns.Select(name => MarkdownText.Of(MeasureCatalogue.TitleOf(name))))} "
                + $"|\n|{string.Concat(Enumerable.Repeat(" --- |", 4 + columns.Count))}\n"
        );
        foreach (var cell in card.Cells)
        {
            string[] marks =
            [
                .. new[] { CardText.Place(card, cell), cell.Baseline ? "baseline" : null }.OfType<string>(),
            ];
            string mark = marks.Length == 0 ? "" : $" ({string.Join(", ", marks)})";
            string levels = MarkdownText.Of(CardText.Levels(cell.Levels));
            text.Append($"| {cell.Cell}{mark} | {levels} | {cell.Trials} | {cell.Failures} |");
            foreach (string name in columns)
            {
                var estimate = card
                    .Analysis.Measures.First(measure => measure.Name == name)
                    .Cells.FirstOrDefault(known => known.Cell == cell.Cell);
                text.Append($" {CardText.Number(estimate?.Mean)} {CardText.Between(estimate?.Interval)} |");
            }

            text.Append('\n');
        }

        text.Append('\n');
    }

    private static void Equivalences(StringBuilder text, AblationCard card)
    {
        if (card.Analysis.Equivalences.Count == 0)
        {
            return;
        }
        List(
            text,
            "Equivalence (90 % intervals, two one-sided tests, Holm)",
            card.Analysis.Equivalences.Select(result =>
                $"{result.Claim}: {CardTables.Verdict(result.Verdict)}; "
                + $"{CardText.Number(result.Difference)} {CardText.Between(result.Interval)}, "
                + $"{CardText.Named(result.AdjustedP)}"
            )
        );
    }

    private static void List(StringBuilder text, string title, IEnumerable<string> sentences) =>
        Items(text, title, sentences.Select(MarkdownText.Of));

    /// <param name="items">Each one in Markdown.</param>
    private static void Items(StringBuilder text, string title, IEnumerable<string> items)
    {
        text.Append($"## {title}\n\n");
        foreach (string item in items)
        {
            text.Append($"- {item}\n");
        }
        text.Append('\n');
    }
}
