using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// Products with constant matrices in a given precision. fp16: both factors have 16 bits; ONNX Runtime widens them if
/// the provider has no such kernel. int8: each column of the matrix is rounded to 8 bits with its own scale (7 bits
/// unless static); the other factor is rounded by the range of the current block, or (static) by a range measured once.
/// fp8: matrices are stored in 8 bits and widened when the graph is loaded; products have 32 bits.
/// </summary>
/// <param name="precision">fp32, fp16, int8, int8-static or fp8.</param>
/// <param name="ranges">For int8-static the greatest magnitude of each product's left factor, by the product's name;
/// null while measuring them.</param>
internal sealed class QuantisedLinear(GraphBuilder graph, string precision, IReadOnlyDictionary<string, float>? ranges)
{
    /// <summary>
    /// The greatest code of a weight. Where the other factor has codes up to 255, two products must fit into 16 signed
    /// bits, in which processors with AVX2 and without VNNI add them: 2·255·64 does, 2·255·127 would be cut off.
    /// </summary>
    private const int Greatest = 127,
        Unsaturated = 64;

    /// <summary>The left factors of the products so far, by the product's name.</summary>
    internal List<(string Name, Node Value)> Factors { get; } = [];

    /// <param name="name">The product's name, the same in every graph of a model.</param>
    /// <param name="left">[N, K].</param>
    /// <param name="matrix">K × M, row-major.</param>
    internal Node Product(string name, Node left, float[] matrix, int columns)
    {
        int rows = matrix.Length / columns;
        Factors.Add((name, left));
        return precision switch
        {
            "fp16" => graph.Cast(
                graph.HalfProduct(graph.Cast(left, ElementType.Float16), graph.Half(matrix, rows, columns)),
                ElementType.Float
            ),
            "int8" => graph.DynamicProduct(
                left,
                Quantised(matrix, rows, columns, Unsaturated, out Node scales),
                scales
            ),
            "int8-static" when ranges is not null => Static(left, Math.Max(1e-6f, ranges[name]), matrix, rows, columns),
            "fp8" => graph.MatMul(left, Widened(matrix, rows, columns)),
            _ => graph.MatMul(left, graph.Constant(matrix, rows, columns)),
        };
    }

    private Node Static(Node left, float range, float[] matrix, int rows, int columns)
    {
        Node quantised = Quantised(matrix, rows, columns, Greatest, out Node scales);
        return graph.StaticProduct(left, range / Greatest, quantised, scales);
    }

    private Node Quantised(float[] matrix, int rows, int columns, int greatest, out Node scales)
    {
        float[] scale = Scales(matrix, rows, columns, greatest);
        sbyte[] codes =
        [
            .. matrix.Select(
                (value, at) => (sbyte)Math.Clamp(MathF.Round(value / scale[at % columns]), -greatest, greatest)
            ),
        ];
        scales = graph.Constant(scale, 1, columns);
        return graph.Constant(codes, rows, columns);
    }

    private Node Widened(float[] matrix, int rows, int columns)
    {
        float[] scale = Scales(matrix, rows, columns, Float8.Max);
        byte[] codes = [.. matrix.Select((value, at) => Float8.Encode(value / scale[at % columns]))];
        Node values = graph.Gather(
            graph.Constant(Float8.Table, 256),
            graph.Cast(graph.Constant(codes, rows, columns), ElementType.Int32)
        );
        return graph.Mul(values, graph.Constant(scale, 1, columns));
    }

    /// <summary>For each column the scale that maps its greatest magnitude to the greatest code.</summary>
    private static float[] Scales(float[] matrix, int rows, int columns, float greatest)
    {
        float[] scale = new float[columns];
        for (int at = 0; at < rows * columns; at++)
        {
            scale[at % columns] = Math.Max(scale[at % columns], Math.Abs(matrix[at]));
        }
        return Array.ConvertAll(scale, value => value > 0 ? value / greatest : 1);
    }
}
