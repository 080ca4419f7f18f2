using System.Runtime.InteropServices;
using AethergenAI.Onnx.Format;
using Google.Protobuf;

namespace AethergenAI.Onnx.Graphs;

/// <summary>
/// Builds an ONNX graph node by node. Types and shapes are checked for each node, so that a finished graph loads.
/// </summary>
public sealed class GraphBuilder(string name)
{
    /// <summary>
    /// The newest operator set for which the shipped ONNX Runtime has all CPU and CUDA kernels.
    /// </summary>
    private const int OperatorSet = 17;
    private const int FormatVersion = 8;

    private readonly GraphProto graph = new() { Name = name };
    private readonly Dictionary<float, Node> scalars = [];

    public Node Input(string input, ElementType type, params IReadOnlyList<long> shape)
    {
        graph.Input.Add(Value(new Node(input, type, shape)));
        return new Node(input, type, shape);
    }

    /// <summary>A scalar constant; equal numbers are stored once.</summary>
    public Node Scalar(float value)
    {
        if (!scalars.TryGetValue(value, out Node? node))
        {
            scalars[value] = node = Constant([value], []);
        }
        return node;
    }

    public Node Constant(ReadOnlySpan<float> values, params IReadOnlyList<long> shape) =>
        Constant(ElementType.Float, values, shape);

    public Node Constant(ReadOnlySpan<int> values, params IReadOnlyList<long> shape) =>
        Constant(ElementType.Int32, values, shape);

    public Node Constant(ReadOnlySpan<long> values, params IReadOnlyList<long> shape) =>
        Constant(ElementType.Int64, values, shape);

    public Node Constant(ReadOnlySpan<sbyte> values, params IReadOnlyList<long> shape) =>
        Constant(ElementType.Int8, values, shape);

    public Node Constant(ReadOnlySpan<byte> values, params IReadOnlyList<long> shape) =>
        Constant(ElementType.UInt8, values, shape);

    public Node Constant(ReadOnlySpan<Half> values, params IReadOnlyList<long> shape) =>
        Constant(ElementType.Float16, values, shape);

    /// <summary>Adds an operator with one output.</summary>
    internal Node Add(
        string operation,
        ElementType type,
        IReadOnlyList<long> shape,
        IReadOnlyList<Node> inputs,
        params ReadOnlySpan<(string Name, long Value)> attributes
    )
    {
        var protos = new List<AttributeProto>();
        foreach (var (attribute, value) in attributes)
        {
            protos.Add(Attributes.Of(attribute, value));
        }
        return Add(operation, [(type, shape)], inputs, protos)[0];
    }

    /// <summary>
    /// Adds an operator with any number of outputs and attributes of any kind (<see cref="Attributes"/>).
    /// </summary>
    internal Node[] Add(
        string operation,
        IReadOnlyList<(ElementType Type, IReadOnlyList<long> Shape)> outputs,
        IReadOnlyList<Node> inputs,
        IReadOnlyList<AttributeProto> attributes
    )
    {
        int number = graph.Node.Count;
        var node = new NodeProto { OpType = operation, Name = $"{operation}_{number}" };
        node.Input.Add(inputs.Select(input => input.Name));
        node.Output.Add(outputs.Select((_, i) => i == 0 ? $"v{number}" : $"v{number}_{i}"));
        node.Attribute.Add(attributes);
        graph.Node.Add(node);
        return [.. outputs.Select((output, i) => new Node(node.Output[i], output.Type, output.Shape))];
    }

    /// <summary>Names a value as an output of the graph.</summary>
    public void Output(string output, Node value)
    {
        graph.Node.Add(
            new NodeProto
            {
                OpType = "Identity",
                Name = $"Identity_{output}",
                Input = { value.Name },
                Output = { output },
            }
        );
        graph.Output.Add(Value(value with { Name = output }));
    }

    /// <summary>The bytes of the .onnx file; the same graph gives the same bytes.</summary>
    public byte[] ToModel() =>
        new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "AethergenAI",
            Graph = graph,
            OpsetImport =
            {
                new OperatorSetIdProto { Domain = "", Version = OperatorSet },
            },
        }.ToByteArray();

    private Node Constant<T>(ElementType type, ReadOnlySpan<T> values, IReadOnlyList<long> shape)
        where T : unmanaged
    {
        if (shape.Aggregate(1L, (product, length) => product * length) != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill [{string.Join(", ", shape)}].",
                nameof(values)
            );
        }

        var tensor = new TensorProto
        {
            Name = $"c{graph.Initializer.Count}",
            DataType = (int)type,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        tensor.Dims.Add(shape);
        graph.Initializer.Add(tensor);
        return new Node(tensor.Name, type, shape);
    }

    private static ValueInfoProto Value(Node node)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(
            node.Shape.Select(length =>
                length == Node.Batch
                    ? new TensorShapeProto.Types.Dimension { DimParam = "N" }
                    : new TensorShapeProto.Types.Dimension { DimValue = length }
            )
        );
        return new ValueInfoProto
        {
            Name = node.Name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = (int)node.Type, Shape = shape },
            },
        };
    }
}
