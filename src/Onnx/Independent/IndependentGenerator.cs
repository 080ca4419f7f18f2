using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Onnx.Graphs;
using AethergenAI.Runs;

namespace AethergenAI.Onnx.Independent;

/// <summary>Each model column by its own distribution, as counted in the seed.</summary>
internal sealed class IndependentGenerator : IGenerator
{
    public GeneratorDescription Description => KnownGenerators.Independent;

    public Model Fit(FitRequest request, CancellationToken ct)
    {
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        GeneratorOptions.Require(Description, request.Settings);
        var encoded = TableEncoder.Encode(request.Seed, request.Schema, ct);
        ct.ThrowIfCancellationRequested();
        var parameters = new Marginals([.. encoded.Columns.Select(column => column.Counts())]);
        request.Progress.Report(new Telemetry(RunStage.Fitting) { StageFraction = 1, Provider = "none" });
        return ModelDocument.Assemble(
            Description.Name, request, encoded, parameters, Emit(parameters), "none", (Environment.CpuUsage.TotalTime - begin).TotalSeconds, ct);
    }

    /// <summary>Columns know nothing of each other, so that one graph serves every pattern.</summary>
    public byte[] Condition(Model model, ReadOnlySpan<bool> given) => Emit(model.Manifest.Parameters.Deserialize<Marginals>(Json.Options)!);

    private static byte[] Emit(Marginals marginals) => SamplerGraph.Build(
        marginals.Counts.Count, (graph, noise, _) => TokenSearch.Find(graph, noise, [.. marginals.Counts.Select(Line)]));

    private static TokenLine Line(IReadOnlyList<int> counts)
    {
        double total = Math.Max(1, counts.Sum(count => (double)count)), sum = 0;
        return new TokenLine([.. counts.SkipLast(1).Select(count => (float)((sum += count) / total))], [.. Enumerable.Range(0, counts.Count)]);
    }

    /// <param name="Counts">For each model column, seed rows with each token.</param>
    private sealed record Marginals(IReadOnlyList<IReadOnlyList<int>> Counts);
}
