using AethergenAI.Onnx.Format;

namespace AethergenAI.Onnx.Graphs;

/// <summary>Makes attributes of ONNX operators.</summary>
internal static class Attributes
{
    private const int Int = 2,
        Ints = 7;

    internal static AttributeProto Of(string name, long value) =>
        new()
        {
            Name = name,
            I = value,
            Type = Int,
        };

    internal static AttributeProto Of(string name, IReadOnlyList<long> values) =>
        new()
        {
            Name = name,
            Ints = { values },
            Type = Ints,
        };
}
