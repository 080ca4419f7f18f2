using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Onnx;

/// <summary>
/// A model's samplers, one for each set of given columns. Each is opened on first use and disposed with this object.
/// </summary>
/// <param name="device">The device that runs them; null is the processor. The caller disposes it.</param>
public sealed class ConditionedSamplers(Model model, Device? device = null) : IDisposable
{
    private readonly Dictionary<string, OnnxTokenSampler> open = new(StringComparer.Ordinal);

    /// <summary>The part of a sampling request that completes partial rows.</summary>
    /// <param name="cells">Some of the schema's columns; missing cells are sampled.</param>
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
