using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Tables;

namespace AethergenAI.Benchmarks.Dial;

/// <param name="Generation">0 for further fresh rows.</param>
/// <param name="Losses">Of the figures, in the order of <see cref="CollapseFigures.Names"/>.</param>
internal sealed record ChainLink(string Data, string Generator, int Repeat, int Generation, double[] Losses)
{
    public string Chain => $"{Data} {Generator} {Repeat}";
}

/// <summary>A generator that learns from its own rows: each generation replaces the one before.</summary>
internal static class SelfTraining
{
    public static readonly IReadOnlyList<int> Judged = [0, 1, 2, 3, 5, 8];

    /// <summary>The figures of the judged generations, and of further fresh rows as generation 0.</summary>
    public static IEnumerable<ChainLink> Measure(DialData data, string generator, int repeat, CancellationToken ct)
    {
        var (seed, fresh, further) = data.Split((ulong)repeat);
        int generation = 0;
        foreach (var rows in Generations(data, generator, seed, (ulong)repeat, ct).Take(Judged[^1]).Prepend(further))
        {
            if (Judged.Contains(generation))
            {
                var (synthetic, atFresh, gain) = CollapseRisk.Figures(
                    Samples(data, seed, fresh, rows, ct),
                    (ulong)repeat,
                    ct
                );
                yield return new ChainLink(
                    data.Name,
                    generator,
                    repeat,
                    generation,
                    CollapseFigures.Losses(synthetic, atFresh, gain)
                );
            }

            generation++;
        }
    }

    public static MatchedSamples Samples(DialData data, Table seed, Table fresh, Table synthetic, CancellationToken ct)
    {
        var input = new EvaluationInput(data.Schema, seed, fresh, synthetic);
        var space = FeatureSpace.Over(input, ct);
        return new MatchedSamples(
            space,
            space.Encode(input.Train),
            space.Encode(input.Holdout),
            space.Encode(input.Synthetic)
        );
    }

    private static IEnumerable<Table> Generations(
        DialData data,
        string generator,
        Table seed,
        ulong random,
        CancellationToken ct
    )
    {
        var rows = seed;
        for (ulong generation = 1; ; generation++)
        {
            var settings = new GeneratorSettings(new Dictionary<string, string>(), (100 * random) + generation);
            var model = Generators.Named(generator).Fit(new FitRequest(rows, data.Schema, settings), ct);
            using var sampler = new OnnxTokenSampler(model.Graph);
            rows = RowSampler
                .Sample(
                    model,
                    sampler,
                    new SampleRequest(seed.RowCount, settings.Seed),
                    new Progress<RunProgress>(),
                    ct
                )
                .Table;
            yield return rows;
        }
    }
}
