using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Marginals;
using AethergenAI.Generation.Private;

namespace AethergenAI.Onnx.Marginals;

/// <summary>A generator that fits a graphical model with a differentially private mechanism.</summary>
internal sealed class MarginalGenerator : IGenerator
{
    internal static readonly MarginalGenerator Mst = new(KnownGenerators.Mst, (request, fit, seed, options, ct) =>
        Mechanisms.Mst(fit, seed, options, request.Progress, ct)
    );

    internal static readonly MarginalGenerator Aim = new(KnownGenerators.Aim, (request, fit, seed, options, ct) =>
        Mechanisms.Aim(fit, seed, options, request.Settings.Seed, request.Progress, ct)
    );

    private readonly Mechanism mechanism;

    private MarginalGenerator(GeneratorDescription description, Mechanism mechanism) =>
        (Description, this.mechanism) = (description, mechanism);

    private delegate MarginalModel Mechanism(
        FitRequest request,
        PrivateFit fit,
        EncodedSeed seed,
        MechanismOptions options,
        CancellationToken ct
    );

    public GeneratorDescription Description { get; }

    public Model Fit(FitRequest request, CancellationToken ct)
    {
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        var values = OptionValues.Of(Description, request.Settings);
        var options = MechanismOptions.Of(Description, values, request.Schema);
        Mechanisms.Require(request.Schema, options);
        var fit = PrivateFit.Begin(request, Description, ct);
        var encoded = fit.Encode(ct);
        var model = mechanism(request, fit, encoded, options, ct);
        var columns = encoded.Columns.Select(column => new ModelColumn(column.Name, column.Count)).ToList();
        byte[] graph = MarginalGraph.Emit(model, columns, new bool[columns.Count]);
        var parameters = MarginalParameters.Of(model);
        double seconds = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
        return ModelDocument.Assemble(
            Description.Name,
            request,
            encoded,
            parameters,
            graph,
            "none",
            seconds,
            ct,
            fit.Claim(),
            model.Rows
        );
    }

    public byte[] Condition(Model model, ReadOnlySpan<bool> given)
    {
        var manifest = model.Manifest;
        var parameters = manifest.Parameters.Deserialize<MarginalParameters>(Json.Options)!;
        return MarginalGraph.Emit(parameters.Model(manifest.Columns), manifest.Columns, given.ToArray());
    }
}
