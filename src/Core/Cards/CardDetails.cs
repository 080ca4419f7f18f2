using System.Globalization;
using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Cards;

/// <summary>The part of the card below its tables: caveats, design, privacy and cost, failures, origin.</summary>
internal static class CardDetails
{
    internal static void Append(StringBuilder page, AblationCard card, string? signature)
    {
        List(page, "Before you rely on it", card.Caveats, printed: true);
        List(page, "Design, and what is confounded", Words(card.Design), printed: false);
        List(page, "Privacy", Privacy(card.Privacy), printed: true);
        List(page, "Cost", Cost(card.Cost), printed: false);
        Failures(page, card);
        Origin(page, card.Origin, signature);
    }

    internal static IEnumerable<string> Privacy(CardPrivacy privacy)
    {
        yield return privacy.Epsilon == "none"
            ? "No differential privacy is claimed."
            : $"ε of all trials together: {privacy.Epsilon}.";
        if (privacy.Selection is { } selection)
        {
            yield return selection.Words;
        }
    }

    internal static IEnumerable<string> Cost(CardCost cost)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{cost.WallSeconds:#,##0.0} s of trial time, {cost.CpuSeconds:#,##0.0} s of processor time, "
                + $"{cost.PeakMemoryBytes / 1048576.0:#,##0} MiB at the peak."
        );
        if (cost.Money is { } money)
        {
            yield return FormattableString.Invariant($"{money:#,##0.00} at the recipe's price per hour.");
        }
        if (cost.SharedFits > 0)
        {
            yield return $"{Trials(cost.SharedFits)} shared the fit of another trial; " + "each fit is counted once.";
        }
        if (cost.ReusedTrials > 0)
        {
            string were = cost.ReusedTrials == 1 ? "was" : "were";
            yield return $"{Trials(cost.ReusedTrials)} {were} reused from earlier runs "
                + "with the same content, at no cost.";
        }
    }

    private static string Trials(int count) => Counts.Of(count, "trial");

    internal static IEnumerable<string> Words(CardDesign design)
    {
        yield return design.Words;
        foreach (var factor in design.Factors)
        {
            yield return factor.Continuous
                ? $"{factor.Name}: from {factor.Levels[0]} to {factor.Levels[1]}"
                : $"{factor.Name}: {string.Join(", ", factor.Levels)}";
        }

        if (design.Generators.Count > 0)
        {
            yield return $"Generators: {string.Join("; ", design.Generators)}. Defining relation: "
                + $"{string.Join("; ", design.Relation)}.";
        }

        foreach (var effect in design.Confounded)
        {
            string with =
                effect.AliasedWith.Count > 0
                    ? $" cannot be told from {string.Join(", ", effect.AliasedWith)}"
                    : " cannot be told from the main effects";
            string reported = effect.Estimable
                ? "it is reported on the assumption that those are zero"
                : "it is not reported";
            yield return $"{effect.Name}{with}; {reported}.";
        }
    }

    private static void List(StringBuilder page, string title, IEnumerable<string> sentences, bool printed)
    {
        page.Append($"<section class='card{(printed ? "" : " screen")}'><h2>{title}</h2><ul>");
        foreach (string sentence in sentences)
        {
            page.Append($"<li>{Markup.Text(sentence)}</li>");
        }
        page.Append("</ul></section>");
    }

    private static void Failures(StringBuilder page, AblationCard card)
    {
        var failed = card.Trials.Where(trial => trial.Failure is not null).ToList();
        if (failed.Count == 0 && card.Stopped.Count == 0)
        {
            return;
        }

        page.Append("<p class='printed small muted'>Not printed: failures and early ends; see card.html.</p>");
        page.Append("<section class='card screen'><h2>Failures and early ends</h2><ul>");
        foreach (var trial in failed)
        {
            page.Append(
                $"<li>{Markup.Text($"{trial.Name} ({CardText.Levels(trial.Levels)})")}: "
                    + $"{Markup.Text($"{trial.Failure!.Code}: {trial.Failure.Message}")}</li>"
            );
        }

        foreach (var cell in card.Stopped)
        {
            page.Append($"<li>{Markup.Text(CardText.Stopped(card, cell))}</li>");
        }

        page.Append("</ul></section>");
    }

    private static void Origin(StringBuilder page, CardOrigin origin, string? signature)
    {
        page.Append("<section class='card'><h2>Where it comes from, and how to run it again</h2><dl class='facts'>");
        foreach (var (name, value) in Facts(origin, signature))
        {
            page.Append($"<div><dt>{name}</dt><dd class='hash'>{Markup.Text(value)}</dd></div>");
        }

        page.Append($"</dl><pre>{Markup.Text(origin.Rerun)}</pre></section>");
    }

    internal static IEnumerable<(string Name, string Value)> Facts(CardOrigin origin, string? signature)
    {
        yield return ("Recipe hash", origin.RecipeHash);
        yield return ("Schema hash", origin.SchemaHash);
        foreach (var dataset in origin.Datasets)
        {
            yield return ("Data", $"{dataset.Name} {dataset.Sha256}");
        }
        yield return ("Code", origin.Software);
        var environment = origin.Environment;
        yield return (
            "Environment",
            $"{environment.System}; {environment.Runtime}; {environment.Processor}, {environment.Cores} cores"
        );
        if (environment.Providers.Count > 0)
        {
            yield return ("Execution providers", string.Join(", ", environment.Providers));
        }
        yield return ("Signature", signature ?? "not signed");
    }
}
