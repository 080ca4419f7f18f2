using AethergenAI.Recipes.Checks;

namespace AethergenAI.Recipes;

/// <summary>What a form for a recipe needs to know beforehand.</summary>
/// <param name="MaxRepeats">The most repeats of one combination.</param>
/// <param name="HoldoutShare">The share of the seed that is split off where a recipe does not say.</param>
public sealed record RecipeLimits(int MaxRepeats, double HoldoutShare)
{
    public static readonly RecipeLimits All = new(RecipeCheck.MaxRepeats, new RecipeData("").HoldoutShare);
}
