using System.Text.Json.Serialization;
using AethergenAI.Statistics;

namespace AethergenAI.Evaluation;

/// <summary>
/// What was measured on a synthetic table; <c>report.json</c>. A figure that was not measured says why.
/// </summary>
public sealed record EvaluationReport
{
    /// <summary>
    /// The version of this document's format: 3 added <see cref="Measures"/> and keeps only the key figures of a table.
    /// </summary>
    public int Version { get; init; } = 3;

    /// <summary>How much was asked for.</summary>
    public Effort Effort { get; init; } = Effort.Full;

    public required ReportSubject Subject { get; init; }

    /// <summary>One sentence a reader can act on, and the worst outcome among what was judged.</summary>
    public required ReportVerdict Verdict { get; init; }

    /// <summary>What a table alone can show: utility and attack-success. A run's summary adds cost and time.</summary>
    public required IReadOnlyList<Kpi> Kpis { get; init; }

    public required FidelitySection Fidelity { get; init; }

    public required UtilitySection Utility { get; init; }

    public required PrivacySection Privacy { get; init; }

    public required Dial Dial { get; init; }

    public required Cost Cost { get; init; }

    /// <summary>The simplest generators on the same rows.</summary>
    public IReadOnlyList<Baseline> Baselines { get; init; } = [];

    /// <summary>How the generator was chosen, where <c>auto</c> was asked for.</summary>
    public Generation.Choice.Comparison? Comparison { get; init; }

    /// <summary>What could not be measured, and why.</summary>
    public IReadOnlyList<NotMeasured> NotMeasured { get; init; } = [];

    /// <summary>Which measures looked at fewer rows than there are.</summary>
    public IReadOnlyList<Sampled> Sampled { get; init; } = [];

    /// <summary>What each measure is: title, question, meaning, unit, better direction, range and source.</summary>
    public IReadOnlyList<MeasureDescription> Measures { get; init; } = [];

    /// <summary>What is odd about the synthetic table: new levels, columns that are all missing, few rows.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Which seed rows stand out. Not part of the document: it is for those who may see the seed.</summary>
    [JsonIgnore]
    public IReadOnlyList<VulnerableRecord> Vulnerable { get; init; } = [];
}

/// <param name="Row">Of the seed, from 1, the header not counted.</param>
/// <param name="Why">copied: a synthetic row equals it and no holdout row does; dense:
/// synthetic rows crowd around it as around few others.</param>
/// <param name="Score">The log ratio of synthetic to real density around it, where that was looked at.</param>
public sealed record VulnerableRecord(int Row, string Why, double? Score);

/// <summary>
/// Quick: a first look in seconds. Full: everything that the rows alone tell. Deep:
/// also what needs the generator itself.
/// </summary>
public enum Effort
{
    Quick,
    Full,
    Deep,
}

public sealed record ReportVerdict(Verdict Outcome, string Sentence);

/// <param name="Generator">Who made the rows, where that is known.</param>
public sealed record ReportSubject(
    string SchemaHash,
    int RealRows,
    int HoldoutRows,
    int SyntheticRows,
    string? Target,
    string? Generator
);

/// <summary>
/// A figure with its interval and, where it has one, its real-vs-real ceiling (train against holdout).
/// </summary>
public sealed record Measure(
    string Name,
    double? Value,
    Interval? Interval = null,
    double? Ceiling = null,
    string? Note = null
);

public sealed record Kpi(
    string Name,
    double? Value,
    Interval? Interval,
    Verdict Verdict,
    string Limit,
    string? Note = null
);

/// <param name="Blocks">Whether the verdict can not be "pass" without it; false for what cannot be had from rows alone
/// and was not asked for.</param>
public sealed record NotMeasured(string Name, string Reason, bool Blocks = true);

/// <param name="Rows">How many rows of the table were looked at, drawn without replacement.</param>
/// <param name="Of">How many it has.</param>
public sealed record Sampled(string Measure, string Table, int Rows, int Of);
