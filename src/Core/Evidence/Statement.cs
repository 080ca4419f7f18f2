using System.Text.Json;
using System.Text.Json.Serialization;
using AethergenAI.Evaluation;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>What is claimed about which files: an in-toto Statement v1; <c>manifest.json</c>.</summary>
internal sealed record Statement(
    [property: JsonPropertyName("_type")] string Type,
    IReadOnlyList<Subject> Subject,
    string PredicateType,
    EvidencePredicate Predicate
)
{
    internal const string StatementType = "https://in-toto.io/Statement/v1";

    internal const string EvidenceType = "https://aethergen.ai/evidence/v1";
}

internal sealed record Subject(string Name, Digest Digest);

/// <param name="Sha256">In lower-case hex.</param>
internal sealed record Digest(string Sha256);

internal sealed record EvidencePredicate
{
    public required string RecipeHash { get; init; }

    public required string SchemaHash { get; init; }

    /// <summary>SHA-256 of the seed file, which is not in the pack.</summary>
    public required string DatasetVersion { get; init; }

    /// <summary>"none" where differential privacy protected nothing.</summary>
    public required string Epsilon { get; init; }

    public double? RealShare { get; init; }

    public double? SyntheticRatio { get; init; }

    public required AblationSummary AblationSummary { get; init; }

    /// <summary>Maps each trial to its measures, and each measure to its value.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Metrics { get; init; }

    public required TrialCost Cost { get; init; }

    /// <summary>Maps each trial to the SHA-256 of its model.json, which names the graph's hash.</summary>
    public required IReadOnlyDictionary<string, string> ModelHashes { get; init; }

    public required IReadOnlyList<TrialLineage> Lineage { get; init; }

    public required string Software { get; init; }

    /// <summary>
    /// Maps each file of the subject to the SHA-256 of its bytes in the zip; older statements do not have this field.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Compressed { get; init; }

    /// <summary>Each has a <c>kind</c>, which selects how it is verified.</summary>
    public required IReadOnlyList<JsonElement> Proofs { get; init; }
}

/// <param name="Verdict">The verdict on the leading cell; older statements do not have this field.</param>
internal sealed record AblationSummary(
    string? Question,
    string Answer,
    IReadOnlyList<CellSummary> Cells,
    ReportVerdict? Verdict = null
);

/// <summary>The chain from the real rows to a report, by SHA-256.</summary>
/// <param name="Seed">The seed file.</param>
/// <param name="Train">The rows of the seed that the generator saw, as canonical CSV.</param>
/// <param name="Model">model.json.</param>
/// <param name="Graph">sampler.onnx.</param>
/// <param name="Rows">synthetic.csv.</param>
/// <param name="Report">report.json.</param>
/// <param name="Block">The data set that the trial is on, from 1; older statements do not have this field.</param>
internal sealed record TrialLineage(
    string Trial,
    string Seed,
    string Train,
    string Model,
    string Graph,
    string Rows,
    string Report,
    int Block = 1
);
