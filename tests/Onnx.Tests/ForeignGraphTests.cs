using AethergenAI.Onnx.Format;
using Google.Protobuf;

namespace AethergenAI.Onnx.Tests;

/// <summary>Graphs of a few bytes that ask for gigabytes are refused by what they declare, before anything loads them.
/// </summary>
public sealed class ForeignGraphTests
{
    private const int Floats = 1;

    public static TheoryData<long[]> TooLarge =>
        new(
            (long[][])
                [
                    [1L << 40],
                    [1L << 20, 1L << 20],
                    [long.MaxValue],
                    [1L << 32, 1L << 32], // 0 in 64 bits
                    [3_037_000_500, 3_037_000_500], // below 0 in 64 bits
                    [1L << 62, 2, 2],
                    [0, 1L << 40],
                    [1L << 40, 0],
                    [-1],
                    [-4, -4],
                    [100],
                ]
        );

    [Theory]
    [MemberData(nameof(TooLarge))]
    public void A_constant_that_declares_more_than_its_data_is_refused(long[] dimensions) =>
        Refused(new GraphProto { Initializer = { Constant(dimensions) } }, "larger dimensions than its data");

    [Theory]
    [MemberData(nameof(TooLarge))]
    public void So_is_one_inside_a_node_and_inside_a_graph_of_a_node(long[] dimensions)
    {
        var node = new NodeProto { OpType = "Constant", Attribute = { Attribute(it => it.T = Constant(dimensions)) } };
        var list = new NodeProto
        {
            OpType = "Constant",
            Attribute = { Attribute(it => it.Tensors.Add(Constant(dimensions))) },
        };
        var inner = new GraphProto { Node = { node } };
        var outer = new NodeProto { OpType = "Identity", Attribute = { Attribute(it => it.G = inner) } };
        foreach (NodeProto one in (NodeProto[])[node, list, outer])
        {
            Refused(new GraphProto { Node = { one } }, "larger dimensions than its data");
        }
    }

    [Theory]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void An_input_or_output_of_such_dimensions_is_refused(long dimension)
    {
        Refused(new GraphProto { Input = { Value(dimension) } }, "no memory holds");
        Refused(new GraphProto { Output = { Value(4096, dimension) } }, "no memory holds");
    }

    [Fact]
    public void What_holds_its_data_is_not()
    {
        var graph = new GraphProto
        {
            Initializer = { Constant(2, 3), Constant(), Constant(0), Constant(0, 5) },
            Input = { Value(4096, 20) },
            Output = { Value(1L << 28) },
        };
        ForeignGraph.Require(new ModelProto { Graph = graph }.ToByteArray());
    }

    /// <summary>A constant with the bytes of six numbers.</summary>
    private static TensorProto Constant(params long[] dimensions)
    {
        var tensor = new TensorProto
        {
            Name = "c",
            DataType = Floats,
            RawData = ByteString.CopyFrom(new byte[6 * sizeof(float)]),
        };
        tensor.Dims.Add(dimensions);
        return tensor;
    }

    private static AttributeProto Attribute(Action<AttributeProto> set)
    {
        var attribute = new AttributeProto { Name = "value" };
        set(attribute);
        return attribute;
    }

    private static ValueInfoProto Value(params long[] dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "rows" });
        shape.Dim.Add(dimensions.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto
        {
            Name = "v",
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = Floats, Shape = shape },
            },
        };
    }

    private static void Refused(GraphProto graph, string says)
    {
        byte[] model = new ModelProto { Graph = graph }.ToByteArray();
        var refusal = Assert.Throws<RefusedException>(() => ForeignGraph.Require(model));
        Assert.Equal("model.not-a-sampler", refusal.Code);
        Assert.Contains(says, refusal.Message);
    }
}
