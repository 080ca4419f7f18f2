using AethergenAI.Generation;
using AethergenAI.Recipes.Checks;

namespace AethergenAI.Recipes;

/// <summary>Limits and defaults that a recipe form needs.</summary>
/// <param name="MaxRepeats">The maximum number of repeats of one cell.</param>
/// <param name="HoldoutShare">The share of the seed that is split off as holdout by default.</param>
/// <param name="Settings">The settings of a trial that a recipe can vary, whatever its generators, described as
/// options are.</param>
public sealed record RecipeLimits(int MaxRepeats, double HoldoutShare, IReadOnlyList<GeneratorOption> Settings)
{
    public static readonly RecipeLimits All = new(
        RecipeCheck.MaxRepeats,
        new RecipeData("").HoldoutShare,
        [
            new(RecipeCheck.RowsFactor, OptionKind.Integer, "", "Synthetic rows to make")
            {
                Minimum = 1,
                Maximum = RecipeCheck.MaxRows,
            },
            new(RecipeCheck.SeedRowsFactor, OptionKind.Integer, "", "Real rows that the generator learns from")
            {
                Minimum = 1,
                Maximum = RecipeCheck.MaxRows,
            },
            new(
                RecipeCheck.RatioFactor,
                OptionKind.Number,
                "",
                "Synthetic rows to make, as a multiple of the real rows that the generator learns from"
            )
            {
                ExclusiveMinimum = 0,
                Maximum = RecipeCheck.MaxRatio,
            },
            new(RecipeCheck.DownstreamFactor, OptionKind.Choice, "", "The model that measures utility")
            {
                Choices = RecipeCheck.Downstream,
            },
        ]
    );
}
