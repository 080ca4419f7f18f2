using System.Globalization;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Designs;
using AethergenAI.Tables;

namespace AethergenAI.Recipes.Planning;

/// <summary>Notes on a plan, as sentences for its reader.</summary>
internal static class PlanNotes
{
    internal static IEnumerable<string> Of(
        Recipe recipe,
        DesignCells design,
        EffectModel effects,
        IReadOnlyList<PlannedTrial> trials,
        TrialTimes times,
        double? seconds,
        double? money
    )
    {
        if (recipe.Repeats == 1)
        {
            yield return "With one repeat there are no intervals. Use at least two repeats to get them.";
        }
        if (design.Designed < design.Cells.Count)
        {
            yield return $"The baseline is not a cell of the design. It is added as cell {design.Baseline}, "
                + "and effects are estimated without it.";
        }

        var confounded = effects.Effects.Where(effect => effect.Estimable && effect.AliasedWith.Count > 0).ToList();
        if (confounded.Count > 0)
        {
            string pairs = string.Join("; ", confounded.Select(With));
            yield return $"These effects are estimated as if what they are confounded with were negligible: {pairs}.";
        }

        if (recipe.Design?.Kind == DesignKind.PlackettBurman)
        {
            yield return "A Plackett–Burman design partly confounds every main effect "
                + "with the other factors' interactions. Interactions are not reported.";
        }
        string[] lost = [.. effects.Effects.Where(effect => !effect.Estimable).Select(effect => effect.Name)];
        if (lost.Length > 0)
        {
            yield return $"Effects not reported, because the design confounds them: {string.Join(", ", lost)}.";
        }

        foreach (string note in UnreadSettings.Of(recipe))
        {
            yield return note;
        }
        foreach (string name in trials.Select(trial => trial.Generator).Distinct().Order(StringComparer.Ordinal))
        {
            if (KnownGenerators.Named(name).NotLearnt is { } unseen)
            {
                yield return unseen;
            }
        }
        foreach (double epsilon in trials.Select(trial => trial.Epsilon ?? 0).Distinct().Order())
        {
            if (PrivacyTerms.Warning(epsilon) is { } weak)
            {
                yield return weak;
            }
        }
        int shared = trials.Count - trials.Select(trial => trial.Fit).Distinct().Count();
        if (shared > 0)
        {
            yield return $"{shared} of {trials.Count} trials {(shared == 1 ? "reuses" : "reuse")} the fit of "
                + "another trial.";
        }

        string[] untimed = [.. times.Untimed(trials)];
        if (untimed.Length > 0)
        {
            yield return "There is no time estimate, because no trial of "
                + $"{string.Join(", ", untimed)} was timed here before.";
        }
        else if (seconds is null)
        {
            yield return "There is no time estimate, because the number of seed rows is not known.";
        }
        else
        {
            yield return "Times are estimated from the median time per row of the generator's earlier trials here.";
        }

        if (recipe.Limits?.Minutes is { } minutes && seconds > minutes * 60)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The trials take about {seconds / 60:0} minutes one after another, and the limit is "
                    + $"{minutes:0.##} minutes. With too few workers, the run stops at the limit."
            );
        }

        if (recipe.Limits?.Money is { } budget && money > budget)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The trials cost about {money:0.00}, and the limit is {budget:0.00}. The run stops at the limit."
            );
        }
    }

    /// <summary>What withholds the claims of private trials, or may: known before anything is spent.</summary>
    /// <param name="schemas">Of the recipe's data sets; null: not known, so nothing is said.</param>
    internal static IEnumerable<string> Withheld(IReadOnlyList<Trial> trials, IReadOnlyList<Schema>? schemas)
    {
        return schemas is null ? [] : trials.Select(Note).OfType<string>().Distinct(StringComparer.Ordinal);

        string? Note(Trial trial)
        {
            try
            {
                return TrialKeys.Terms(trial.Settings)?.Withholding(schemas[trial.Block - 1]);
            }
            catch (RefusedException)
            {
                return null; // the fit will be refused likewise, and spend nothing
            }
        }
    }

    /// <summary>
    /// Where a private fit sees fewer rows than the recipe asks for: it draws each row with a probability that follows
    /// from the most rows that there may be, because the true number is private.
    /// </summary>
    internal static IEnumerable<string> FewerRows(Recipe recipe, IReadOnlyList<Trial> trials, PlanFacts facts)
    {
        if (facts is not { Schemas: [{ Privacy: { } privacy }, ..], SeedRows: { } rows })
        {
            yield break;
        }
        double kept = recipe.Data.Holdout is null ? 1 - recipe.Data.HoldoutShare : 1,
            most = privacy.MaxRows * kept,
            seen = rows * kept;
        var asked = trials
            .Where(trial => trial.Block == 1 && TrialKeys.Terms(trial.Settings) is not null)
            .Select(trial => trial.Settings.SeedRows)
            .OfType<int>()
            .Distinct()
            .Order();
        foreach (int wanted in asked.Where(wanted => wanted < most && wanted * seen / most < 0.9 * wanted))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"A private fit on {wanted:N0} seed rows sees about {wanted * seen / most:N0}: it draws each row with "
                    + $"a probability of {wanted:N0} in {most:N0}, as if there were as many rows as the schema allows "
                    + $"({privacy.MaxRows:N0}), because their number is private. Lower that maximum, or ask for more."
            );
        }
    }

    private static string With(PlannedEffect effect) => $"{effect.Name} (with {string.Join(", ", effect.AliasedWith)})";
}
