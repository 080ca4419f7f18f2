namespace AethergenAI.Generation;

/// <summary>
/// A method that learns a table. Every method yields a <see cref="Model"/>: a description and a sampler graph.
/// </summary>
public interface IGenerator
{
    GeneratorDescription Description { get; }

    /// <exception cref="RefusedException">The schema or the seed cannot be modelled.</exception>
    Model Fit(FitRequest request, CancellationToken ct);

    /// <summary>
    /// Makes the graph that samples when some columns are given. Conditioning needs the given columns first,
    /// so there is one graph per pattern of given columns, all from the same parameters.
    /// </summary>
    /// <param name="given">One flag per model column, in the order of <see cref="ModelManifest.Columns"/>.</param>
    /// <returns>An ONNX model with the inputs and outputs that <see cref="Model"/> describes.</returns>
    byte[] Condition(Model model, ReadOnlySpan<bool> given);
}
