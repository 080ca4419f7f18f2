namespace AethergenAI.Onnx.Graphs;

/// <summary>Matrix products of reduced precision.</summary>
internal static class QuantisedOperators
{
    private const int Middle = 128;

    /// <summary>A constant of numbers rounded to 16 bits.</summary>
    internal static Node Half(this GraphBuilder graph, float[] values, params IReadOnlyList<long> shape) =>
        graph.Constant([.. values.Select(value => (Half)Math.Clamp(value, -65504f, 65504f))], shape);

    /// <summary>[N, K] times [K, M], all in 16 bits.</summary>
    internal static Node HalfProduct(this GraphBuilder graph, Node left, Node right) =>
        graph.Add("MatMul", ElementType.Float16, [left.Shape[0], right.Shape[1]], [left, right]);

    /// <summary>A product whose left factor is rounded to 8 bits by its range at run time.</summary>
    /// <param name="right">Int8 [K, M].</param>
    /// <param name="scales">Float [1, M]: the value of one unit of each column.</param>
    internal static Node DynamicProduct(this GraphBuilder graph, Node left, Node right, Node scales)
    {
        Node[] parts = graph.Add(
            "DynamicQuantizeLinear",
            [(ElementType.UInt8, left.Shape), (ElementType.Float, []), (ElementType.UInt8, [])],
            [left],
            []
        );
        return Widened(graph, parts[0], right, parts[2], graph.Mul(scales, parts[1]));
    }

    /// <summary>A product whose left factor is rounded to 8 bits with a fixed step.</summary>
    /// <param name="step">The value of one unit; values beyond ±127 units are clipped.</param>
    /// <param name="right">Int8 [K, M].</param>
    /// <param name="scales">Float [1, M]: the value of one unit of each column.</param>
    internal static Node StaticProduct(this GraphBuilder graph, Node left, float step, Node right, Node scales)
    {
        Node middle = graph.Constant([(byte)Middle]);
        Node quantised = graph.Add(
            "QuantizeLinear",
            ElementType.UInt8,
            left.Shape,
            [left, graph.Constant([step], []), middle]
        );
        return Widened(graph, quantised, right, middle, graph.Mul(scales, graph.Constant([step], [])));
    }

    private static Node Widened(GraphBuilder graph, Node left, Node right, Node zero, Node scales)
    {
        Node product = graph.Add(
            "MatMulInteger",
            ElementType.Int32,
            [left.Shape[0], right.Shape[1]],
            [left, right, zero]
        );
        return graph.Mul(graph.Cast(product, ElementType.Float), scales);
    }
}
