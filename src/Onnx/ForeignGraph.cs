using AethergenAI.Onnx.Format;
using Google.Protobuf;

namespace AethergenAI.Onnx;

/// <summary>
/// Looks at an ONNX graph from outside before it is loaded: loading computes constants, and a few bytes can ask for any
/// number of them or name files elsewhere.
/// </summary>
public static class ForeignGraph
{
    /// <summary>Operators that make tensors as large as a number in the graph says, or repeat a part of it.</summary>
    private static readonly HashSet<string> Unbounded =
    [
        "ConstantOfShape",
        "Expand",
        "Tile",
        "Range",
        "Pad",
        "Resize",
        "Upsample",
        "OneHot",
        "EyeLike",
        "RandomNormal",
        "RandomNormalLike",
        "RandomUniform",
        "RandomUniformLike",
        "Multinomial",
        "BlackmanWindow",
        "HannWindow",
        "HammingWindow",
        "Loop",
        "Scan",
        "If",
        "SequenceMap",
    ];

    /// <exception cref="RefusedException">The graph is damaged, or has what no sampler of this program has.</exception>
    public static void Require(byte[] graph)
    {
        if (Fault(graph) is { } fault)
        {
            throw OnnxRefusals.NotASampler(fault);
        }
    }

    private static string? Fault(byte[] graph)
    {
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(graph);
        }
        catch (InvalidProtocolBufferException)
        {
            return "its bytes are damaged";
        }
        return model.Functions.Count > 0 ? "it defines operators of its own" : OfGraph(model.Graph);
    }

    private static string? OfGraph(GraphProto? graph)
    {
        if (graph is null)
        {
            return null;
        }
        return graph.SparseInitializer.Count > 0
            ? "it has sparse constants"
            : graph.Initializer.Select(OfTensor).Concat(graph.Node.Select(OfNode)).FirstOrDefault(IsFault);
    }

    private static string? OfNode(NodeProto node)
    {
        if (Unbounded.Contains(node.OpType))
        {
            return $"its operator {node.OpType} makes tensors of any size";
        }
        return node.Domain is "" or "ai.onnx"
            ? node.Attribute.Select(OfAttribute).FirstOrDefault(IsFault)
            : "it has operators that are not ONNX's own";
    }

    private static string? OfAttribute(AttributeProto attribute)
    {
        if (attribute.SparseTensor is not null || attribute.SparseTensors.Count > 0)
        {
            return "it has sparse constants";
        }
        var tensors = attribute.Tensors.Append(attribute.T).OfType<TensorProto>().Select(OfTensor);
        return tensors.Concat(attribute.Graphs.Append(attribute.G).Select(OfGraph)).FirstOrDefault(IsFault);
    }

    private static string? OfTensor(TensorProto tensor) =>
        tensor.ExternalData.Count > 0 || tensor.DataLocation != 0 ? "it reads constants from other files" : null;

    private static bool IsFault(string? fault) => fault is not null;
}
