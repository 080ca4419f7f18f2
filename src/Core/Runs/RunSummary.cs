using System.Text.Json;
using AethergenAI.Evaluation;
using AethergenAI.Statistics;

namespace AethergenAI.Runs;

/// <summary>What a run found out; <c>summary.json</c>.</summary>
public sealed record RunSummary
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    public string? Question { get; init; }

    /// <summary>The best cell beside the baseline, in one sentence, as the ablation card has it.</summary>
    public required string Answer { get; init; }

    /// <summary>SHA-256 of the canonical recipe.</summary>
    public required string RecipeHash { get; init; }

    /// <summary>SHA-256 of the canonical schema.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>SHA-256 of the seed file's bytes.</summary>
    public required string DatasetVersion { get; init; }

    /// <summary>
    /// ε of the whole run, in words: "none" where nothing was protected by differential privacy, "withheld:
    /// …" where something that the ledger does not know of touched the rows.
    /// </summary>
    public string Epsilon { get; init; } = NoPrivacy;

    /// <summary>The figures behind <see cref="Epsilon"/>; null where it is "none".</summary>
    public RunPrivacy? Privacy { get; init; }

    internal const string NoPrivacy = "none";

    /// <summary>
    /// Real rows ÷ (real + synthetic rows), in [0, 1]: the largest among the trials. Null where every trial failed.
    /// </summary>
    public double? RealShare { get; init; }

    /// <summary>Synthetic rows ÷ real rows: the smallest among the trials.</summary>
    public double? SyntheticRatio { get; init; }

    public required IReadOnlyList<TrialSummary> Trials { get; init; }

    public required IReadOnlyList<CellSummary> Cells { get; init; }

    /// <summary>Of the best cell, over its repeats; the worst verdict among them.</summary>
    public required IReadOnlyList<Kpi> Kpis { get; init; }

    /// <summary>
    /// Of what was carried out: a fit that trials share counts once, a trial taken from an earlier run not at all.
    /// </summary>
    public required TrialCost Cost { get; init; }

    /// <summary>
    /// The best cell against the baseline that the recipe names; null where it names none, or the baseline is the best.
    /// </summary>
    public CostRatio? CostRatio { get; init; }

    /// <summary>The program and its version.</summary>
    public required string Software { get; init; }
}

/// <param name="Generator">The one that ran: never "auto".</param>
/// <param name="Measures">By section and name, for example <c>fidelity.column-shapes</c>;
/// what could not be measured is absent.</param>
/// <param name="Failure">Why the trial was refused; its measures are then empty.</param>
public sealed record TrialSummary(
    int Cell,
    int Repeat,
    string Name,
    IReadOnlyDictionary<string, JsonElement> Levels,
    string Generator,
    IReadOnlyDictionary<string, double> Measures,
    TrialFailure? Failure,
    TrialCost Cost
)
{
    /// <summary>The data set, from 1.</summary>
    public int Block { get; init; } = 1;

    /// <summary>Real rows that its generator saw.</summary>
    public int TrainRows { get; init; }

    /// <summary>Rows that it generated; 0 where it did not come so far.</summary>
    public long Rows { get; init; }

    /// <summary>
    /// The trial of the same content that the results were taken from, as RUN/TRIAL,
    /// or TRIAL where it is one of this run.
    /// </summary>
    public string? ReusedFrom { get; init; }

    /// <summary>The trial of this run whose fit it shares.</summary>
    public string? FitFrom { get; init; }
}

/// <summary>A refusal, with its documented code.</summary>
public sealed record TrialFailure(string Code, string Message);

/// <param name="WallSeconds">Elapsed time of the stages that were carried out.</param>
/// <param name="CpuSeconds">Processor time of the process in that time; where trials run side by side,
/// in equal parts.</param>
/// <param name="PeakMemoryBytes">The largest resident memory seen, sampled four times a second.</param>
public sealed record TrialCost(double WallSeconds, double CpuSeconds, long PeakMemoryBytes)
{
    public static readonly TrialCost None = new(0, 0, 0);

    public static TrialCost operator +(TrialCost left, TrialCost right) =>
        new(
            left.WallSeconds + right.WallSeconds,
            left.CpuSeconds + right.CpuSeconds,
            Math.Max(left.PeakMemoryBytes, right.PeakMemoryBytes)
        );
}

/// <param name="Trials">Carried out, failures included.</param>
/// <param name="Failures">How many of them were refused.</param>
public sealed record CellSummary(
    int Cell,
    IReadOnlyDictionary<string, JsonElement> Levels,
    int Trials,
    int Failures,
    IReadOnlyList<CellMeasure> Measures
);

/// <param name="Repeats">How many trials the mean is of.</param>
/// <param name="Interval">Student's t over the repeats; null where there is one.</param>
/// <param name="Note">Why there is no interval.</param>
public sealed record CellMeasure(string Name, double Mean, Interval? Interval, int Repeats, string? Note);
