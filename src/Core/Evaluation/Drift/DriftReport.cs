using AethergenAI.Statistics;

namespace AethergenAI.Evaluation.Drift;

/// <summary>What the new rows are compared with.</summary>
public enum DriftReference
{
    /// <summary>The rows that the model learned from.</summary>
    Train,

    /// <summary>Rows drawn from the model: it stores no others.</summary>
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

    /// <summary>What decided it, in words.</summary>
    public required string Sentence { get; init; }

    public required DriftReference Reference { get; init; }

    /// <summary>How many rows the model learned from.</summary>
    public required int SeedRows { get; init; }

    public required int NewRows { get; init; }

    /// <summary>The chance of a false "refit" where nothing has moved, over all tests together.</summary>
    public required double Alpha { get; init; }

    /// <summary>A move smaller than this is no reason to refit, however sure it is.</summary>
    public required double AtLeast { get; init; }

    /// <summary>One a column, the surest move first.</summary>
    public required IReadOnlyList<ColumnDrift> Columns { get; init; }

    /// <summary>All columns together; null where it was not tested.</summary>
    public JointDrift? Joint { get; init; }

    public IReadOnlyList<NotMeasured> NotMeasured { get; init; } = [];
}

/// <param name="Distance">Total variation over the column's cells: the share of rows that are elsewhere now, in [0,
/// 1].</param>
/// <param name="ByChance">What it would be, on average, had nothing moved.</param>
/// <param name="Statistic">The two-sample χ² over those cells.</param>
/// <param name="P">Of the χ².</param>
/// <param name="Adjusted">Corrected for the number of tests (Holm).</param>
/// <param name="Moved">The adjusted p is at most α, and the distance without its chance part at least what
/// matters.</param>
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
);

/// <param name="Statistic">The share of a row's nearest neighbours that come from the same table.</param>
/// <param name="Expected">What it would be had nothing moved.</param>
/// <param name="P">Over permutations of which row belongs to which table.</param>
/// <param name="Counts">Whether the verdict heeds it; not where the reference is the model,
/// whose own misfit looks the same.</param>
/// <param name="Rows">Of each table.</param>
public sealed record JointDrift(
    double Statistic,
    double Expected,
    double P,
    double Adjusted,
    bool Moved,
    bool Counts,
    int Rows
);
