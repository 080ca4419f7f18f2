using AethergenAI.Recipes.Checks;

namespace AethergenAI.Recipes;

/// <summary>Limits and defaults that a recipe form needs.</summary>
/// <param name="MaxRepeats">The maximum number of repeats of one cell.</param>
/// <param name="HoldoutShare">The share of the seed that is split off as holdout by default.</param>
public sealed record RecipeLimits(int MaxRepeats, double HoldoutShare)
{
    public static readonly RecipeLimits All = new(RecipeCheck.MaxRepeats, new RecipeData("").HoldoutShare);
}
