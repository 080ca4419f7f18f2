using AethergenAI.Recipes;

namespace AethergenAI.Workspace;

/// <summary>One saved version of a project's recipe. A version never changes; an edit becomes a new version.</summary>
public sealed class RecipeVersion
{
    public required Id<RecipeVersion> Id { get; init; }

    public required Id<Project> ProjectId { get; init; }

    public required string Name { get; init; }

    /// <summary>The version number within the name, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of the canonical recipe, in hex.</summary>
    public required string Hash { get; init; }

    public required Recipe Document { get; init; }

    /// <summary>The version that the first version under this name was copied from.</summary>
    public Id<RecipeVersion>? ForkedFrom { get; init; }

    /// <summary>The person who saved it.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
