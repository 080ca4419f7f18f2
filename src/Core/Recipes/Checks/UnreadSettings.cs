namespace AethergenAI.Recipes.Checks;

/// <summary>Names what a recipe sets and no trial, or not every trial, reads.</summary>
public static class UnreadSettings
{
    /// <returns>One sentence for each such setting.</returns>
    public static IEnumerable<string> Of(Recipe recipe)
    {
        string[] varied = [.. recipe.Factors.Keys, .. recipe.Ranges?.Keys ?? []];
        foreach (var (key, factor) in Set(recipe.Base).Where(set => varied.Contains(set.Factor)))
        {
            yield return $"No trial reads 'base.{key}', because the recipe varies '{factor}'.";
        }
        foreach (string option in varied.Except(FactorCheck.Settings).Order(StringComparer.Ordinal))
        {
            string[] without =
            [
                .. FactorCheck
                    .GeneratorsOf(recipe)
                    .Where(generator => generator.Options.All(known => known.Name != option))
                    .Select(generator => generator.Name)
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ];
            if (without.Length > 0)
            {
                string verb = without.Length == 1 ? "does" : "do";
                yield return $"{string.Join(", ", without)} {verb} not have the option '{option}': "
                    + "cells that differ only in this option are the same, and count once.";
            }
        }
    }

    // What the base sets beside its defaults, and the factor that would override it.
    private static IEnumerable<(string Key, string Factor)> Set(TrialSettings settings)
    {
        if (settings.Generator != new TrialSettings().Generator)
        {
            yield return ("generator", RecipeCheck.GeneratorFactor);
        }
        if (settings.Rows is not null)
        {
            yield return ("rows", RecipeCheck.RowsFactor);
        }
        if (settings.SyntheticRatio is not null)
        {
            yield return ("syntheticRatio", RecipeCheck.RatioFactor);
        }
        if (settings.SeedRows is not null)
        {
            yield return ("seedRows", RecipeCheck.SeedRowsFactor);
        }
        if (settings.Downstream is not null)
        {
            yield return ("downstream", RecipeCheck.DownstreamFactor);
        }
        foreach (string option in settings.Options.Keys.Order(StringComparer.Ordinal))
        {
            yield return ($"options.{option}", option);
        }
    }
}
