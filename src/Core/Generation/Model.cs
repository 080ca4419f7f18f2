using System.Text.Json;
using AethergenAI.Generation.Encodings;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;

namespace AethergenAI.Generation;

/// <summary>
/// A fitted generator: <c>model.json</c> and <c>sampler.onnx</c>. The graph's inputs are <c>noise: float[N,
/// D]</c> in (0, 1) and <c>given: int32[N, D]</c> (−1 = sample), its output <c>tokens: int32[N, D]</c>,
/// one token and one noise column for each model column.
/// </summary>
public sealed record Model(ModelManifest Manifest, byte[] Graph);

/// <summary>Everything needed to sample and to say where the model came from; <c>model.json</c>.</summary>
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

    /// <summary>How tokens become cells: one an output column of the schema, in the schema's order.</summary>
    public required IReadOnlyList<ColumnEncoding> Encodings { get; init; }

    /// <summary>
    /// The generator's own parameters, from which it can emit a graph for any pattern of given columns.
    /// </summary>
    public required JsonElement Parameters { get; init; }

    /// <summary>SHA-256 of <c>sampler.onnx</c>, in hex.</summary>
    public required string GraphHash { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>"none" in words, or the claim that was earned.</summary>
    public string Privacy { get; init; } = NoPrivacy;

    /// <summary>The figures behind <see cref="Privacy"/>; null where there is no differential privacy.</summary>
    public PrivacyClaim? PrivacyClaim { get; init; }

    /// <summary>
    /// SHA-256 of the schema that the fit was asked with, where domains were paid for and stand in <see cref="Schema"/>
    /// in its place.
    /// </summary>
    public string? AskedSchemaHash { get; init; }

    internal const string NoPrivacy = "none";
}

/// <param name="Tokens">How many there are: tokens are 0 … Tokens − 1.</param>
public sealed record ModelColumn(string Name, int Tokens);

/// <param name="SeedHash">SHA-256 of the seed rows as canonical CSV, in hex;
/// <see cref="Withheld"/> where privacy forbids it: a hash confirms a guess.</param>
/// <param name="SeedRows">0 where privacy forbids the count.</param>
/// <param name="Provider">The execution provider that really ran the training graph,
/// or "none" where nothing was trained.</param>
/// <param name="FitSeconds">Processor time of the fit.</param>
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
    /// Seed rows that break the schema, so that nothing was learned from them; null where there are none,
    /// and where privacy forbids the count.
    /// </summary>
    public int? RowsLeftOut { get; init; }

    /// <summary>How the generator was chosen, where <c>auto</c> was asked for.</summary>
    public Choice.Comparison? Comparison { get; init; }
}
