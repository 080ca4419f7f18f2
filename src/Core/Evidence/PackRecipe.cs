namespace AethergenAI.Evidence;

/// <summary>What verification reads of recipe.json.</summary>
internal sealed record PackRecipe(string Name, PackRecipeData Data)
{
    public string? Question { get; init; }

    public PackObjective? Objective { get; init; }

    /// <summary>The number of data sets.</summary>
    internal int Blocks => 1 + (Data.Blocks?.Count ?? 0);

    /// <summary>How much repeats share, as <c>CardScope.Overlap</c> has it.</summary>
    internal double Overlap =>
        Data.Holdout is null || Data.Blocks?.Any(block => block.Holdout is null) == true
            ? Data.HoldoutShare / (1 - Data.HoldoutShare)
            : 0;
}

internal sealed record PackObjective(string Measure);

internal sealed record PackRecipeData(string? Holdout = null, double HoldoutShare = 0.3)
{
    public IReadOnlyList<PackRecipeData>? Blocks { get; init; }
}
