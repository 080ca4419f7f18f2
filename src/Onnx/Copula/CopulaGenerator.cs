using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;

namespace AethergenAI.Onnx.Copula;

/// <summary>
/// A Gaussian copula: each model column is a latent normal variable cut into tokens, and these
/// variables are correlated.
/// </summary>
internal sealed class CopulaGenerator : IGenerator
{
    public GeneratorDescription Description => KnownGenerators.Copula;

    public Model Fit(FitRequest request, CancellationToken ct)
    {
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        OptionValues.Of(Description, request.Settings);
        var encoded = TableEncoder.Encode(request, ct);
        Report(0.4);
        int[][] orders = OptimalScaling.Orders(encoded.Columns, ct);
        Report(0.6);
        CopulaColumn[] columns =
        [
            .. encoded.Columns.Select((column, i) => new CopulaColumn(column.Counts(), orders[i])),
        ];
        LatentMargin[] margins = [.. columns.Select(column => new LatentMargin(column.Counts, column.Order))];
        double[][] correlation = MatrixFunctions.NearestCorrelation(
            LatentCorrelation.Estimate(encoded.Columns, margins, ct),
            ct
        );
        Report(0.9);
        var parameters = new CopulaParameters(columns, [.. correlation.Select((row, i) => row[..(i + 1)])]);
        byte[] graph = CopulaGraph.Emit(parameters, new bool[columns.Length]);
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

    public byte[] Condition(Model model, ReadOnlySpan<bool> given) =>
        CopulaGraph.Emit(model.Manifest.Parameters.Deserialize<CopulaParameters>(Json.Options)!, given.ToArray());
}
