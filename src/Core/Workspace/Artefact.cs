namespace AethergenAI.Workspace;

/// <summary>A file that a run made: its name within the run, and the blob that holds its bytes.</summary>
public sealed class Artefact
{
    public required Id<Run> RunId { get; init; }

    /// <summary>A relative path with '/', for example <c>trials/c01-r2/report.json</c>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the bytes, in hex; names the blob.</summary>
    public required string Sha256 { get; set; }

    public required long Bytes { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }
}
