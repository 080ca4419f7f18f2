using AethergenAI.Statistics;

namespace AethergenAI.Evaluation;

/// <param name="Shapes">One per column, in [0, 1]: 1 − total variation distance (levels) or
/// 1 − Kolmogorov–Smirnov (numbers).</param>
/// <param name="Pairs">One per pair of columns, in [0, 1].</param>
/// <param name="Overall">The figures of the section fidelity of <see cref="MeasureCatalogue"/>, as far as they were
/// measured.</param>
public sealed record FidelitySection(
    IReadOnlyList<Measure> Overall,
    IReadOnlyList<ColumnShape> Shapes,
    IReadOnlyList<PairTrend> Pairs
)
{
    /// <summary>The share of rows that satisfy each column's domain and each active constraint.</summary>
    public IReadOnlyList<Measure> Rules { get; init; } = [];

    /// <summary>The triples of columns that differ most from the holdout, worst first.</summary>
    public IReadOnlyList<TripleOverlap> Triples { get; init; } = [];

    /// <summary>How good the rows are within each group, worst first.</summary>
    public IReadOnlyList<Subgroup> Subgroups { get; init; } = [];

    /// <summary>Figures over time, where the schema names a column that orders the rows.</summary>
    public SeriesSection? Series { get; init; }
}

/// <param name="Value">1 − total variation distance of the joint shares, in [0, 1].</param>
public sealed record TripleOverlap(string First, string Second, string Third, double Value, double Reference);

/// <param name="RealRows">The holdout rows of the group that were compared.</param>
/// <param name="Value">The mean column shape within the group, in [0, 1]; 0 where no synthetic row is in it.</param>
/// <param name="Interval">Holds simultaneously with those of the other groups.</param>
public sealed record Subgroup(
    string Column,
    string Level,
    int RealRows,
    int SyntheticRows,
    double Value,
    Interval Interval,
    double? Reference
);

/// <param name="Order">The column that orders the rows.</param>
/// <param name="Measures">autocorrelation, cross-correlation, seasonal-profile.</param>
public sealed record SeriesSection(
    string Order,
    string Step,
    IReadOnlyList<Measure> Measures,
    IReadOnlyList<SeriesColumn> Columns
)
{
    /// <summary>The figures as the HTML report and recipes read any section that a step adds.</summary>
    public ReportSection AsSection() =>
        new("series", "Over time", $"Rows in the order of “{Order}”, {Step}.", Measures)
        {
            Digest = Order,
            Tables =
            [
                new(
                    "Columns over time",
                    ["Column", "Autocorrelation", "Seasonal profile"],
                    [
                        .. Columns.Select(column => new ReportRow(
                            column.Column,
                            [column.Autocorrelation, column.SeasonalProfile]
                        )),
                    ]
                ),
            ],
        };
}

/// <param name="Real">The autocorrelation of the holdout's series at lags 1, 2, …</param>
public sealed record SeriesColumn(
    string Column,
    double Autocorrelation,
    double? SeasonalProfile,
    IReadOnlyList<double> Real,
    IReadOnlyList<double> Synthetic
);

/// <summary>How two distributions of a column are compared: 1 − a distance.</summary>
public enum ShapeMetric
{
    /// <summary>The total variation distance, of levels.</summary>
    Tv,

    /// <summary>The Kolmogorov–Smirnov distance, of numbers.</summary>
    Ks,
}

/// <param name="Labels">Bin or level labels for the overlay plot.</param>
/// <param name="Real">Shares of the holdout rows in the bins.</param>
/// <param name="Synthetic">Shares of the synthetic rows in the bins.</param>
public sealed record ColumnShape(
    string Column,
    ShapeMetric Metric,
    double Value,
    Interval Interval,
    double Reference,
    IReadOnlyList<string> Labels,
    IReadOnlyList<double> Real,
    IReadOnlyList<double> Synthetic
);

/// <param name="Metric">correlation, correlation-ratio or contingency.</param>
/// <param name="Real">The association among holdout rows.</param>
/// <param name="Synthetic">The association among synthetic rows.</param>
/// <param name="Value">The score, in [0, 1].</param>
public sealed record PairTrend(
    string Left,
    string Right,
    string Metric,
    double Value,
    double Reference,
    double Real,
    double Synthetic
)
{
    public Interval? Interval { get; init; }

    public SharedInformation? Information { get; init; }
}

/// <summary>
/// How much two columns tell about each other: mutual information divided by the geometric mean
/// of both entropies, in [0, 1].
/// </summary>
/// <param name="Value">1 − the difference, in [0, 1].</param>
public sealed record SharedInformation(double Real, double Synthetic, double Value, double Reference);
