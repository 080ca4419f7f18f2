using AethergenAI.Schemas;

namespace AethergenAI.Workspace;

/// <summary>An uploaded file of real rows.</summary>
public sealed class SeedFile
{
    public required Id<SeedFile> Id { get; init; }

    public required Id<Project> ProjectId { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the bytes, in hex; names the blob.</summary>
    public required string Sha256 { get; init; }

    public required long Bytes { get; init; }

    public required int Rows { get; init; }

    /// <summary>
    /// The result of schema inference: the proposed schema, with a reason and a confidence
    /// for each column, and the profile.
    /// </summary>
    public required SchemaProposal Profile { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
