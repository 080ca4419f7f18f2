using System.Text.Json;
using AethergenAI.Evaluation;
using AethergenAI.Statistics;

namespace AethergenAI.Runs;

/// <summary>The results of a run; <c>summary.json</c>.</summary>
public sealed record RunSummary
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    public string? Question { get; init; }

    /// <summary>The first cell compared with the others; the same as on the ablation card.</summary>
    public required string Answer { get; init; }

    /// <summary>The cell that comes first; null where there is none. The answer says whether it is the best.</summary>
    public int? Best { get; init; }

    /// <summary>
    /// The worst verdict among the repeats of the leading cell, with its reason; null where none of them was judged.
    /// </summary>
    public ReportVerdict? Verdict { get; init; }

    /// <summary>SHA-256 of the canonical recipe.</summary>
    public required string RecipeHash { get; init; }

    /// <summary>SHA-256 of the canonical schema.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>SHA-256 of the seed file's bytes.</summary>
    public required string DatasetVersion { get; init; }

    /// <summary>
    /// ε of the whole run, in words: "none" where differential privacy protected nothing, "withheld:
    /// …" where something outside the ledger touched the rows.
    /// </summary>
    public string Epsilon { get; init; } = NoPrivacy;

    /// <summary>The figures behind <see cref="Epsilon"/>; null where it is "none".</summary>
    public RunPrivacy? Privacy { get; init; }

    internal const string NoPrivacy = "none";

    /// <summary>
    /// Real rows ÷ (real + synthetic rows), in [0, 1]: the largest value among the trials.
    /// Null where every trial failed.
    /// </summary>
    public double? RealShare { get; init; }

    /// <summary>Synthetic rows ÷ real rows: the smallest value among the trials.</summary>
    public double? SyntheticRatio { get; init; }

    public required IReadOnlyList<TrialSummary> Trials { get; init; }

    public required IReadOnlyList<CellSummary> Cells { get; init; }

    /// <summary>The key figures of the leading cell; each has its worst verdict over the repeats.</summary>
    public required IReadOnlyList<Kpi> Kpis { get; init; }

    /// <summary>
    /// The cost of the work that this run did: a fit that trials share counts once, a trial reused
    /// from an earlier run does not count.
    /// </summary>
    public required TrialCost Cost { get; init; }

    /// <summary>
    /// How much cheaper the leading cell is than the baseline that the recipe names; null where it names none
    /// or the baseline is the leading cell.
    /// </summary>
    public CostRatio? CostRatio { get; init; }

    /// <summary>The program and its version.</summary>
    public required string Software { get; init; }

    /// <summary>
    /// The trial whose model stands for the run: the first of the leading cell that was not refused; null where there
    /// is none.
    /// </summary>
    public string? LeadingTrial() =>
        Trials
            .Where(trial => trial.Cell == Best && trial.Failure is null)
            .OrderBy(trial => trial.Repeat)
            .ThenBy(trial => trial.Block)
            .Select(trial => trial.Name)
            .FirstOrDefault();
}

/// <param name="Generator">The generator that ran; never "auto".</param>
/// <param name="Measures">Keyed by section and name, for example <c>fidelity.column-shapes</c>;
/// a measure that could not be computed is absent.</param>
/// <param name="Failure">Why the trial was refused; a refused trial has no measures.</param>
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
    /// <summary>The number of the data set, from 1.</summary>
    public int Block { get; init; } = 1;

    /// <summary>The number of real rows that the generator saw.</summary>
    public int TrainRows { get; init; }

    /// <summary>The number of rows that the generator made; 0 where the trial did not get that far.</summary>
    public long Rows { get; init; }

    /// <summary>
    /// The trial with the same content whose results were reused, as RUN/TRIAL, or as TRIAL
    /// where it belongs to this run.
    /// </summary>
    public string? ReusedFrom { get; init; }

    /// <summary>The trial of this run whose fit this trial shares.</summary>
    public string? FitFrom { get; init; }

    /// <summary>The verdict of the trial's report; null where it has none.</summary>
    public ReportVerdict? Verdict { get; init; }

    /// <summary>What the trial's own record says.</summary>
    internal static TrialSummary Of(TrialRecord record) =>
        new(
            record.Cell,
            record.Repeat,
            record.Name,
            record.Levels,
            record.Generator,
            record.Failure is null ? record.Measures : new Dictionary<string, double>(),
            record.Failure,
            record.Cost
        )
        {
            Block = record.Block,
            TrainRows = record.TrainRows,
            Rows = record.Sampling?.Rows ?? 0,
            Verdict = record.Failure is null ? record.Verdict : null,
            ReusedFrom = record.ReusedFrom,
            FitFrom = record.ReusedFrom is null
                ? record.Stages.FirstOrDefault(done => done.Stage == RunStage.Fitting)?.From
                : null,
        };
}

/// <summary>A refusal, with its documented code.</summary>
public sealed record TrialFailure(string Code, string Message)
{
    /// <summary>The code of trials that were not carried out because successive halving gave up their cell.</summary>
    internal const string CellGivenUp = "run.cell-given-up";
}

/// <param name="WallSeconds">Elapsed time of the stages that ran.</param>
/// <param name="CpuSeconds">Processor time of the process during these stages; trials that run side by side
/// share it equally.</param>
/// <param name="PeakMemoryBytes">The largest resident memory observed, sampled four times per second.</param>
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

/// <param name="Trials">The number of trials that ran, failures included.</param>
/// <param name="Failures">The number of trials that were refused.</param>
public sealed record CellSummary(
    int Cell,
    IReadOnlyDictionary<string, JsonElement> Levels,
    int Trials,
    int Failures,
    IReadOnlyList<CellMeasure> Measures
);

/// <param name="Repeats">The number of repeats that the mean is over; a repeat's value is its mean over the
/// data sets.</param>
/// <param name="Interval">By Student's t over the repeats, as on the card; null with one repeat.</param>
/// <param name="Note">Why there is no interval.</param>
public sealed record CellMeasure(string Name, double Mean, Interval? Interval, int Repeats, string? Note);
