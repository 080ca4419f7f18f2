using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Trees;

namespace AethergenAI.Onnx.Trees;

/// <summary>
/// Sequential conditional trees: each model column has trees on the columns before it, and is drawn from their leaves.
/// </summary>
internal sealed class TreesGenerator : IGenerator
{
    private const double Encoded = 0.05;

    public GeneratorDescription Description => KnownGenerators.Trees;

    public Model Fit(FitRequest request, CancellationToken ct)
    {
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        var settings = TreesSettings.Of(OptionValues.Of(Description, request.Settings), request.Settings.Seed);
        var encoded = TableEncoder.Encode(request, ct);
        var parameters = TreesFit.Fit(encoded, settings, done => Report(Encoded + ((0.95 - Encoded) * done)), ct);
        byte[] graph = TreesGraph.Emit(parameters, MissingRule.Of(encoded.Columns.Count, encoded.Encodings));
        Report(1);
        return ModelDocument.Assemble(
            Description.Name,
            request,
            encoded,
            parameters,
            graph,
            "none",
            (Environment.CpuUsage.TotalTime - begin).TotalSeconds,
            ct
        );

        void Report(double fraction) =>
            request.Progress.Report(new RunProgress(RunStage.Fitting) { StageFraction = fraction, Provider = "none" });
    }

    public byte[] Condition(Model model, ReadOnlySpan<bool> given)
    {
        var manifest = model.Manifest;
        var parameters = manifest.Parameters.Deserialize<TreesParameters>(Json.Options)!;
        return TreesGraph.Emit(
            TreesPattern.For(parameters, manifest, given.ToArray(), CancellationToken.None),
            MissingRule.Of(manifest.Columns.Count, manifest.Encodings)
        );
    }
}
