using AethergenAI.Tables;

namespace AethergenAI.Schemas;

/// <summary>A proposed schema to edit, and the evidence for it.</summary>
/// <param name="Columns">One per column, in the schema's order.</param>
public sealed record SchemaProposal(Schema Schema, int Rows, IReadOnlyList<ColumnFinding> Columns)
{
    /// <summary>Other observations, one sentence each: encoding, ragged rows, searches that were cut short.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <param name="Reason">A sentence that says why the column was given its kind.</param>
/// <param name="Confidence">In [0, 1]: the clarity of the rule times n / (n + 10) for n cells;
/// docs/1-schemas.md lists the rules.</param>
public sealed record ColumnFinding(string Name, string Reason, double Confidence, ColumnProfile Profile);

/// <summary>
/// A column's figures. They are read from real rows, so only people who may see the rows may see them.
/// </summary>
public sealed record ColumnProfile
{
    /// <summary>The number of missing cells.</summary>
    public required int Missing { get; init; }

    /// <summary>The number of distinct texts among the other cells.</summary>
    public required int Distinct { get; init; }

    /// <summary>Whether there were too many to count; <see cref="Distinct"/> is then right to about 2 %.</summary>
    public bool DistinctEstimated { get; init; }

    /// <summary>
    /// For integers and decimals; null where too many cells are written in another way, or are too large to compute
    /// with.
    /// </summary>
    public NumberProfile? Numbers { get; init; }

    /// <summary>For dates and datetimes.</summary>
    public MomentProfile? Moments { get; init; }

    /// <summary>The most frequent cells, most frequent first; empty for identifiers and text.</summary>
    public IReadOnlyList<LevelCount> TopLevels { get; init; } = [];
}

/// <param name="Quantiles">At 1, 5, 25, 50, 75, 95 and 99 %; beyond 131,072 rows,
/// those of a fixed pseudo-random sample of the rows.</param>
/// <param name="Histogram">Bins of equal width from the smallest to the largest value.</param>
public sealed record NumberProfile(
    double Min,
    double Max,
    double Mean,
    double StandardDeviation,
    IReadOnlyList<double> Quantiles,
    Histogram Histogram
);

/// <param name="Edges">Ascending; one more than there are counts.</param>
public sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<int> Counts);

/// <param name="Edges">Ascending, as ISO 8601 text, with equal distances; one more than there are counts.</param>
public sealed record MomentProfile(string Min, string Max, IReadOnlyList<string> Edges, IReadOnlyList<int> Counts);

public sealed record LevelCount(string Level, int Count);
