using AethergenAI.Runs;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Generation;

/// <summary>A way to learn a table. Whatever it is inside, it yields a <see cref="Model"/>: a description and a sampler graph.</summary>
public interface IGenerator
{
    GeneratorDescription Description { get; }

    /// <param name="seed">The rows to learn from, typed by <paramref name="schema"/>.</param>
    /// <param name="options">Checked against its description; absent ones take their defaults.</param>
    /// <exception cref="RefusedException">The schema or the seed cannot be modelled.</exception>
    Model Fit(Table seed, Schema schema, GeneratorSettings options, IProgress<Telemetry> progress, CancellationToken ct);

    /// <summary>
    /// The graph that samples with some columns given. Conditioning needs the given columns to come first,
    /// so there is a graph for each pattern, all from the same parameters.
    /// </summary>
    /// <param name="given">One flag a model column, in the order of <see cref="ModelManifest.Columns"/>.</param>
    /// <returns>An ONNX model with the contract of <see cref="Model"/>.</returns>
    byte[] Condition(Model model, ReadOnlySpan<bool> given);
}

/// <summary>What a fit may depend on beside the seed and the schema.</summary>
/// <param name="Values">Option name to value, as text.</param>
/// <param name="Seed">Seeds every random choice of the fit (never privacy noise).</param>
public sealed record GeneratorSettings(IReadOnlyDictionary<string, string> Values, ulong Seed);
