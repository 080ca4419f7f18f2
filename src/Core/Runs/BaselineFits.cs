using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Schemas;

namespace AethergenAI.Runs;

/// <summary>The baselines of a process' generators, ready to learn from a trial's rows.</summary>
internal static class BaselineFits
{
    internal static IReadOnlyList<BaselineGenerator> Of(Workshop workshop, Schema schema) =>
    [
        .. from baseline in KnownGenerators.Baselines
           from generator in workshop.Generators
           where generator.Description.Name == baseline.Name
           select new BaselineGenerator(baseline.Name, (seedRows, rows, seed, ct) =>
           {
               var model = generator.Fit(new FitRequest(seedRows, schema, new GeneratorSettings(new Dictionary<string, string>(), seed)), ct);
               using var sampler = workshop.OpenSampler(model.Graph);
               return RowSampler.Sample(model, sampler, new SampleRequest(rows, seed), new Progress<Telemetry>(), ct).Table;
           }),
    ];
}
