using System.Text;
using System.Text.Json;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Evaluation.Report;
using AethergenAI.Generation;
using AethergenAI.Runs;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Pipeline.Stages;

/// <summary>Evaluates the released file, read back the way its recipient will read it.</summary>
internal sealed class EvaluateStage : ITrialStage
{
    public RunStage Stage => RunStage.Evaluation;

    /// <summary>Heavy, because it compares every pair of columns and trains learners.</summary>
    public double Weight => 6;

    public IReadOnlyList<string> Files { get; } = [TrialFiles.Page, TrialFiles.Report];

    public async Task<TrialRecord> RunAsync(TrialWork work, IProgress<RunProgress> progress, CancellationToken ct)
    {
        var (folder, record, services) = (work.Folder, work.Record, work.Services);
        Table synthetic;
        long? bytes;
        await using (var stream = await folder.OpenAsync(TrialFiles.Rows, ct))
        {
            synthetic = CsvReader.Read(stream, work.Schema, ct: ct);
            bytes = stream.CanSeek ? stream.Length : null;
        }

        byte[] manifest = await folder.ReadBytesAsync(TrialFiles.Model, ct),
            graph = await folder.ReadBytesAsync(TrialFiles.Graph, ct);
        var model = ModelDocument.Read(manifest, graph).Manifest;
        var provenance = model.Provenance;
        var input = new EvaluationInput(work.Schema, work.Rows.Train, work.Rows.Holdout, synthetic)
        {
            Baselines = BaselineFits.Of(services.Generators, services.OpenSampler, work.Schema),
            Comparison = provenance.Comparison,
            Target = work.Data.Target,
            Generator = record.Generator,
            Cost = CostSoFar(work, provenance.Provider, bytes + manifest.Length + graph.Length),
            Lineage = new Lineage(1, 0),
            SyntheticRatio = work.Trial.Settings.SyntheticRatio,
            PrivacyClaim = EvaluationInput.ClaimOf(model),
        };
        services.Privacy?.For(work.Trial.Name).TouchOutside("evaluation against the real rows");
        var options = new EvaluationOptions(work.Trial.Settings.Seed) { Network = services.Network };
        var report = TrialFault
            .Named(RunStage.Evaluation, () => Evaluator.Evaluate(input, options, progress, ct))
            .Noting(provenance.Note);
        await folder.WriteBytesAsync(TrialFiles.Report, JsonSerializer.SerializeToUtf8Bytes(report, Json.Indented), ct);
        string page = HtmlReport.Render(report, model.PrivacyClaim);
        await folder.WriteBytesAsync(TrialFiles.Page, Encoding.UTF8.GetBytes(page), ct);
        return Judged(record, report) with { EndedAt = services.Now() };
    }

    /// <summary>
    /// The report's hash is in the record, but nothing holds the record's own figures: they are the report's, whatever
    /// was written there since. Another version's report is left to what that version read in it.
    /// </summary>
    public async Task<TrialRecord> KeepAsync(TrialFolder folder, TrialRecord record, CancellationToken ct)
    {
        if (record.Software != Software.Name)
        {
            return record;
        }
        byte[] report = await folder.ReadBytesAsync(TrialFiles.Report, ct);
        try
        {
            return Judged(record, JsonSerializer.Deserialize<EvaluationReport>(report, Json.Options)!);
        }
        catch (JsonException)
        {
            return record; // of a build before this one, whose version had the same name
        }
    }

    private static TrialRecord Judged(TrialRecord record, EvaluationReport report) =>
        record with
        {
            Measures = TrialMeasures.Of(report, record.Settings.Downstream),
            Kpis = report.Kpis,
            Verdict = report.Verdict,
        };

    /// <param name="fitted">The execution provider of the training graph.</param>
    private static Cost CostSoFar(TrialWork work, string fitted, long? bytes)
    {
        var record = work.Record;
        var (fit, sample) = (record.CostOf(RunStage.Fitting), record.CostOf(RunStage.Sampling));
        double fitOnGpu = IsGpu(fitted) ? fit?.WallSeconds ?? 0 : 0,
            sampleOnGpu = IsGpu(record.Sampling?.Provider) ? sample?.WallSeconds ?? 0 : 0;
        var used = new Usage(
            fit?.WallSeconds,
            sample?.WallSeconds,
            fit?.CpuSeconds + sample?.CpuSeconds,
            fitOnGpu + sampleOnGpu,
            Math.Max(fit?.PeakMemoryBytes ?? 0, sample?.PeakMemoryBytes ?? 0),
            bytes,
            record.Sampling?.Rows
        );
        return CostSheet.Of(used, work.Services.Prices);

        static bool IsGpu(string? provider) => provider is not (null or "cpu" or "none");
    }
}
