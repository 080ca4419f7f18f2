using AethergenAI.Onnx.Format;

namespace AethergenAI.Onnx.Graphs;

/// <summary>Attributes of operators, as the format has them.</summary>
internal static class Attributes
{
    private const int Float = 1,
        Int = 2,
        Ints = 7;

    internal static AttributeProto Of(string name, long value) =>
        new()
        {
            Name = name,
            I = value,
            Type = Int,
        };

    internal static AttributeProto Of(string name, float value) =>
        new()
        {
            Name = name,
            F = value,
            Type = Float,
        };

    internal static AttributeProto Of(string name, IReadOnlyList<long> values) =>
        new()
        {
            Name = name,
            Ints = { values },
            Type = Ints,
        };
}
