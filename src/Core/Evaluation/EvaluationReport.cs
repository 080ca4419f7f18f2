using System.Text.Json.Serialization;
using AethergenAI.Statistics;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>The results of an evaluation; <c>report.json</c>. A figure that was not measured has a reason.</summary>
public sealed record EvaluationReport
{
    /// <summary>
    /// The version of this document's format: 3 added <see cref="Measures"/> and keeps only the key figures of a table;
    /// 4 compares with holdout rows instead of seed rows, and calls <c>reference</c> what was called <c>ceiling</c>;
    /// 5 makes the dial of losses of variety and of relations, and shows drift, noise and replay beneath it.
    /// </summary>
    public int Version { get; init; } = 5;

    /// <summary>How thorough the evaluation was.</summary>
    public Effort Effort { get; init; } = Effort.Full;

    public required ReportSubject Subject { get; init; }

    /// <summary>One sentence that a reader can act on, and the worst outcome of what was judged.</summary>
    public required ReportVerdict Verdict { get; init; }

    /// <summary>The questions that decide the verdict: not-a-copy, private, useful, valid, faithful.</summary>
    public IReadOnlyList<QualityGate> Gates { get; init; } = [];

    /// <summary>
    /// The key figures that a table alone can show: utility and attack-success. A run's summary adds cost and time.
    /// </summary>
    public required IReadOnlyList<Kpi> Kpis { get; init; }

    public required FidelitySection Fidelity { get; init; }

    /// <summary>The sections that steps added, in the order of the steps; null where none did.</summary>
    public IReadOnlyList<ReportSection>? Sections { get; init; }

    public required UtilitySection Utility { get; init; }

    public required PrivacySection Privacy { get; init; }

    public required Dial Dial { get; init; }

    public required Cost Cost { get; init; }

    /// <summary>The simplest generators on the same rows, for comparison.</summary>
    public IReadOnlyList<Baseline> Baselines { get; init; } = [];

    /// <summary>How the generator was chosen, where <c>auto</c> was requested.</summary>
    public Generation.Choice.Comparison? Comparison { get; init; }

    /// <summary>What could not be measured, and why.</summary>
    public IReadOnlyList<NotMeasured> NotMeasured { get; init; } = [];

    /// <summary>The measures that looked at only a part of the rows.</summary>
    public IReadOnlyList<Sampled> Sampled { get; init; } = [];

    /// <summary>What each measure is: title, question, meaning, unit, better direction, range and source.</summary>
    public IReadOnlyList<MeasureDescription> Measures { get; init; } = [];

    /// <summary>
    /// What is unusual: columns whose meaning is in doubt, and of the synthetic table new levels, columns that are all
    /// missing, few rows.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// The seed rows that stand out. They are not part of the document, because only some readers may see the seed.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<VulnerableRecord> Vulnerable { get; init; } = [];
}

/// <param name="Row">The row's number in the seed, from 1, without the header.</param>
/// <param name="Why">copied: the row equals a synthetic row and no holdout row; dense: synthetic rows lie more densely
/// around it than around almost any holdout row.</param>
/// <param name="Score">The log ratio of synthetic to real density around the row;
/// null where it was not computed.</param>
public sealed record VulnerableRecord(int Row, string Why, double? Score);

public sealed record ReportVerdict(Verdict Outcome, string Sentence)
{
    /// <summary>
    /// The names of the gates that fail, the deciding one among them; null where none fails, and in documents of
    /// earlier versions.
    /// </summary>
    public IReadOnlyList<string>? FailedGates { get; init; }

    /// <summary>The same; where not all columns were judged, the sentence says how many were.</summary>
    internal ReportVerdict Judging(int judged, int columns) =>
        judged >= columns
            ? this
            : this with
            {
                Sentence = $"{Sentence} {judged} of {Counts.Of(columns, "column", "was", "were")} judged.",
            };

    /// <summary>The same; where columns are or were in doubt, the sentence says so.</summary>
    internal ReportVerdict Doubting(Schema schema) =>
        this with
        {
            Sentence = $"{Sentence} {ColumnDoubts.InBrief(schema)}".TrimEnd(),
        };
}

/// <param name="Generator">The generator that made the rows, where known.</param>
public sealed record ReportSubject(
    string SchemaHash,
    int RealRows,
    int HoldoutRows,
    int SyntheticRows,
    string? Target,
    string? Generator
);

/// <summary>
/// A figure with its interval and, where it has one, its reference: the same figure with seed rows in place of the
/// synthetic ones. It is what fresh real rows reach; a table that repeats the seed reaches it too.
/// </summary>
public sealed record Measure(
    string Name,
    double? Value,
    Interval? Interval = null,
    double? Reference = null,
    string? Note = null
)
{
    /// <summary>What the figure is an estimate for; <see cref="Estimands"/> names it in every report.</summary>
    public Estimand? Estimand { get; init; }
}

public sealed record Kpi(
    string Name,
    double? Value,
    Interval? Interval,
    Verdict Verdict,
    string Limit,
    string? Note = null
)
{
    /// <summary>What the figure is an estimate for; null for a figure that is counted.</summary>
    public Estimand? Estimand { get; init; }
}

/// <param name="Blocks">Whether the verdict cannot be "pass" without this measure; false for a measure that needs more
/// than the rows and was not requested.</param>
public sealed record NotMeasured(string Name, string Reason, bool Blocks = true);

/// <param name="Rows">The number of rows that were looked at, drawn without replacement.</param>
/// <param name="Of">The number of rows of the table.</param>
public sealed record Sampled(string Measure, string Table, int Rows, int Of);
