using System.Text.Json.Serialization;
using AethergenAI.Statistics;

namespace AethergenAI.Evaluation;

/// <summary>What was measured on a synthetic table; <c>report.json</c>. A figure that was not measured says why.</summary>
public sealed record EvaluationReport
{
    /// <summary>The version of this document's format: 2 added to 1 and took nothing away.</summary>
    public int Version { get; init; } = 2;

    /// <summary>How much was asked for.</summary>
    public Effort Effort { get; init; } = Effort.Full;

    public required ReportSubject Subject { get; init; }

    /// <summary>One sentence a reader can act on, and the worst outcome among what was judged.</summary>
    public required ReportVerdict Verdict { get; init; }

    /// <summary>All five: utility, attack-success, cost, time-to-recipe, time-to-results; "not measured" where so.</summary>
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

    /// <summary>What is odd about the synthetic table: new levels, columns that are all missing, few rows.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Which seed rows stand out. Not part of the document: it is for those who may see the seed.</summary>
    [JsonIgnore]
    public IReadOnlyList<VulnerableRecord> Vulnerable { get; init; } = [];
}

/// <param name="Row">Of the seed, from 1, the header not counted.</param>
/// <param name="Why">copied: a synthetic row equals it and no holdout row does; dense: synthetic rows crowd around it as around few others.</param>
/// <param name="Score">The log ratio of synthetic to real density around it, where that was looked at.</param>
public sealed record VulnerableRecord(int Row, string Why, double? Score);

/// <summary>Quick: a first look in seconds. Full: everything that the rows alone tell. Deep: also what needs the generator itself.</summary>
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

/// <summary>A figure with its interval and, where it has one, its real-vs-real ceiling (train against holdout).</summary>
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

/// <param name="Blocks">Whether the verdict can not be "pass" without it; false for what cannot be had from rows alone and was not asked for.</param>
public sealed record NotMeasured(string Name, string Reason, bool Blocks = true);

/// <param name="Shapes">One a column: 1 − total variation distance (levels) or 1 − Kolmogorov–Smirnov (numbers), in [0, 1].</param>
/// <param name="Pairs">One a pair of columns, in [0, 1].</param>
/// <param name="Overall">
/// column-shapes, pair-trends, mutual-information, three-way, missingness, subgroups (the worst group's), constraint-validity, novelty,
/// precision, recall, density, coverage, alpha-precision, beta-recall, authenticity, detection-auc (trees) and detection-auc-linear.
/// </param>
public sealed record FidelitySection(
    IReadOnlyList<Measure> Overall,
    IReadOnlyList<ColumnShape> Shapes,
    IReadOnlyList<PairTrend> Pairs
)
{
    /// <summary>The share of rows that satisfy each column's domain and each active constraint.</summary>
    public IReadOnlyList<Measure> Rules { get; init; } = [];

    /// <summary>The triples of columns that are least alike, worst first.</summary>
    public IReadOnlyList<TripleOverlap> Triples { get; init; } = [];

    /// <summary>How good the rows are within each group, worst first.</summary>
    public IReadOnlyList<Subgroup> Subgroups { get; init; } = [];

    /// <summary>What changes over time, where the schema names a column that orders the rows.</summary>
    public SeriesSection? Series { get; init; }
}

/// <param name="Value">1 − total variation distance of the joint shares, in [0, 1].</param>
public sealed record TripleOverlap(string First, string Second, string Third, double Value, double Ceiling);

/// <param name="Value">The mean column shape within the group, in [0, 1]; 0 where no synthetic row is in it.</param>
public sealed record Subgroup(
    string Column,
    string Level,
    int RealRows,
    int SyntheticRows,
    double Value,
    Interval Interval,
    double? Ceiling
);

/// <param name="Order">The column that orders the rows.</param>
/// <param name="Measures">autocorrelation, cross-correlation, seasonal-profile.</param>
public sealed record SeriesSection(
    string Order,
    string Step,
    IReadOnlyList<Measure> Measures,
    IReadOnlyList<SeriesColumn> Columns
);

/// <param name="Real">The autocorrelation of the real series at lags 1, 2, …</param>
public sealed record SeriesColumn(
    string Column,
    double Autocorrelation,
    double? SeasonalProfile,
    IReadOnlyList<double> Real,
    IReadOnlyList<double> Synthetic
);

/// <param name="Metric">"tv" or "ks".</param>
/// <param name="Labels">Bin or level labels for the overlay plot.</param>
/// <param name="Real">Shares of the real rows in the bins.</param>
/// <param name="Synthetic">Shares of the synthetic rows in the bins.</param>
public sealed record ColumnShape(
    string Column,
    string Metric,
    double Value,
    Interval Interval,
    double Ceiling,
    IReadOnlyList<string> Labels,
    IReadOnlyList<double> Real,
    IReadOnlyList<double> Synthetic
);

/// <param name="Metric">correlation, correlation-ratio or contingency.</param>
/// <param name="Real">The association among real rows.</param>
/// <param name="Synthetic">The association among synthetic rows.</param>
/// <param name="Value">The score, in [0, 1].</param>
public sealed record PairTrend(
    string Left,
    string Right,
    string Metric,
    double Value,
    double Ceiling,
    double Real,
    double Synthetic
)
{
    public Interval? Interval { get; init; }

    public SharedInformation? Information { get; init; }
}

/// <summary>What one column tells of another: mutual information over the geometric mean of both entropies, in [0, 1].</summary>
/// <param name="Value">1 − the difference, in [0, 1].</param>
public sealed record SharedInformation(double Real, double Synthetic, double Value, double Ceiling);

/// <param name="Measures">
/// Of the boosted trees: tstr, trtr, ratio and, for classes, ratio-above-chance; importance-agreement. Each with its interval.
/// </param>
/// <param name="Metric">auc (averaged over classes) or r2.</param>
public sealed record UtilitySection(string? Target, string? Learner, string? Metric, IReadOnlyList<Measure> Measures)
{
    /// <summary>linear, trees and, where one is at hand, network.</summary>
    public IReadOnlyList<LearnerUtility> Learners { get; init; } = [];

    /// <summary>How much the trees' score falls when a column is shuffled, trained on real and on synthetic rows.</summary>
    public IReadOnlyList<ColumnImportance> Importance { get; init; } = [];
}

/// <param name="Ratio">TSTR over TRTR of the task's metric.</param>
/// <param name="Setups">tstr, trtr, trts, augmented.</param>
public sealed record LearnerUtility(string Learner, Measure? Ratio, IReadOnlyList<SetupUtility> Setups);

/// <param name="Setup">
/// tstr: trained on synthetic, tested on real rows; trtr: on real, on real; trts: on real, on synthetic; augmented: on both, on real.
/// </param>
/// <param name="Scores">auc, accuracy, macro-f1, log-loss, calibration-error; or r2, mae: the mean over the repeats with its interval.</param>
public sealed record SetupUtility(string Setup, IReadOnlyList<Measure> Scores);

public sealed record ColumnImportance(string Column, double Real, double Synthetic);

public sealed record PrivacySection(string Claim, IReadOnlyList<Attack> Attacks)
{
    public SelfTest? SelfTest { get; init; }

    /// <summary>How many seed rows stand out as vulnerable; which ones is kept apart from the report.</summary>
    public VulnerableCount? Vulnerable { get; init; }
}

/// <summary>Seed rows are copied into the table on purpose, and the attacks have to find them.</summary>
/// <param name="Outcome">pass, or invalid where a planted leak went unseen.</param>
public sealed record SelfTest(Verdict Outcome, IReadOnlyList<Plant> Plants);

/// <param name="Share">Of the synthetic rows that were replaced by seed rows.</param>
/// <param name="Attack">The attack that has to find it.</param>
public sealed record Plant(double Share, string Attack, double Estimate, Interval Interval, bool Found);

/// <param name="Expected">How many would stand out by chance, if none had been in the seed.</param>
public sealed record VulnerableCount(int Records, double Expected);

/// <summary>An attack judged against a control group from the holdout.</summary>
/// <param name="Estimate">Success in excess of the control.</param>
/// <param name="Control">Success against rows that the generator never saw.</param>
/// <param name="SampleSizeNeeded">Where underpowered.</param>
public sealed record Attack(
    string Name,
    string Question,
    Verdict Verdict,
    double? Estimate,
    Interval? Interval,
    double? Success,
    double? Control,
    int? SampleSizeNeeded = null
)
{
    /// <summary>The attack fails the table where the interval's lower end lies above it.</summary>
    public double Limit { get; init; } = 0.05;

    /// <summary>An attack before it is carried out.</summary>
    internal static Attack Asking(string name, string question) =>
        new(name, question, Verdict.NotMeasured, null, null, null, null);

    /// <summary>What the same attack gets, by chance, from fresh real rows in the synthetic rows' place.</summary>
    public double? Fresh { get; init; }

    /// <summary>auc, tpr-at-1-percent, tpr-at-0.1-percent; or a figure for each column or split that was tried.</summary>
    public IReadOnlyList<Measure> Details { get; init; } = [];

    public string? Note { get; init; }
}

/// <summary>
/// The Model Collapse Risk Dial: 0 is fresh real data, 100 the same generator's eighth generation of learning from its own rows alone.
/// </summary>
/// <param name="Partial">Some parts were not run.</param>
public sealed record Dial(
    double? Value,
    Interval? Interval,
    bool Partial,
    IReadOnlyList<DialPart> Parts,
    string Advice
);

/// <param name="Score">0 (as fresh real data) to 100 (as the eighth generation, or worse); null where it was not run.</param>
/// <param name="Weight">Of the part in the value; of those that were run they sum to 1 once scaled.</param>
public sealed record DialPart(string Name, double? Score, double Weight, string Explanation)
{
    /// <summary>What the score was made from.</summary>
    public IReadOnlyList<DialFigure> Figures { get; init; } = [];
}

/// <param name="Value">Of the synthetic rows; null where it is not defined.</param>
/// <param name="Fresh">Of as many real rows.</param>
public sealed record DialFigure(string Name, double? Value, double? Fresh);

/// <summary>What making the rows cost: fit and sampling, not their evaluation; null where the rows came from a file.</summary>
/// <param name="FitSeconds">Elapsed.</param>
/// <param name="SampleSeconds">Elapsed.</param>
/// <param name="CpuSeconds">Processor time over all cores.</param>
/// <param name="SecondsPerThousandRows">Of sampling.</param>
public sealed record Cost(
    double? FitSeconds,
    double? SampleSeconds,
    double? EvaluationSeconds,
    double? CpuSeconds,
    long? PeakMemoryBytes,
    double? SecondsPerThousandRows
)
{
    /// <summary>Elapsed time of the stages that held a GPU.</summary>
    public double? GpuSeconds { get; init; }

    /// <summary>Of the files that were written: model and rows.</summary>
    public long? Bytes { get; init; }

    /// <summary>Estimated from the price file's nominal draw.</summary>
    public double? KilowattHours { get; init; }

    /// <summary>In the price file's currency.</summary>
    public double? Money { get; init; }

    /// <summary>Whose prices, and of which day.</summary>
    public PricesUsed? Prices { get; init; }

    /// <summary>All of it over the rows that were made.</summary>
    public CostPerThousand? PerThousandRows { get; init; }
}

public sealed record PricesUsed(string Name, DateOnly Date, string Currency);

public sealed record CostPerThousand(double CpuSeconds, double? GpuSeconds, double KilowattHours, double Money);

/// <param name="Rows">How many rows of the table were looked at, drawn without replacement.</param>
/// <param name="Of">How many it has.</param>
public sealed record Sampled(string Measure, string Table, int Rows, int Of);
