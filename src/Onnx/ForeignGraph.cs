using AethergenAI.Onnx.Format;
using Google.Protobuf;

namespace AethergenAI.Onnx;

/// <summary>
/// Looks at an ONNX graph from outside before it is loaded: loading computes constants, and a few bytes can ask for any
/// number of them or name files elsewhere.
/// </summary>
public static class ForeignGraph
{
    /// <summary>The cells of the largest tensor that a graph may declare: 1 GiB of numbers of four bytes.</summary>
    private const long MaxCells = 1L << 28;

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
            : graph
                .Initializer.Select(OfTensor)
                .Concat(graph.Input.Concat(graph.Output).Select(OfValue))
                .Concat(graph.Node.Select(OfNode))
                .FirstOrDefault(IsFault);
    }

    /// <summary>Dimensions without a number are those of the rows that the host gives.</summary>
    private static string? OfValue(ValueInfoProto value)
    {
        var dimensions = value.Type?.TensorType?.Shape?.Dim ?? [];
        return
            Cells(dimensions.Where(dimension => dimension.HasDimValue).Select(dimension => dimension.DimValue)) is null
            ? "an input or output has dimensions that no memory holds"
            : null;
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

    private static string? OfTensor(TensorProto tensor)
    {
        if (tensor.ExternalData.Count > 0 || tensor.DataLocation != 0)
        {
            return "it reads constants from other files";
        }
        return Cells(tensor.Dims) is { } cells && cells <= CellsIn(tensor)
            ? null
            : "a constant has larger dimensions than its data";
    }

    /// <summary>How many cells there may be in the tensor's bytes: the smallest ones have half a byte.</summary>
    private static long CellsIn(TensorProto tensor) => 2L * tensor.CalculateSize();

    /// <returns>Null if a dimension is negative, or they have too many cells. An empty one does not make up for the
    /// others: not every reader multiplies them all at once.</returns>
    private static long? Cells(IEnumerable<long> dimensions)
    {
        long cells = 1;
        bool empty = false;
        foreach (long dimension in dimensions)
        {
            if (dimension < 0 || dimension > MaxCells || cells * Math.Max(1, dimension) > MaxCells)
            {
                return null;
            }
            cells *= Math.Max(1, dimension);
            empty |= dimension == 0;
        }
        return empty ? 0 : cells;
    }

    private static bool IsFault(string? fault) => fault is not null;
}
