using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Onnx;

/// <summary>Fits a model's generator again with the same options.</summary>
public static class Refit
{
    /// <summary>
    /// Returns a function that fits the generator to other rows and samples from the new model. Differential privacy
    /// uses a separate account: an evaluation uses the real rows outside the ledger in any case.
    /// </summary>
    /// <exception cref="RefusedException">This version does not have the generator.</exception>
    public static Regenerate Of(ModelManifest manifest)
    {
        var generator = Generators.Named(manifest.Generator);
        return (seedRows, rows, seed, ct) =>
        {
            var request = new FitRequest(seedRows, manifest.Schema, new GeneratorSettings(manifest.Options, seed))
            {
                Privacy = PrivacyAccount.InMemory(),
                KeysMayRepeat = true,
            };
            var model = generator.Fit(request, ct);
            using var sampler = new OnnxTokenSampler(model.Graph);
            return RowSampler.Sample(model, sampler, new SampleRequest(rows, seed), new Unwatched(), ct).Table;
        };
    }

    private sealed class Unwatched : IProgress<RunProgress>
    {
        public void Report(RunProgress value) { }
    }
}
