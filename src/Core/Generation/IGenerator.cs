namespace AethergenAI.Generation;

/// <summary>
/// A way to learn a table. Whatever it is inside, it yields a <see cref="Model"/>: a description and a sampler graph.
/// </summary>
public interface IGenerator
{
    GeneratorDescription Description { get; }

    /// <exception cref="RefusedException">The schema or the seed cannot be modelled.</exception>
    Model Fit(FitRequest request, CancellationToken ct);

    /// <summary>
    /// The graph that samples with some columns given. Conditioning needs the given columns to come first,
    /// so there is a graph for each pattern, all from the same parameters.
    /// </summary>
    /// <param name="given">One flag a model column, in the order of <see cref="ModelManifest.Columns"/>.</param>
    /// <returns>An ONNX model with the contract of <see cref="Model"/>.</returns>
    byte[] Condition(Model model, ReadOnlySpan<bool> given);
}
