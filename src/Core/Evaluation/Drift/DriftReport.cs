using AethergenAI.Statistics;

namespace AethergenAI.Evaluation.Drift;

/// <summary>What the new rows are compared with.</summary>
public enum DriftReference
{
    /// <summary>The rows that the model learned from.</summary>
    Train,

    /// <summary>
    /// What the model knows of them: its counts of their cells, or rows drawn from it where privacy forbids counts.
    /// </summary>
    Model,
}

public enum DriftVerdict
{
    StillValid,
    Refit,
}

/// <summary>Whether new rows come from the population that a model was fitted to; <c>drift --json</c>.</summary>
public sealed record DriftReport
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public required DriftVerdict Verdict { get; init; }

    /// <summary>What decided the verdict, in words.</summary>
    public required string Sentence { get; init; }

    public required DriftReference Reference { get; init; }

    /// <summary>How many rows the model learned from.</summary>
    public required int SeedRows { get; init; }

    public required int NewRows { get; init; }

    /// <summary>The chance of a false "refit" over all tests together, where nothing has moved.</summary>
    public required double Alpha { get; init; }

    /// <summary>A move smaller than this is no reason to refit, however certain it is.</summary>
    public required double AtLeast { get; init; }

    /// <summary>One per column, the most certain move first.</summary>
    public required IReadOnlyList<ColumnDrift> Columns { get; init; }

    /// <summary>All columns together; null where they were not tested.</summary>
    public JointDrift? Joint { get; init; }

    public IReadOnlyList<NotMeasured> NotMeasured { get; init; } = [];

    /// <summary>Columns whose meaning is in doubt, or was until a person confirmed it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <param name="Distance">Total variation over the column's cells: the share of rows that are in other
/// cells now, in [0, 1].</param>
/// <param name="ByChance">The average distance where nothing has moved.</param>
/// <param name="Statistic">The two-sample χ² over those cells.</param>
/// <param name="P">The p-value of the χ².</param>
/// <param name="Adjusted">The p-value corrected for the number of tests (Holm).</param>
/// <param name="Moved">Whether the adjusted p is at most α and the distance, without its chance part,
/// is at least the smallest that matters, above what is hidden.</param>
public sealed record ColumnDrift(
    string Column,
    double Distance,
    Interval Interval,
    double ByChance,
    double Statistic,
    int Freedom,
    double P,
    double Adjusted,
    bool Moved
)
{
    /// <summary>How far the noise of a private model can have moved the column by itself; 0 for other models.</summary>
    public double Hidden { get; init; }
}

/// <param name="Statistic">The share of a row's nearest neighbours that come from the same table.</param>
/// <param name="Expected">The average statistic where nothing has moved.</param>
/// <param name="P">The p-value over permutations of which row belongs to which table.</param>
/// <param name="Counts">Whether the test affects the verdict; it does not where the reference is the model,
/// because a misfit of the model looks the same.</param>
/// <param name="Rows">The number of rows of each table.</param>
public sealed record JointDrift(
    double Statistic,
    double Expected,
    double P,
    double Adjusted,
    bool Moved,
    bool Counts,
    int Rows
);
