using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Onnx;

/// <summary>
/// A model's samplers for patterns of given columns, opened when first asked for and kept until this is disposed.
/// </summary>
/// <param name="device">Where they run; null: the processor. The caller keeps and disposes it.</param>
public sealed class ConditionedSamplers(Model model, Device? device = null) : IDisposable
{
    private readonly Dictionary<string, OnnxTokenSampler> open = new(StringComparer.Ordinal);

    /// <summary>What a request takes to complete partial rows.</summary>
    /// <param name="cells">Some of the schema's columns; a missing cell is one to sample.</param>
    public GivenRows Complete(Table cells) => new(cells, Open);

    public void Dispose()
    {
        foreach (var sampler in open.Values)
        {
            sampler.Dispose();
        }
        open.Clear();
    }

    private OnnxTokenSampler Open(IReadOnlyList<bool> given)
    {
        string pattern = string.Concat(given.Select(flag => flag ? '1' : '0'));
        if (!open.TryGetValue(pattern, out OnnxTokenSampler? sampler))
        {
            byte[] graph = Generators.Named(model.Manifest.Generator).Condition(model, [.. given]);
            open.Add(pattern, sampler = new OnnxTokenSampler(graph, device));
        }

        return sampler;
    }
}
