using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Designs;

namespace AethergenAI.Recipes.Planning;

/// <summary>
/// Finds cells of different levels whose trials are the same, because their generator lacks the options
/// that differ. Such a trial is carried out once, and counts once in every test.
/// </summary>
internal static class SameCells
{
    /// <returns>For each cell, at its index, the number of the first cell with the same trials, from 1.</returns>
    internal static int[] FirstOf(Recipe recipe, DesignCells design)
    {
        var known = FactorCheck
            .GeneratorsOf(recipe)
            .SelectMany(generator => generator.Options)
            .Select(option => option.Name)
            .Concat(FactorCheck.Settings)
            .ToHashSet(StringComparer.Ordinal);
        var trials = TrialPlan.Of(
            recipe with
            {
                Repeats = 1,
                Template = null,
                Limits = null,
                Data = recipe.Data with { Blocks = null },
            },
            design
        );
        // A factor of a later version, which this one cannot carry out, tells cells apart.
        string[] keys =
        [
            .. trials.Select(trial =>
                TrialKeys.Trial(trial, "")
                + string.Concat(
                    trial
                        .Levels.Where(level => !known.Contains(level.Key))
                        .OrderBy(level => level.Key, StringComparer.Ordinal)
                        .Select(level => $"\n{level.Key} {LevelComparer.Text(level.Value)}")
                )
            ),
        ];
        return [.. keys.Select(key => Array.IndexOf(keys, key) + 1)];
    }
}
