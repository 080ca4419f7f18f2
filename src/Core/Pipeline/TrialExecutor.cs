using System.Text.Json;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Evaluation.Report;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Pipeline;

/// <summary>What every trial of a run works with.</summary>
/// <param name="data">The data sets: a trial's block, from 1, says which is its own.</param>
internal sealed class TrialContext(
    Recipe recipe,
    Plan plan,
    IReadOnlyList<Trial> trials,
    IReadOnlyList<RealData> data,
    RunServices services,
    ProgressTracker watch
)
{
    internal IReadOnlyList<RealData> Data => data;

    internal RunServices Services => services;

    internal ProgressTracker Progress => watch;

    internal TrialSchedule Schedule { get; } = new(recipe, plan, trials, data, services);

    internal SharedFits Fits { get; } = new(trials, services.Queue, services.Artefacts);
}

/// <summary>The stages of one trial. A stage whose files an earlier attempt left whole is not done again.</summary>
internal sealed class TrialExecutor(Trial trial, TrialContext context)
{
    private const string ModelFile = "model/model.json",
        GraphFile = "model/sampler.onnx",
        RowsFile = "synthetic.csv";

    private const string ReportFile = "report.json",
        HtmlFile = "report.html";

    private static readonly string[] ModelFiles = [GraphFile, ModelFile];

    private readonly TrialFolder folder = new(context.Services.Artefacts, trial.Name);
    private readonly RealData data = context.Data[trial.Block - 1];
    private TrialRows? rows;

    internal TrialRecord Record { get; private set; } = TrialRecord.Of(trial, context.Data[trial.Block - 1].Schema);

    private Schema Schema => data.Schema;

    private TrialRows Real => rows ?? throw new InvalidOperationException("The trial has not begun.");

    /// <summary>The right to carry the trial out, where the run has others that do the very same.</summary>
    internal Task<IAsyncDisposable?> LockDuplicatesAsync(CancellationToken ct) =>
        context.Fits.LockDuplicatesAsync(trial, ct);

    /// <summary>Takes the trial's real rows, and what an earlier attempt, or an earlier run's trial of the same content, did with them.</summary>
    internal async Task BeginAsync(CancellationToken ct)
    {
        rows = data.For(trial, ct);
        Record = await folder.ResumeAsync(
            Record.On(rows, TrialKeys.Trial(trial, ""), data.Target, context.Services.Device),
            ct
        );
        if (Record.Failure is { } failure)
        {
            throw new RefusedException(RefusalKind.Invalid, failure.Code, failure.Message);
        }
        if (Record.Stages.Count == 0)
        {
            await ReuseAsync(ct);
        }
    }

    internal async Task FitAsync(CancellationToken ct)
    {
        await using var hold = Record.IsDone(RunStage.Fitting) ? null : await context.Fits.LockFitAsync(trial, ct);
        if (!Record.IsDone(RunStage.Fitting))
        {
            await ShareAsync(ct);
        }
        await StageAsync(RunStage.Fitting, ModelFiles, FitAsync, ct);

        async Task<TrialRecord> FitAsync(IProgress<RunProgress> progress)
        {
            var generators = context.Services.Generators;
            var generator = generators.FirstOrDefault(candidate =>
                candidate.Description.Name == trial.Settings.Generator
            )
                ?? throw GenerationRefusals.UnknownGenerator(
                    trial.Settings.Generator,
                    generators.Select(candidate => candidate.Description.Name)
                );
            var options = TrialKeys.Given(trial.Settings, generator.Description);
            var request = new FitRequest(Real.Train, Schema, new GeneratorSettings(options, trial.Settings.Seed))
            {
                Progress = progress,
                Kept = folder.Kept("model/kept", ct),
                Privacy = context.Services.Privacy?.For(trial.Name),
                Device = context.Services.Device,
            };
            var model = TrialFault.Named(RunStage.Fitting, () => generator.Fit(request, ct));
            await folder.WriteBytesAsync(GraphFile, model.Graph, ct);
            await folder.WriteBytesAsync(ModelFile, ModelDocument.Write(model.Manifest), ct);
            if (model.Manifest.PrivacyClaim is null)
            {
                context
                    .Services.Privacy?.For(trial.Name)
                    .TouchOutside($"fit of {model.Manifest.Generator}, without differential privacy");
            }
            return Record with { Privacy = model.Manifest.PrivacyClaim, Generator = model.Manifest.Generator };
        }
    }

    internal Task SampleAsync(CancellationToken ct) =>
        StageAsync(
            RunStage.Sampling,
            [RowsFile],
            async progress =>
            {
                byte[] manifest = await folder.ReadBytesAsync(ModelFile, ct),
                    graph = await folder.ReadBytesAsync(GraphFile, ct);
                var model = ModelDocument.Read(manifest, graph);
                using var sampler = context.Services.OpenSampler(model.Graph);
                var request = new SampleRequest(trial.Settings.RowsFor(Real.Train.RowCount), trial.Settings.Seed);
                var risk = new RiskEstimate(Schema, Real.Train, Real.Holdout);
                long resampled = 0;
                await folder.WriteFileAsync(RowsFile, stream => TrialFault.Named(RunStage.Sampling, () =>
                        {
                            using var csv = new CsvRowWriter(stream, Schema);
                            foreach (var block in RowSampler.Blocks(model, sampler, request, progress, ct))
                            {
                                csv.Write(block.Rows);
                                resampled += block.Resampled;
                                risk.Add(block.Rows);
                                progress.Report(new RunProgress(RunStage.Sampling) { Risk = risk.Value });
                            }

                            return resampled;
                        }), ct);
                return Record with { Sampling = new Sampling(request.Rows, resampled, sampler.Provider) };
            },
            ct
        );

    /// <summary>Judges the file that is handed out, read back as whoever gets it will read it.</summary>
    internal Task EvaluateAsync(CancellationToken ct) =>
        StageAsync(
            RunStage.Evaluation,
            [HtmlFile, ReportFile],
            async progress =>
            {
                Table synthetic;
                long? bytes;
                await using (var stream = await folder.OpenAsync(RowsFile, ct))
                {
                    synthetic = CsvReader.Read(stream, Schema, ct: ct);
                    bytes = stream.CanSeek ? stream.Length : null;
                }

                byte[] manifest = await folder.ReadBytesAsync(ModelFile, ct),
                    graph = await folder.ReadBytesAsync(GraphFile, ct);
                var provenance = ModelDocument.Read(manifest, graph).Manifest.Provenance;

                var input = new EvaluationInput(Schema, Real.Train, Real.Holdout, synthetic)
                {
                    Baselines = BaselineFits.Of(context.Services.Generators, context.Services.OpenSampler, Schema),
                    Comparison = provenance.Comparison,
                    Target = data.Target,
                    Generator = Record.Generator,
                    Cost = CostSoFar(provenance.Provider, bytes + manifest.Length + graph.Length),
                    Lineage = new Lineage(1, 0),
                    SyntheticRatio = trial.Settings.SyntheticRatio,
                    PrivacyClaim = Record.Privacy?.Words ?? EvaluationInput.NoPrivacy,
                };
                context.Services.Privacy?.For(trial.Name).TouchOutside("evaluation against the real rows");
                var options = new EvaluationOptions(trial.Settings.Seed) { Network = context.Services.Network };
                var report = TrialFault.Named(RunStage.Evaluation, () =>
                    Evaluator.Evaluate(input, options, progress, ct)
                );
                await folder.WriteBytesAsync(
                    ReportFile,
                    JsonSerializer.SerializeToUtf8Bytes(report, Json.Indented),
                    ct
                );
                await folder.WriteBytesAsync(
                    HtmlFile,
                    System.Text.Encoding.UTF8.GetBytes(HtmlReport.Render(report, Record.Privacy)),
                    ct
                );
                return Record with
                {
                    Measures = TrialMeasures.Of(report, trial.Settings.Downstream),
                    Kpis = report.Kpis,
                };
            },
            ct
        );

    internal async Task RefuseAsync(RefusedException refusal, CancellationToken ct)
    {
        Record = Record with { Failure = new TrialFailure(refusal.Code, refusal.Message) };
        await folder.WriteAsync(Record, ct);
    }

    /// <summary>Takes over the whole of an earlier trial of the same content, where one is known and its files are whole.</summary>
    private async Task ReuseAsync(CancellationToken ct)
    {
        var found = await context.Fits.FindDuplicateAsync(Record, trial, ct);
        if (found is null && context.Services.TrialCache is { } earlier)
        {
            found = await earlier.FindAsync(Record.ContentHash, ct);
        }
        if (found is null)
        {
            return;
        }
        if (found.Record.Failure is not null || found.Record.ContentHash != Record.ContentHash)
        {
            return;
        }

        foreach (var (file, sha256) in found.Record.Files)
        {
            if (!await folder.CopyAsync(file, sha256, stop => found.OpenAsync(file, stop), ct))
            {
                return;
            }
        }

        string from = found.Record.ReusedFrom
            ?? (found.Run.Length == 0 ? found.Record.Name : $"{found.Run}/{found.Record.Name}");
        Record = Record with
        {
            ReusedFrom = from,
            Stages = [.. found.Record.Stages.Select(stage => stage with { From = from })],
            Files = found.Record.Files,
            Sampling = found.Record.Sampling,
            Measures = found.Record.Measures,
            Kpis = found.Record.Kpis,
            Privacy = found.Record.Privacy,
            Generator = found.Record.Generator,
        };
        await folder.WriteAsync(Record, ct);
    }

    /// <summary>Takes over the fit of another trial of this run that differs only in what comes after it.</summary>
    private async Task ShareAsync(CancellationToken ct)
    {
        if (await context.Fits.FindAsync(Record, trial, ModelFiles, ct) is not var (other, source))
        {
            return;
        }

        foreach (string file in ModelFiles)
        {
            if (!await folder.CopyAsync(file, other.Files[file], stop => source.OpenAsync(file, stop), ct))
            {
                return;
            }
        }

        Record = Record with
        {
            Stages = [new StageCost(RunStage.Fitting, other.CostOf(RunStage.Fitting)!, other.Name)],
            Files = ModelFiles.ToDictionary(file => file, file => other.Files[file], StringComparer.Ordinal),
            Privacy = other.Privacy,
            Generator = other.Generator,
        };
        await folder.WriteAsync(Record, ct);
    }

    private async Task StageAsync(
        RunStage stage,
        string[] files,
        Func<IProgress<RunProgress>, Task<TrialRecord>> work,
        CancellationToken ct
    )
    {
        if (Record.IsDone(stage) && await folder.HoldsAsync(Record, files, ct))
        {
            context.Progress.Skip(stage, trial);
            return;
        }

        var (made, cost) = await context.Progress.MeasureAsync(stage, trial, work, ct);
        Record = made with
        {
            // What later stages made of older files is made again.
            Stages = [.. made.Stages.Where(done => done.Stage < stage), new StageCost(stage, cost)],
            Files = await folder.HashAsync(made.Files, files, ct),
            ReusedFrom = null,
        };
        await folder.WriteAsync(Record, ct);
    }

    /// <param name="fitted">The execution provider of the training graph.</param>
    private Cost CostSoFar(string fitted, long? bytes)
    {
        var (fit, sample) = (Record.CostOf(RunStage.Fitting), Record.CostOf(RunStage.Sampling));
        double onGpu =
            (IsGpu(fitted) ? fit?.WallSeconds ?? 0 : 0)
            + (IsGpu(Record.Sampling?.Provider) ? sample?.WallSeconds ?? 0 : 0);
        var used = new Usage(
            fit?.WallSeconds,
            sample?.WallSeconds,
            fit?.CpuSeconds + sample?.CpuSeconds,
            onGpu,
            Math.Max(fit?.PeakMemoryBytes ?? 0, sample?.PeakMemoryBytes ?? 0),
            bytes,
            Record.Sampling?.Rows
        );
        return CostSheet.Of(used, context.Services.Prices);

        static bool IsGpu(string? provider) => provider is not (null or "cpu" or "none");
    }
}
