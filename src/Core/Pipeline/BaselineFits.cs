using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Pipeline;

/// <summary>The baseline generators that evaluation compares with, ready to fit.</summary>
public static class BaselineFits
{
    /// <param name="generators">The generators that this process can run.</param>
    /// <param name="openSampler">Opens a sampler graph; this method's result disposes it.</param>
    /// <param name="schema">The schema of the rows to fit.</param>
    public static IReadOnlyList<BaselineGenerator> Of(
        IReadOnlyList<IGenerator> generators,
        Func<byte[], ITokenSampler> openSampler,
        Schema schema
    ) =>
        [
            .. from baseline in KnownGenerators.Baselines
            from generator in generators
            where generator.Description.Name == baseline.Name
            select new BaselineGenerator(baseline.Name, (seedRows, rows, seed, ct) =>
            {
                var model = generator.Fit(
                    new FitRequest(seedRows, schema, new GeneratorSettings(new Dictionary<string, string>(), seed)),
                    ct
                );
                using var sampler = openSampler(model.Graph);
                return RowSampler
                    .Sample(model, sampler, new SampleRequest(rows, seed), new Progress<RunProgress>(), ct)
                    .Table;
            }),
        ];
}
