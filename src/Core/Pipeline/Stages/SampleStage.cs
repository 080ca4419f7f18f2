using AethergenAI.Evaluation.Collapse;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Runs;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Pipeline.Stages;

/// <summary>Samples the trial's synthetic rows from its model into a file.</summary>
internal sealed class SampleStage : ITrialStage
{
    public RunStage Stage => RunStage.Sampling;

    public double Weight => 1;

    public IReadOnlyList<string> Files { get; } = [TrialFiles.Rows];

    public async Task<TrialRecord> RunAsync(TrialWork work, IProgress<RunProgress> progress, CancellationToken ct)
    {
        byte[] manifest = await work.Folder.ReadBytesAsync(TrialFiles.Model, ct),
            graph = await work.Folder.ReadBytesAsync(TrialFiles.Graph, ct);
        var model = ModelDocument.Read(manifest, graph);
        using var sampler = work.Services.OpenSampler(model.Graph);
        var settings = work.Trial.Settings;
        var request = new SampleRequest(settings.RowsFor(model.Manifest.Provenance.KnownRows), settings.Seed);
        // It compares with the real rows: for a private model that waits for the evaluation, which is an entry.
        var risk = model.Manifest.PrivacyClaim is null
            ? new RiskEstimate(work.Schema, work.Rows.Train, work.Rows.Holdout)
            : null;
        long resampled = 0;
        await work.Folder.WriteFileAsync(TrialFiles.Rows, stream => TrialFault.Named(RunStage.Sampling, () =>
                {
                    using var csv = new CsvRowWriter(stream, work.Schema);
                    foreach (var block in RowSampler.Blocks(model, sampler, request, progress, ct))
                    {
                        csv.Write(block.Rows);
                        resampled += block.Resampled;
                        risk?.Add(block.Rows);
                        progress.Report(new RunProgress(RunStage.Sampling) { Risk = risk?.Value });
                    }

                    return resampled;
                }), ct);
        return work.Record with { Sampling = new Sampling(request.Rows, resampled, sampler.Provider) };
    }
}
