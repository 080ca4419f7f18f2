using AethergenAI.Schemas;
using AethergenAI.Tables.Csv;

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

    /// <summary>How the text was read; null for a Parquet file, and for a seed that an older version read.</summary>
    public FileReading? Reading { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The data sets that share rows with it; null in a list of seeds.</summary>
    public SharedRows? SharedRows { get; private set; }

    public void Show(SharedRows shared) => SharedRows = shared;
}
