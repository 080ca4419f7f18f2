using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Onnx;

/// <summary>A model's generator, ready to learn again as it learned then.</summary>
public static class Refit
{
    /// <summary>
    /// The same generator with the same options on other rows. A generator with differential privacy spends from
    /// an account of its own: an evaluation touches the real rows outside the ledger, whatever it fits to them.
    /// </summary>
    /// <exception cref="RefusedException">This version has no such generator.</exception>
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
