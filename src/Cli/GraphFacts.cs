using System.Text;

namespace AethergenAI.Cli;

/// <summary>
/// Looks at an ONNX graph before it is loaded: loading computes constants, and a few bytes can ask for any number of
/// them or name files elsewhere. Reads the fields of onnx.proto that tell, in Protocol Buffers' wire format.
/// </summary>
internal static class GraphFacts
{
    private const int MaxDepth = 16;

    private const int Graph = 7,
        Functions = 25;

    private const int Node = 1,
        Initializer = 5,
        SparseInitializer = 15;

    private const int Attribute = 5,
        Operator = 4,
        Domain = 7;

    private const int Tensor = 5,
        Subgraph = 6,
        Tensors = 10,
        Subgraphs = 11;

    private const int ExternalData = 13,
        DataLocation = 14;

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

    /// <returns>What no sampler of this program has, in words; null if there is nothing.</returns>
    internal static string? Fault(ReadOnlySpan<byte> model)
    {
        try
        {
            return OfModel(model);
        }
        catch (InvalidDataException)
        {
            return "its bytes are damaged";
        }
    }

    private static string? OfModel(ReadOnlySpan<byte> model)
    {
        var fields = new WireFields(model);
        while (fields.Next())
        {
            string? fault = fields.Number switch
            {
                Graph => OfGraph(fields.Bytes, 0),
                Functions => "it defines operators of its own",
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? OfGraph(ReadOnlySpan<byte> graph, int depth)
    {
        var fields = new WireFields(graph);
        while (fields.Next())
        {
            string? fault = fields.Number switch
            {
                Node => OfNode(fields.Bytes, depth),
                Initializer => OfTensor(fields.Bytes),
                SparseInitializer => "it has sparse constants",
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? OfNode(ReadOnlySpan<byte> node, int depth)
    {
        var fields = new WireFields(node);
        while (fields.Next())
        {
            string? fault = fields.Number switch
            {
                Operator => OfOperator(Encoding.UTF8.GetString(fields.Bytes)),
                Domain => OfDomain(Encoding.UTF8.GetString(fields.Bytes)),
                Attribute => OfAttribute(fields.Bytes, depth + 1),
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? OfOperator(string name) =>
        Unbounded.Contains(name) ? $"its operator {name} makes tensors of any size" : null;

    private static string? OfDomain(string domain) =>
        domain is "" or "ai.onnx" ? null : "it has operators that are not ONNX's own";

    private static string? OfAttribute(ReadOnlySpan<byte> attribute, int depth)
    {
        if (depth > MaxDepth)
        {
            return "its graphs are nested too deep";
        }

        var fields = new WireFields(attribute);
        while (fields.Next())
        {
            string? fault = fields.Number switch
            {
                Tensor or Tensors => OfTensor(fields.Bytes),
                Subgraph or Subgraphs => OfGraph(fields.Bytes, depth),
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? OfTensor(ReadOnlySpan<byte> tensor)
    {
        var fields = new WireFields(tensor);
        while (fields.Next())
        {
            if (fields.Number == ExternalData || (fields.Number == DataLocation && fields.Value != 0))
            {
                return "it reads constants from other files";
            }
        }

        return null;
    }
}
