using System.Globalization;
using AethergenAI.Generation;
using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Designs;

namespace AethergenAI.Recipes.Planning;

/// <summary>What a reader of a plan should know before it runs, in sentences.</summary>
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
            yield return "One repeat gives no interval; two or more do.";
        }
        if (design.Designed < design.Cells.Count)
        {
            yield return $"The baseline is no cell of the design: it is added as cell {design.Baseline}, "
                + "and effects are estimated without it.";
        }

        var confounded = effects.Effects.Where(effect => effect.Estimable && effect.AliasedWith.Count > 0).ToList();
        if (confounded.Count > 0)
        {
            yield return "Estimated as if what they are confounded with were negligible: "
                + $"{string.Join("; ", confounded.Select(effect => $"{effect.Name} (with {string.Join(", ", effect.AliasedWith)})"))}.";
        }

        if (recipe.Design?.Kind == DesignKind.PlackettBurman)
        {
            yield return "A Plackett–Burman design confounds every main effect with parts of the interactions of others; "
                + "interactions are not reported.";
        }
        string[] lost = [.. effects.Effects.Where(effect => !effect.Estimable).Select(effect => effect.Name)];
        if (lost.Length > 0)
        {
            yield return $"Not reported, because the design cannot tell them apart: {string.Join(", ", lost)}.";
        }

        foreach (string note in Twins(recipe, trials))
        {
            yield return note;
        }
        int shared = trials.Count - trials.Select(trial => trial.Fit).Distinct().Count();
        if (shared > 0)
        {
            yield return $"{shared} of {trials.Count} trials share the fit of another.";
        }

        string[] untimed = [.. times.Untimed(trials)];
        if (untimed.Length > 0)
        {
            yield return $"No time is estimated: no trial of {string.Join(", ", untimed)} was timed here before.";
        }
        else if (seconds is null)
        {
            yield return "No time is estimated: the seed's rows are not known.";
        }
        else
        {
            yield return "Times follow the median seconds per row of earlier trials of the same generator here.";
        }

        if (recipe.Limits?.Minutes is { } minutes && seconds > minutes * 60)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"About {seconds / 60:0} minutes are expected one after another and the limit is "
                    + $"{minutes:0.##}: with too few workers, the run stops there."
            );
        }

        if (recipe.Limits?.Money is { } budget && money > budget)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"About {money:0.00} are expected to be spent and the limit is {budget:0.00}: the run stops there."
            );
        }
    }

    /// <summary>A generator without a varied option does the same in all its levels.</summary>
    private static IEnumerable<string> Twins(Recipe recipe, IReadOnlyList<PlannedTrial> trials)
    {
        string[] settings =
        [
            RecipeCheck.GeneratorFactor,
            RecipeCheck.RowsFactor,
            RecipeCheck.SeedRowsFactor,
            RecipeCheck.RatioFactor,
            RecipeCheck.DownstreamFactor,
        ];
        foreach (
            string option in recipe
                .Factors.Keys.Concat(recipe.Ranges?.Keys ?? [])
                .Except(settings)
                .Order(StringComparer.Ordinal)
        )
        {
            string[] without =
            [
                .. trials
                    .Select(trial => trial.Generator)
                    .Distinct()
                    .Where(name => KnownGenerators.Named(name).Options.All(known => known.Name != option))
                    .Order(StringComparer.Ordinal),
            ];
            if (without.Length > 0)
            {
                yield return $"{string.Join(", ", without)} {(without.Length == 1 ? "has" : "have")} no option '{option}': "
                    + "its cells that differ only in it are the same.";
            }
        }
    }
}
