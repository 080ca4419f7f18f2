using System.Runtime.InteropServices;

namespace AethergenAI.Onnx.Arn;

/// <summary>The fitted parameters of the network in model.json.</summary>
/// <param name="Columns">One for each model column.</param>
/// <param name="Order">The order in which columns are drawn if no columns are given.</param>
/// <param name="Ahead">The number of columns that are drawn together, independently of each other.</param>
/// <param name="Precision">The precision of the sampler's matrices: fp32, fp16, int8, int8-static or fp8.
/// The weights here are always float32.</param>
/// <param name="Weights">Each member's weights, float32, little-endian.</param>
/// <param name="Size">The number of weights of one member.</param>
/// <param name="Training">How each member was trained.</param>
internal sealed record ArnParameters(
    IReadOnlyList<ArnColumn> Columns,
    ArnShape Shape,
    IReadOnlyList<int> Order,
    int Ahead,
    string Precision,
    int Size,
    IReadOnlyList<TrainingOutcome> Training,
    IReadOnlyList<byte[]> Weights
)
{
    /// <summary>
    /// For int8-static the greatest magnitude of each product's left factor; null for other precisions.
    /// </summary>
    public IReadOnlyDictionary<string, float>? Ranges { get; init; }

    /// <summary>The dropout rates that were tried with the first network; empty without held-back rows.</summary>
    public IReadOnlyList<DropoutTry> Dropouts { get; init; } = [];

    /// <summary>Inequalities that exclude classes during sampling.</summary>
    public IReadOnlyList<TokenRule> Rules { get; init; } = [];

    internal float[][] Members() => [.. Weights.Select(bytes => MemoryMarshal.Cast<byte, float>(bytes).ToArray())];

    internal static byte[] Bytes(float[] weights) => MemoryMarshal.AsBytes(weights.AsSpan()).ToArray();
}
