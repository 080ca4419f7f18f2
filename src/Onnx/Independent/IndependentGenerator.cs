using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Marginals;
using AethergenAI.Generation.Private;
using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Independent;

/// <summary>
/// Samples each model column independently from its distribution in the seed. With the option <c>epsilon</c>, noise
/// makes the counts differentially private.
/// </summary>
internal sealed class IndependentGenerator : IGenerator
{
    /// <summary>Noisy shares are stored as counts out of this number of rows.</summary>
    private const int Shares = 100_000_000;

    public GeneratorDescription Description => KnownGenerators.Independent;

    public Model Fit(FitRequest request, CancellationToken ct)
    {
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        if (PrivacyTerms.Of(OptionValues.Of(Description, request.Settings)) is not null)
        {
            return FitPrivately(request, begin, ct);
        }
        var encoded = TableEncoder.Encode(request, ct);
        ct.ThrowIfCancellationRequested();
        var parameters = new Marginals([.. encoded.Columns.Select(column => column.Counts())]);
        request.Progress.Report(new RunProgress(RunStage.Fitting) { StageFraction = 1, Provider = "none" });
        return ModelDocument.Assemble(
            Description.Name,
            request,
            encoded,
            parameters,
            Emit(parameters),
            "none",
            (Environment.CpuUsage.TotalTime - begin).TotalSeconds,
            ct
        );
    }

    private Model FitPrivately(FitRequest request, TimeSpan begin, CancellationToken ct)
    {
        var fit = PrivateFit.Begin(request, Description, ct);
        var encoded = fit.Encode(ct);
        var model = Mechanisms.Independent(fit, encoded, request.Progress, ct);
        int[][] counts = new int[model.Sizes.Length][];
        foreach (var column in SamplingPlan.Of(model, new bool[counts.Length])!)
        {
            counts[column.Attribute] = Array.ConvertAll(column.Table!, share =>
                (int)Math.Round(share * (double)Shares)
            );
        }

        var parameters = new Marginals(counts);
        return ModelDocument.Assemble(
            Description.Name,
            request,
            encoded,
            parameters,
            Emit(parameters),
            "none",
            (Environment.CpuUsage.TotalTime - begin).TotalSeconds,
            ct,
            fit.Claim(),
            model.Rows
        );
    }

    /// <summary>The columns are independent, so one graph serves every set of given columns.</summary>
    public byte[] Condition(Model model, ReadOnlySpan<bool> given) =>
        Emit(model.Manifest.Parameters.Deserialize<Marginals>(Json.Options)!);

    private static byte[] Emit(Marginals marginals) =>
        SamplerGraph.Build(marginals.Counts.Count, (graph, noise, _) =>
            TokenSearch.Find(graph, noise, [.. marginals.Counts.Select(Line)])
        );

    private static TokenLine Line(IReadOnlyList<int> counts)
    {
        double total = Math.Max(1, counts.Sum(count => (double)count)),
            sum = 0;
        return new TokenLine(
            [.. counts.SkipLast(1).Select(count => (float)((sum += count) / total))],
            [.. Enumerable.Range(0, counts.Count)]
        );
    }

    /// <param name="Counts">For each model column and token the number of seed rows; scaled if noisy.</param>
    private sealed record Marginals(IReadOnlyList<IReadOnlyList<int>> Counts);
}
