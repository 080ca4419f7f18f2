namespace AethergenAI.Evaluation;

/// <summary>What was measured on a synthetic table; <c>report.json</c>. A figure that was not measured says why.</summary>
public sealed record EvaluationReport
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public required ReportSubject Subject { get; init; }

    /// <summary>One sentence a reader can act on, and the worst outcome among what was judged.</summary>
    public required ReportVerdict Verdict { get; init; }

    /// <summary>All five: utility, attack-success, cost, time-to-recipe, time-to-results; "not measured" where so.</summary>
    public required IReadOnlyList<Kpi> Kpis { get; init; }

    public required Fidelity Fidelity { get; init; }

    public required Utility Utility { get; init; }

    public required PrivacySection Privacy { get; init; }

    public required Dial Dial { get; init; }

    public required Cost Cost { get; init; }

    /// <summary>What could not be measured, and why.</summary>
    public IReadOnlyList<NotMeasured> NotMeasured { get; init; } = [];
}

public enum Verdict { Pass, Fail, Underpowered, NotMeasured }

public sealed record ReportVerdict(Verdict Outcome, string Sentence);

/// <param name="Generator">Who made the rows, where that is known.</param>
public sealed record ReportSubject(string SchemaHash, int RealRows, int HoldoutRows, int SyntheticRows, string? Target, string? Generator);

/// <summary>A 95 % confidence interval.</summary>
public sealed record Interval(double Low, double High);

/// <summary>A figure with its interval and, where it has one, its real-vs-real ceiling (train against holdout).</summary>
public sealed record Measure(string Name, double? Value, Interval? Interval = null, double? Ceiling = null, string? Note = null);

public sealed record Kpi(string Name, double? Value, Interval? Interval, Verdict Verdict, string Limit, string? Note = null);

public sealed record NotMeasured(string Name, string Reason);

/// <param name="Shapes">One a column: 1 − total variation distance (levels) or 1 − Kolmogorov–Smirnov (numbers), in [0, 1].</param>
/// <param name="Pairs">One a pair of columns, in [0, 1].</param>
/// <param name="Overall">column-shapes, pair-trends, missingness, constraint-validity, detection-auc.</param>
public sealed record Fidelity(IReadOnlyList<Measure> Overall, IReadOnlyList<ColumnShape> Shapes, IReadOnlyList<PairTrend> Pairs)
{
    /// <summary>The share of rows that satisfy each column's domain and each active constraint.</summary>
    public IReadOnlyList<Measure> Rules { get; init; } = [];
}

/// <param name="Metric">"tv" or "ks".</param>
/// <param name="Labels">Bin or level labels for the overlay plot.</param>
/// <param name="Real">Shares of the real rows in the bins.</param>
/// <param name="Synthetic">Shares of the synthetic rows in the bins.</param>
public sealed record ColumnShape(
    string Column, string Metric, double Value, Interval Interval, double Ceiling,
    IReadOnlyList<string> Labels, IReadOnlyList<double> Real, IReadOnlyList<double> Synthetic);

/// <param name="Metric">correlation, correlation-ratio or contingency.</param>
/// <param name="Real">The association among real rows.</param>
/// <param name="Synthetic">The association among synthetic rows.</param>
/// <param name="Value">The score, in [0, 1].</param>
public sealed record PairTrend(string Left, string Right, string Metric, double Value, double Ceiling, double Real, double Synthetic);

/// <param name="Measures">tstr, trtr, ratio and, for classes, ratio-above-chance: each with its interval.</param>
/// <param name="Metric">auc (averaged over classes) or r2.</param>
public sealed record Utility(string? Target, string? Learner, string? Metric, IReadOnlyList<Measure> Measures);

public sealed record PrivacySection(string Claim, IReadOnlyList<Attack> Attacks);

/// <summary>An attack judged against a control group from the holdout.</summary>
/// <param name="Estimate">Success in excess of the control.</param>
/// <param name="Control">Success against rows that the generator never saw.</param>
/// <param name="SampleSizeNeeded">Where underpowered.</param>
public sealed record Attack(
    string Name, string Question, Verdict Verdict, double? Estimate, Interval? Interval, double? Success, double? Control, int? SampleSizeNeeded = null)
{
    /// <summary>The attack fails the table where the interval's lower end lies above it.</summary>
    public double Limit { get; init; } = 0.05;
}

/// <summary>The Model Collapse Risk Dial: 0 is fresh real data.</summary>
/// <param name="Partial">Some parts were not run.</param>
public sealed record Dial(double? Value, Interval? Interval, bool Partial, IReadOnlyList<DialPart> Parts, string Advice);

/// <param name="Score">0 (as fresh real data) to 100.</param>
public sealed record DialPart(string Name, double? Score, double Weight, string Explanation);

/// <param name="CpuSeconds">Processor time; null where the rows came from a file.</param>
public sealed record Cost(double? FitSeconds, double? SampleSeconds, double? EvaluationSeconds, double? CpuSeconds, long? PeakMemoryBytes, double? SecondsPerThousandRows);
