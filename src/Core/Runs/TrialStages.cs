using System.Text.Json;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Html;
using AethergenAI.Generation;
using AethergenAI.Recipes;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Runs;

/// <summary>What every trial of a run works with.</summary>
internal sealed record TrialTools(
    Schema Schema, string? Target, IReadOnlyList<IGenerator> Generators, Func<byte[], ITokenSampler> OpenSampler, IArtefacts Artefacts, RunWatch Watch);

/// <summary>The stages of one trial. A stage whose files an earlier attempt left whole is not done again.</summary>
internal sealed class TrialStages(Trial trial, TrialTools tools)
{
    private const string ModelFile = "model/model.json", GraphFile = "model/sampler.onnx", RowsFile = "synthetic.csv";

    private const string ReportFile = "report.json", HtmlFile = "report.html";

    private readonly TrialFolder folder = new(tools.Artefacts, trial.Name);
    private readonly Schema schema = tools.Schema;
    private TrialRows? rows;

    internal TrialRecord Record { get; private set; } = TrialRecord.Of(trial, tools.Schema);

    private TrialRows Real => rows ?? throw new InvalidOperationException("The trial has not begun.");

    /// <summary>Takes the trial's real rows, and what an earlier attempt did with them.</summary>
    internal async Task BeginAsync(RealRows real, CancellationToken ct)
    {
        rows = real.For(trial, ct);
        Record = await folder.ResumeAsync(Record.On(rows), ct);
        if (Record.Failure is { } failure) { throw new RefusedException(RefusalKind.Invalid, failure.Code, failure.Message); }
    }

    internal Task FitAsync(CancellationToken ct) => StageAsync(RunStage.Fitting, [GraphFile, ModelFile], async progress =>
    {
        var generator = tools.Generators.FirstOrDefault(candidate => candidate.Description.Name == Record.Generator)
            ?? throw RunRefusals.NoSuchGenerator(Record.Generator, tools.Generators.Select(candidate => candidate.Description.Name));
        var options = trial.Settings.Options
            .Where(option => generator.Description.Options.Any(known => known.Name == option.Key))
            .ToDictionary(option => option.Key, option => option.Value.ToString(), StringComparer.Ordinal);
        var request = new FitRequest(Real.Train, schema, new GeneratorSettings(options, trial.Settings.Seed)) { Progress = progress, Kept = folder.Kept("model/kept", ct) };
        var model = generator.Fit(request, ct);
        await folder.WriteBytesAsync(GraphFile, model.Graph, ct);
        await folder.WriteBytesAsync(ModelFile, ModelDocument.Write(model.Manifest), ct);
        return Record;
    }, ct);

    internal Task SampleAsync(CancellationToken ct) => StageAsync(RunStage.Sampling, [RowsFile], async progress =>
    {
        byte[] manifest = await folder.ReadBytesAsync(ModelFile, ct), graph = await folder.ReadBytesAsync(GraphFile, ct);
        var model = ModelDocument.Read(manifest, graph);
        using var sampler = tools.OpenSampler(model.Graph);
        var request = new SampleRequest(trial.Settings.Rows ?? Real.Train.RowCount, trial.Settings.Seed);
        var risk = new RiskEstimate(schema, Real.Train);
        long resampled = 0;
        await folder.WriteFileAsync(RowsFile, stream =>
        {
            using var csv = new CsvRowWriter(stream, schema);
            foreach (var block in RowSampler.Blocks(model, sampler, request, progress, ct))
            {
                csv.Write(block.Rows);
                resampled += block.Resampled;
                risk.Add(block.Rows);
                progress.Report(new Telemetry(RunStage.Sampling) { Risk = risk.Value });
            }
        }, ct);
        return Record with { Sampling = new Sampling(request.Rows, resampled, sampler.Provider) };
    }, ct);

    /// <summary>Judges the file that is handed out, read back as whoever gets it will read it.</summary>
    internal Task EvaluateAsync(CancellationToken ct) => StageAsync(RunStage.Evaluation, [HtmlFile, ReportFile], async progress =>
    {
        Table synthetic;
        await using (var stream = await folder.OpenAsync(RowsFile, ct)) { synthetic = CsvReader.Read(stream, schema, ct: ct); }

        var input = new EvaluationInput(schema, Real.Train, Real.Holdout, synthetic)
        {
            Target = tools.Target, Generator = Record.Generator, Cost = CostSoFar(),
        };
        var report = Evaluator.Evaluate(input, new EvaluationOptions(trial.Settings.Seed), progress, ct);
        await folder.WriteBytesAsync(ReportFile, JsonSerializer.SerializeToUtf8Bytes(report, Json.Indented), ct);
        await folder.WriteBytesAsync(HtmlFile, System.Text.Encoding.UTF8.GetBytes(HtmlReport.Render(report)), ct);
        return Record with { Measures = TrialMeasures.Of(report), Kpis = report.Kpis };
    }, ct);

    internal async Task RefuseAsync(RefusedException refusal, CancellationToken ct)
    {
        Record = Record with { Failure = new TrialFailure(refusal.Code, refusal.Message) };
        await folder.WriteAsync(Record, ct);
    }

    private async Task StageAsync(RunStage stage, string[] files, Func<IProgress<Telemetry>, Task<TrialRecord>> work, CancellationToken ct)
    {
        if (Record.IsDone(stage) && await folder.HoldsAsync(Record, files, ct))
        {
            tools.Watch.Skip(stage);
            return;
        }

        var (made, cost) = await tools.Watch.MeasureAsync(stage, trial, work, ct);
        Record = made with
        {
            // What later stages made of older files is made again.
            Stages = [.. made.Stages.Where(done => done.Stage < stage), new StageCost(stage, cost)],
            Files = await folder.HashAsync(made.Files, files, ct),
        };
        await folder.WriteAsync(Record, ct);
    }

    private Cost CostSoFar()
    {
        var (fit, sample) = (Record.CostOf(RunStage.Fitting), Record.CostOf(RunStage.Sampling));
        return new Cost(
            fit?.WallSeconds, sample?.WallSeconds, null, fit?.CpuSeconds + sample?.CpuSeconds,
            Math.Max(fit?.PeakMemoryBytes ?? 0, sample?.PeakMemoryBytes ?? 0), sample?.WallSeconds * 1000 / Record.Sampling?.Rows);
    }
}
