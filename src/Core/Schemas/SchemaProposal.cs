using AethergenAI.Tables;

namespace AethergenAI.Schemas;

/// <summary>What a file seems to be: a schema to edit, and what speaks for it.</summary>
/// <param name="Columns">One a column, in the schema's order.</param>
public sealed record SchemaProposal(Schema Schema, int Rows, IReadOnlyList<ColumnFinding> Columns)
{
    /// <summary>What else was noticed, one sentence each: encoding, ragged rows, searches that were not made.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <param name="Reason">Why the column is thought to be of its kind, in a sentence.</param>
/// <param name="Confidence">In [0, 1]: how clear the rule was times n / (n + 10) for n cells;
/// docs/1-schemas.md lists the rules.</param>
public sealed record ColumnFinding(string Name, string Reason, double Confidence, ColumnProfile Profile);

/// <summary>A column's cells in figures. Read from real rows: for the eyes of those who may see the rows.</summary>
public sealed record ColumnProfile
{
    /// <summary>Missing cells.</summary>
    public required int Missing { get; init; }

    /// <summary>Different texts among the other cells.</summary>
    public required int Distinct { get; init; }

    /// <summary>There are too many to count; <see cref="Distinct"/> is right to about 2 %.</summary>
    public bool DistinctEstimated { get; init; }

    /// <summary>Of integers and decimals.</summary>
    public NumberProfile? Numbers { get; init; }

    /// <summary>Of dates and datetimes.</summary>
    public MomentProfile? Moments { get; init; }

    /// <summary>The most frequent cells, most frequent first; empty for identifiers and text.</summary>
    public IReadOnlyList<LevelCount> TopLevels { get; init; } = [];
}

/// <param name="Quantiles">At 1, 5, 25, 50, 75, 95 and 99 %; beyond 131,072 rows of a fixed pseudo-random sample
/// of the rows.</param>
/// <param name="Histogram">Equal bins from the least to the greatest value.</param>
public sealed record NumberProfile(
    double Min,
    double Max,
    double Mean,
    double StandardDeviation,
    IReadOnlyList<double> Quantiles,
    Histogram Histogram
);

/// <param name="Edges">One more than counts, ascending.</param>
public sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<int> Counts);

/// <param name="Edges">One more than counts, ascending, as ISO 8601 text; equal bins.</param>
public sealed record MomentProfile(string Min, string Max, IReadOnlyList<string> Edges, IReadOnlyList<int> Counts);

public sealed record LevelCount(string Level, int Count);
