using System.Text.Json;
using System.Text.Json.Serialization;
using AethergenAI.Generation.Encodings;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;

namespace AethergenAI.Generation;

/// <summary>
/// A fitted generator: <c>model.json</c> and <c>sampler.onnx</c>. The graph's inputs are <c>noise:
/// float[N, D]</c> in (0, 1) and <c>given: int32[N, D]</c> (−1 means: sample); its output is <c>tokens:
/// int32[N, D]</c>. There is one token and one noise column per model column.
/// </summary>
public sealed record Model(ModelManifest Manifest, byte[] Graph);

/// <summary>Everything that sampling needs, and the model's provenance; <c>model.json</c>.</summary>
public sealed record ModelManifest
{
    public int Version { get; init; } = 1;

    public required string Generator { get; init; }

    public required IReadOnlyDictionary<string, string> Options { get; init; }

    public required Schema Schema { get; init; }

    /// <summary>SHA-256 of the schema's canonical JSON, in hex.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>The graph's D columns, in its order.</summary>
    public required IReadOnlyList<ModelColumn> Columns { get; init; }

    /// <summary>How tokens become cells: one encoding per column of the schema, in the schema's order.</summary>
    public required IReadOnlyList<ColumnEncoding> Encodings { get; init; }

    /// <summary>
    /// The generator's own parameters, from which it can make a graph for any pattern of given columns.
    /// </summary>
    public required JsonElement Parameters { get; init; }

    /// <summary>SHA-256 of <c>sampler.onnx</c>, in hex.</summary>
    public required string GraphHash { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>The privacy claim, or the statement that there is none.</summary>
    public string Privacy { get; init; } = NoPrivacy;

    /// <summary>The figures behind <see cref="Privacy"/>; null without differential privacy.</summary>
    public PrivacyClaim? PrivacyClaim { get; init; }

    /// <summary>
    /// SHA-256 of the schema in the fit's request; null where that is <see cref="Schema"/>, and
    /// <see cref="Provenance.Withheld"/> where a private fit replaced in it what was read from the rows.
    /// </summary>
    public string? AskedSchemaHash { get; init; }

    /// <summary>
    /// The seed's cells, column by column, without identifiers and keys; null for a private fit and in older models.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SeedCounts>? SeedCounts { get; init; }

    internal const string NoPrivacy = "none";
}

/// <param name="Tokens">The number of tokens: they are 0 … Tokens − 1.</param>
public sealed record ModelColumn(string Name, int Tokens);

/// <param name="SeedHash">SHA-256 of the seed rows as canonical CSV, in hex;
/// <see cref="Withheld"/> if privacy forbids it, because a hash would confirm a guess of the rows.</param>
/// <param name="SeedRows">0 if privacy forbids the count.</param>
/// <param name="Provider">The execution provider that ran the training graph, or "none" if nothing was trained.</param>
/// <param name="FitSeconds">Processor time of the fit; whole seconds, rounded up, of a private fit.</param>
public sealed record Provenance(
    string SeedHash,
    int SeedRows,
    ulong Seed,
    string Software,
    string Provider,
    double FitSeconds
)
{
    internal const string Withheld = "withheld";

    /// <summary>
    /// SHA-256 of the seed rows whatever their order, in hex; null if privacy forbids it, and in older models.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RowsHash { get; init; }

    /// <summary>
    /// The number of seed rows that were left out because they break the schema;
    /// null if there are none, or if privacy forbids the count.
    /// </summary>
    public int? RowsLeftOut { get; init; }

    /// <summary>
    /// The number of seed rows as the noisy counts of a private fit estimate it; null for any other fit.
    /// </summary>
    public int? EstimatedRows { get; init; }

    /// <summary>The number of seed rows that may be known: the estimate of a private fit, else the count.</summary>
    internal int KnownRows => EstimatedRows ?? SeedRows;

    /// <summary>
    /// What the fit found that whoever uses the model should know, in words; null if there is nothing to say.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    /// <summary>How <c>auto</c> chose the generator; null if another generator was asked for.</summary>
    public Choice.Comparison? Comparison { get; init; }
}
