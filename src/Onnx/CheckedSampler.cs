using AethergenAI.Generation;
using Microsoft.ML.OnnxRuntime;

namespace AethergenAI.Onnx;

/// <summary>
/// A sampler of a model from outside: its graph may fail when it runs, and may give tokens that the model does not
/// have.
/// </summary>
/// <param name="sampler">Disposed with this one.</param>
public sealed class CheckedSampler(ITokenSampler sampler, ModelManifest manifest) : ITokenSampler
{
    private readonly int[] tokensOf = [.. manifest.Columns.Select(column => column.Tokens)];

    public string Provider => sampler.Provider;

    public int Parallelism => sampler.Parallelism;

    /// <exception cref="RefusedException">The graph failed, or gave a token that does not exist.</exception>
    public void Sample(ReadOnlySpan<float> noise, ReadOnlySpan<int> given, Span<int> tokens, int rows)
    {
        tokens.Fill(-1); // what a graph of fewer columns leaves
        try
        {
            sampler.Sample(noise, given, tokens, rows);
        }
        catch (Exception failed) when (failed is OnnxRuntimeException or ArgumentException)
        {
            throw OnnxRefusals.NotASampler("it fails when it runs, or has other columns than model.json");
        }

        for (int cell = 0; cell < rows * tokensOf.Length; cell++)
        {
            if ((uint)tokens[cell] >= (uint)tokensOf[cell % tokensOf.Length])
            {
                throw OnnxRefusals.NotASampler("it gives tokens that model.json does not have");
            }
        }
    }

    public void Dispose() => sampler.Dispose();
}
