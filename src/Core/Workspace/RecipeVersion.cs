using AethergenAI.Recipes;

namespace AethergenAI.Workspace;

/// <summary>One saved version of a project's recipe; never changed, only followed by the next.</summary>
public sealed class RecipeVersion
{
    public required Id<RecipeVersion> Id { get; init; }

    public required Id<Project> ProjectId { get; init; }

    public required string Name { get; init; }

    /// <summary>From 1, within the name.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of the canonical recipe, in hex.</summary>
    public required string Hash { get; init; }

    public required Recipe Document { get; init; }

    /// <summary>The version that this line of versions began as a copy of.</summary>
    public Id<RecipeVersion>? ForkedFrom { get; init; }

    /// <summary>Who saved it.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
