using AethergenAI.Tables;

namespace AethergenAI.Workspace;

/// <summary>One saved version of a project's schema. A version never changes; an edit becomes a new version.</summary>
public sealed class SchemaVersion
{
    public required Id<SchemaVersion> Id { get; init; }

    public required Id<Project> ProjectId { get; init; }

    public required string Name { get; init; }

    /// <summary>The version number within the name, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of the canonical JSON, in hex.</summary>
    public required string Hash { get; init; }

    public required Schema Document { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
