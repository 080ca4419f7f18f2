using System.Text.Json;
using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Checks;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>What verification reads of recipe.json.</summary>
internal sealed record PackRecipe(string Name, PackRecipeData Data)
{
    public string? Question { get; init; }

    public PackObjective? Objective { get; init; }

    public IReadOnlyList<ConstraintSettings?>? Constraints { get; init; }

    public int Repeats { get; init; } = 1;

    public JsonElement? Baseline { get; init; }

    public PackRecipeBase? Base { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Factors { get; init; }

    /// <summary>Whether generators may see fewer rows than were not held out.</summary>
    internal bool DrawsSeedRows =>
        Base?.SeedRows is not null || Factors?.ContainsKey(RecipeCheck.SeedRowsFactor) == true;

    internal IEnumerable<ConstraintSettings> Limits => (Constraints ?? []).OfType<ConstraintSettings>();

    /// <summary>The number of data sets.</summary>
    internal int Blocks => 1 + (Data.Blocks?.Count ?? 0);

    /// <summary>How much repeats share, as <c>CardScope.Overlap</c> has it.</summary>
    internal double Overlap =>
        Data.Holdout is null || Data.Blocks?.Any(block => block.Holdout is null) == true
            ? Data.HoldoutShare / (1 - Data.HoldoutShare)
            : 0;

    /// <summary>As <see cref="MeasureGoals.Objective"/> has it.</summary>
    internal PackObjective ObjectiveOf(RunSummary summary)
    {
        bool hasUtility = summary.Trials.Any(trial =>
            trial.Failure is null && trial.Measures.ContainsKey(MeasureGoals.Utility)
        );
        return Objective ?? new PackObjective(hasUtility ? MeasureGoals.Utility : MeasureGoals.Shapes);
    }
}

internal sealed record PackObjective(string Measure, Goal Goal = Goal.Maximize);

internal sealed record PackRecipeBase(int? SeedRows = null);

internal sealed record PackRecipeData(string? Holdout = null, double HoldoutShare = 0.3)
{
    public IReadOnlyList<PackRecipeData>? Blocks { get; init; }
}
