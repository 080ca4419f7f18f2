using System.Text.Json;
using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes;
using AethergenAI.Tables;

namespace AethergenAI.Runs;

/// <summary>
/// The progress of a trial; <c>trial.json</c>. It is rewritten after every stage with the hashes of the files
/// that the stage made. A stage whose files exist and have these hashes is not run again.
/// </summary>
public sealed record TrialRecord
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    /// <summary>For example <c>c01-r2</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the cell (the combination of levels), from 1.</summary>
    public required int Cell { get; init; }

    /// <summary>The number of the repeat, from 1.</summary>
    public required int Repeat { get; init; }

    /// <summary>The number of the data set, from 1.</summary>
    public int Block { get; init; } = 1;

    public required IReadOnlyDictionary<string, JsonElement> Levels { get; init; }

    public required TrialSettings Settings { get; init; }

    /// <summary>
    /// The generator that ran. Where the settings say "auto", it is "auto" until the fit is done,
    /// and then the generator that was chosen.
    /// </summary>
    public required string Generator { get; init; }

    /// <summary>SHA-256 of the run's canonical schema.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>SHA-256 of the real rows that the generator saw, as canonical CSV.</summary>
    public required string TrainHash { get; init; }

    public required int TrainRows { get; init; }

    /// <summary>SHA-256 of the real rows that the generator did not see, as canonical CSV.</summary>
    public required string HoldoutHash { get; init; }

    public required int HoldoutRows { get; init; }

    /// <summary>The program and its version.</summary>
    public required string Software { get; init; }

    /// <summary>
    /// SHA-256 of everything that the trial's results depend on: settings, rows, schema, target, program.
    /// Equal hashes mean equal results.
    /// </summary>
    public string ContentHash { get; init; } = "";

    /// <summary>
    /// The trial with the same content whose results were reused, as RUN/TRIAL, or as TRIAL where it belongs to this
    /// run; null where this trial ran itself.
    /// </summary>
    public string? ReusedFrom { get; init; }

    /// <summary>When the trial's report was written, in whole seconds; null until then.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The stages that are done, in order, with the cost of each.</summary>
    public IReadOnlyList<StageCost> Stages { get; init; } = [];

    /// <summary>Maps each file of the trial, for example <c>model/sampler.onnx</c>, to its SHA-256.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    public Sampling? Sampling { get; init; }

    /// <summary>What may be claimed about the model's differential privacy; null where it has none.</summary>
    public PrivacyClaim? Privacy { get; init; }

    /// <summary>Keyed by section and name, for example <c>fidelity.column-shapes</c>.</summary>
    public IReadOnlyDictionary<string, double> Measures { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<Kpi> Kpis { get; init; } = [];

    /// <summary>The verdict of the trial's report; null until there is one.</summary>
    public ReportVerdict? Verdict { get; init; }

    /// <summary>Why the trial was refused; null where it was not.</summary>
    public TrialFailure? Failure { get; init; }

    internal static TrialRecord Of(Trial trial, Schema schema) =>
        new()
        {
            Name = trial.Name,
            Cell = trial.Cell,
            Repeat = trial.Repeat,
            Block = trial.Block,
            Levels = trial.Levels,
            Settings = trial.Settings,
            Generator = KnownGenerators.Named(trial.Settings.Generator).Name,
            SchemaHash = Tables.SchemaHash.Of(schema),
            TrainHash = "",
            TrainRows = 0,
            HoldoutHash = "",
            HoldoutRows = 0,
            Software = AethergenAI.Software.Name,
        };

    /// <param name="content">The trial's key (<see cref="TrialKeys.Trial"/>), which leaves out options
    /// that its generator does not have.</param>
    internal TrialRecord On(TrialRows real, string content, string? target, string? device) =>
        this with
        {
            TrainHash = real.TrainHash,
            TrainRows = real.Train.RowCount,
            HoldoutHash = real.HoldoutHash,
            HoldoutRows = real.Holdout.RowCount,
            ContentHash = Sha256.Hex(
                CanonicalJson.Serialize(
                    new
                    {
                        Content = content,
                        SchemaHash,
                        real.TrainHash,
                        real.HoldoutHash,
                        Target = target,
                        Device = device,
                        Software,
                    }
                )
            ),
        };

    /// <summary>The full cost of the trial, including the parts that it shares with other trials.</summary>
    internal TrialCost Cost => Stages.Aggregate(TrialCost.None, (sum, stage) => sum + stage.Cost);

    /// <summary>
    /// The cost of the work that this trial did itself, without the parts that were taken from others.
    /// </summary>
    internal TrialCost OwnCost =>
        Stages.Where(stage => stage.From is null).Aggregate(TrialCost.None, (sum, stage) => sum + stage.Cost);

    internal bool IsDone(RunStage stage) => Stages.Any(done => done.Stage == stage);

    internal TrialCost? CostOf(RunStage stage) => Stages.FirstOrDefault(done => done.Stage == stage)?.Cost;

    /// <summary>
    /// Whether <paramref name="wanted"/> can use the fit of this trial: it is on the same rows,
    /// and this trial made it and did not reuse it.
    /// </summary>
    internal bool HasFitOf(TrialRecord wanted) =>
        Settings.Generator == wanted.Settings.Generator
        && TrainHash == wanted.TrainHash
        && SchemaHash == wanted.SchemaHash
        && Software == wanted.Software
        && Stages.Any(done => done is { Stage: RunStage.Fitting, From: null });

    /// <summary>
    /// Whether both are the same trial on the same rows, so that what one has done holds for the other.
    /// </summary>
    internal bool IsSameTrial(TrialRecord other) => Identity().AsSpan().SequenceEqual(other.Identity());

    private byte[] Identity() =>
        CanonicalJson.Serialize(
            this with
            {
                Generator = Settings.Generator,
                Software = "",
                ContentHash = "",
                ReusedFrom = null,
                EndedAt = null,
                Stages = [],
                Files = new Dictionary<string, string>(),
                Sampling = null,
                Privacy = null,
                Measures = new Dictionary<string, double>(),
                Kpis = [],
                Verdict = null,
                Failure = null,
            }
        );
}

/// <param name="From">The trial whose work was reused; the cost is then that trial's. Null where the stage ran.</param>
public sealed record StageCost(RunStage Stage, TrialCost Cost, string? From = null);

/// <param name="Resampled">Rows that broke a constraint on their first draw and were drawn again.</param>
/// <param name="Provider">The execution provider that actually ran the sampler.</param>
public sealed record Sampling(long Rows, long Resampled, string Provider);
