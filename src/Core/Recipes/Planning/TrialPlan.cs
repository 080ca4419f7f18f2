using System.Globalization;
using System.Text.Json;
using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Designs;

namespace AethergenAI.Recipes.Planning;

/// <summary>The trials of a recipe: the cells of its design, each repeated on each data set.</summary>
public static class TrialPlan
{
    public const int MaxTrials = 1000;

    /// <summary>
    /// Cells are numbered from 1, with factors in ordinal order of their names; in a full factorial the last
    /// factor varies fastest. So the plan depends on a recipe's meaning and not on how it is written.
    /// All trials of a repeat come before the next repeat, so that an early stop leaves complete comparisons.
    /// </summary>
    /// <exception cref="RefusedException">There are more trials than <see cref="MaxTrials"/> or the recipe's own limit,
    /// the design does not exist, the options of a cell contradict each other, or the template needs a feature
    /// that does not exist yet.</exception>
    public static IReadOnlyList<Trial> Of(Recipe recipe)
    {
        var trials = Of(recipe, DesignCells.Of(recipe));
        OptionCheck.Check(trials);
        return trials;
    }

    /// <remarks>
    /// Does not check the cells' options, because a finished run is shown even if some trials were refused.
    /// </remarks>
    internal static IReadOnlyList<Trial> Of(Recipe recipe, DesignCells design)
    {
        if (RecipeTemplates.WaitsFor(recipe) is { } part)
        {
            throw RecipeRefusals.Waits(recipe.Template!, part);
        }

        int blocks = 1 + (recipe.Data.Blocks?.Count ?? 0);
        long count = (long)design.Cells.Count * blocks * recipe.Repeats;
        if (count > MaxTrials)
        {
            throw RecipeRefusals.TooManyTrials(count.ToString("N0", CultureInfo.InvariantCulture), MaxTrials);
        }
        if (recipe.Limits?.Trials is { } limit && count > limit)
        {
            throw RecipeRefusals.OverTrialLimit((int)count, limit);
        }

        return
        [
            .. from repeat in Enumerable.Range(1, recipe.Repeats)
            from block in Enumerable.Range(1, blocks)
            from cell in Enumerable.Range(1, design.Cells.Count)
            let levels = design.Cells[cell - 1]
            select new Trial(cell, repeat, levels, Settings(recipe.Base, levels, repeat)) { Block = block },
        ];
    }

    private static TrialSettings Settings(
        TrialSettings settings,
        IReadOnlyDictionary<string, JsonElement> levels,
        int repeat
    )
    {
        settings = settings with { Seed = settings.Seed + (ulong)(repeat - 1) };
        foreach (var (factor, level) in levels)
        {
            settings = factor switch
            {
                RecipeCheck.GeneratorFactor => settings with { Generator = level.GetString()! },
                RecipeCheck.RowsFactor => settings with { Rows = level.GetInt32() },
                RecipeCheck.SeedRowsFactor => settings with { SeedRows = level.GetInt32() },
                RecipeCheck.RatioFactor => settings with { SyntheticRatio = level.GetDouble() },
                RecipeCheck.DownstreamFactor => settings with { Downstream = level.GetString() },
                _ => settings with
                {
                    Options = new Dictionary<string, JsonElement>(settings.Options, StringComparer.Ordinal)
                    {
                        [factor] = level,
                    },
                },
            };
        }

        return settings;
    }
}
