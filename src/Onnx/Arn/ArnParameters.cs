using System.Runtime.InteropServices;

namespace AethergenAI.Onnx.Arn;

/// <summary>What the network learnt; the parameters in model.json.</summary>
/// <param name="Columns">One a model column.</param>
/// <param name="Order">The order in which columns are drawn where none is given.</param>
/// <param name="Ahead">Columns that are drawn in one pass, without regard to each other.</param>
/// <param name="Precision">Of the sampler's matrices: fp32, fp16, int8, int8-static or fp8;
/// the weights here are of 32 bits whatever it is.</param>
/// <param name="Weights">Each member's weights, float32, little-endian.</param>
/// <param name="Size">Weights of one member.</param>
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
    /// For int8-static the greatest magnitude of each product's left factor; null in other precisions.
    /// </summary>
    public IReadOnlyDictionary<string, float>? Ranges { get; init; }

    /// <summary>Inequalities by which classes are left out while sampling.</summary>
    public IReadOnlyList<TokenRule> Rules { get; init; } = [];

    internal float[][] Members() => [.. Weights.Select(bytes => MemoryMarshal.Cast<byte, float>(bytes).ToArray())];

    internal static byte[] Bytes(float[] weights) => MemoryMarshal.AsBytes(weights.AsSpan()).ToArray();
}
