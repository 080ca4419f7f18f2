using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace AethergenAI.Recipes;

/// <summary>The trials of a recipe: every combination of levels (full factorial), each repeated.</summary>
public static class TrialPlan
{
    public const int MaxTrials = 1000;

    /// <summary>
    /// Cells are numbered from 1 with factors in ordinal order of their names, the last varying fastest, so that the plan depends on a recipe's meaning
    /// and not on how it was written. All trials of a repeat come before the next repeat: an early stop leaves whole comparisons.
    /// </summary>
    /// <exception cref="RefusedException">There would be more than <see cref="MaxTrials"/> trials.</exception>
    public static IReadOnlyList<Trial> Of(Recipe recipe)
    {
        var factors = recipe.Factors.OrderBy(factor => factor.Key, StringComparer.Ordinal).ToList();
        var count = factors.Aggregate(new BigInteger(recipe.Repeats), (product, factor) => product * factor.Value.Count);
        if (count > MaxTrials) { throw RecipeRefusals.TooManyTrials(count.ToString("N0", CultureInfo.InvariantCulture), MaxTrials); }

        IEnumerable<IReadOnlyDictionary<string, JsonElement>> none = [new Dictionary<string, JsonElement>()];
        var cells = factors.Aggregate(none, (combinations, factor) =>
            combinations.SelectMany(levels => factor.Value.Select(level => With(levels, factor.Key, level)))).ToList();
        return
        [
            .. Enumerable.Range(1, recipe.Repeats).SelectMany(repeat =>
                cells.Select((levels, index) => new Trial(index + 1, repeat, levels, Settings(recipe.Base, levels, repeat)))),
        ];
    }

    private static Dictionary<string, JsonElement> With(IReadOnlyDictionary<string, JsonElement> levels, string factor, JsonElement level) =>
        new(levels, StringComparer.Ordinal) { [factor] = level };

    private static TrialSettings Settings(TrialSettings settings, IReadOnlyDictionary<string, JsonElement> levels, int repeat)
    {
        settings = settings with { Seed = settings.Seed + (ulong)(repeat - 1) };
        foreach (var (factor, level) in levels)
        {
            settings = factor switch
            {
                RecipeCheck.GeneratorFactor => settings with { Generator = level.GetString()! },
                RecipeCheck.RowsFactor => settings with { Rows = level.GetInt32() },
                RecipeCheck.SeedRowsFactor => settings with { SeedRows = level.GetInt32() },
                _ => settings with { Options = With(settings.Options, factor, level) },
            };
        }

        return settings;
    }
}
