using AethergenAI.Generation;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline.Stages;

/// <summary>Fits the trial's generator to its real rows.</summary>
internal sealed class FitStage : ITrialStage
{
    internal static readonly string[] ModelFiles = [TrialFiles.Graph, TrialFiles.Model];

    public RunStage Stage => RunStage.Fitting;

    public double Weight => 3;

    public IReadOnlyList<string> Files => ModelFiles;

    public async Task<TrialRecord> RunAsync(TrialWork work, IProgress<RunProgress> progress, CancellationToken ct)
    {
        var (settings, services) = (work.Trial.Settings, work.Services);
        var generator = services.Generators.FirstOrDefault(candidate =>
            candidate.Description.Name == settings.Generator
        )
            ?? throw GenerationRefusals.UnknownGenerator(
                settings.Generator,
                services.Generators.Select(candidate => candidate.Description.Name)
            );
        var options = TrialKeys.Given(settings, generator.Description);
        var privacy = services.Privacy?.For(work.Trial.Name);
        var request = new FitRequest(work.Rows.Train, work.Schema, new GeneratorSettings(options, settings.Seed))
        {
            Target = work.Data.Target,
            Progress = progress,
            Kept = work.Folder.Kept(TrialFiles.Checkpoints, ct),
            Privacy = privacy,
            Device = services.Device,
        };
        var model = TrialFault.Named(RunStage.Fitting, () => generator.Fit(request, ct));
        await work.Folder.WriteBytesAsync(TrialFiles.Graph, model.Graph, ct);
        await work.Folder.WriteBytesAsync(TrialFiles.Model, ModelDocument.Write(model.Manifest), ct);
        if (model.Manifest.PrivacyClaim is null)
        {
            privacy?.TouchOutside($"fit of {model.Manifest.Generator}, without differential privacy");
        }
        return work.Record with { Privacy = model.Manifest.PrivacyClaim, Generator = model.Manifest.Generator };
    }
}
