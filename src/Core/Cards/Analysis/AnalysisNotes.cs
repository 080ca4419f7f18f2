using AethergenAI.Evaluation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Designs;

namespace AethergenAI.Cards.Analysis;

/// <summary>Sentences that say what failures and the design keep the analysis from finding.</summary>
internal static class AnalysisNotes
{
    internal static IEnumerable<string> Of(
        Recipe recipe,
        DesignCells design,
        EffectModel model,
        IReadOnlyList<TrialOutcome> outcomes,
        IReadOnlyCollection<string> measured,
        int[] firstOf
    )
    {
        int planned = recipe.Repeats * (1 + (recipe.Data.Blocks?.Count ?? 0));
        var done = outcomes.Where(outcome => outcome.Measures is not null).ToLookup(outcome => outcome.Cell);
        for (int cell = 1; cell <= design.Cells.Count; cell++)
        {
            int count = done[cell].Count();
            if (count == planned)
            {
                continue;
            }
            string rest =
                count == 0
                    ? "nothing is known about it"
                    : "its figures come from these trials, and it is compared with others within their repeats";
            yield return $"{Name(cell)} has {count} of {Counts.Of(planned, "trial")}: {rest}.";
        }

        for (int cell = 1; cell <= firstOf.Length; cell++)
        {
            if (firstOf[cell - 1] != cell)
            {
                yield return $"{Name(cell)} has the same trials as {Name(firstOf[cell - 1])}, because its generator "
                    + "lacks the options in which they differ: they count once in every test.";
            }
        }

        if (!done[design.Baseline].Any())
        {
            yield return $"The baseline, {Name(design.Baseline)}, has no trial, so no cell is compared with it.";
        }

        string[] missing = [.. Named(recipe).Where(name => !measured.Contains(name)).Distinct()];
        if (missing.Length > 0)
        {
            yield return $"The recipe names measures that no trial has: {string.Join(", ", missing)}. The trials have: "
                + $"{string.Join(", ", measured.Select(Titled))}.";
        }

        string[] unreported =
        [
            .. model
                .Effects.Where(effect => !effect.Estimable)
                .Select(effect =>
                    effect.AliasedWith.Count == 0
                        ? effect.Name
                        : $"{effect.Name} (with {string.Join(", ", effect.AliasedWith)})"
                ),
        ];
        if (unreported.Length > 0)
        {
            yield return $"Not reported, because the design cannot tell them apart: {string.Join("; ", unreported)}.";
        }

        string Name(int cell) => $"“{CardText.Levels(design.Cells[cell - 1])}”";
    }

    /// <summary>With the name that a recipe calls it by.</summary>
    private static string Titled(string measure) =>
        MeasureCatalogue.Find(measure) is { } known ? $"{known.Title} ({measure})" : measure;

    private static IEnumerable<string> Named(Recipe recipe) =>
        (recipe.Measures ?? [])
            .Concat(recipe.Constraints?.Select(constraint => constraint.Measure) ?? [])
            .Concat(recipe.Analysis?.Equivalence?.Select(claim => claim.Measure) ?? [])
            .Concat(recipe.Analysis?.Pareto?.Select(aim => aim.Measure) ?? [])
            .Concat(recipe.Objective is { } objective ? [objective.Measure] : []);
}
