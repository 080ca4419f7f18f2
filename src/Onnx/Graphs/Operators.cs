namespace AethergenAI.Onnx.Graphs;

/// <summary>
/// The basic operators of graphs. Each has a CPU and a CUDA kernel for the types that it accepts here.
/// </summary>
public static class Operators
{
    public static Node Add(this GraphBuilder graph, Node left, Node right) => Arithmetic(graph, "Add", left, right);

    public static Node Sub(this GraphBuilder graph, Node left, Node right) => Arithmetic(graph, "Sub", left, right);

    public static Node Mul(this GraphBuilder graph, Node left, Node right) => Arithmetic(graph, "Mul", left, right);

    public static Node Div(this GraphBuilder graph, Node left, Node right) => Arithmetic(graph, "Div", left, right);

    public static Node Min(this GraphBuilder graph, Node left, Node right) => Arithmetic(graph, "Min", left, right);

    public static Node Max(this GraphBuilder graph, Node left, Node right) => Arithmetic(graph, "Max", left, right);

    public static Node Neg(this GraphBuilder graph, Node value) => Unary(graph, "Neg", value);

    public static Node Abs(this GraphBuilder graph, Node value) => Unary(graph, "Abs", value);

    public static Node Sqrt(this GraphBuilder graph, Node value) => Unary(graph, "Sqrt", value);

    public static Node Log(this GraphBuilder graph, Node value) => Unary(graph, "Log", value);

    public static Node Erf(this GraphBuilder graph, Node value) => Unary(graph, "Erf", value);

    public static Node Floor(this GraphBuilder graph, Node value) => Unary(graph, "Floor", value);

    public static Node Less(this GraphBuilder graph, Node left, Node right) => Comparison(graph, "Less", left, right);

    public static Node LessOrEqual(this GraphBuilder graph, Node left, Node right) =>
        Comparison(graph, "LessOrEqual", left, right);

    public static Node Greater(this GraphBuilder graph, Node left, Node right) =>
        Comparison(graph, "Greater", left, right);

    /// <summary>
    /// Elements of <paramref name="yes"/> where the condition holds, otherwise of <paramref name="no"/>.
    /// </summary>
    public static Node Where(this GraphBuilder graph, Node condition, Node yes, Node no)
    {
        Require(condition.Type == ElementType.Bool && yes.Type == no.Type, condition, yes, no);
        var shape = Node.Broadcast(condition, yes with { Shape = Node.Broadcast(yes, no) });
        return graph.Add("Where", yes.Type, shape, [condition, yes, no]);
    }

    /// <summary>The matrix product of [.., K] and [K, M].</summary>
    public static Node MatMul(this GraphBuilder graph, Node left, Node right)
    {
        Require(
            left.Type == ElementType.Float
                && right is { Type: ElementType.Float, Shape.Count: 2 }
                && left.Shape[^1] == right.Shape[0],
            left,
            right
        );
        return graph.Add("MatMul", ElementType.Float, [.. left.Shape.SkipLast(1), right.Shape[1]], [left, right]);
    }

    /// <summary>Looks up entries of a one-dimensional table.</summary>
    /// <param name="indices">Each at least 0 and below the table's length.</param>
    public static Node Gather(this GraphBuilder graph, Node table, Node indices)
    {
        Require(table.Shape.Count == 1 && indices.Type is ElementType.Int32 or ElementType.Int64, table, indices);
        return graph.Add("Gather", table.Type, indices.Shape, [table, indices], ("axis", 0));
    }

    /// <summary>Selects from each row of [N, C] the elements at that row's indices.</summary>
    /// <param name="indices">[N, K], each at least 0 and below C.</param>
    public static Node GatherElements(this GraphBuilder graph, Node values, Node indices)
    {
        Require(
            values.Shape.Count == 2
                && indices is { Type: ElementType.Int32 or ElementType.Int64, Shape.Count: 2 }
                && values.Shape[0] == indices.Shape[0],
            values,
            indices
        );
        return graph.Add("GatherElements", values.Type, indices.Shape, [values, indices], ("axis", 1));
    }

    /// <summary>Selects columns of the last dimension, in the given order.</summary>
    public static Node Columns(this GraphBuilder graph, Node value, IReadOnlyList<int> columns)
    {
        Require(columns.All(column => column >= 0 && column < value.Shape[^1]), value);
        var picked = graph.Constant([.. columns.Select(column => (long)column)], columns.Count);
        return graph.Add(
            "Gather",
            value.Type,
            [.. value.Shape.SkipLast(1), columns.Count],
            [value, picked],
            ("axis", value.Shape.Count - 1)
        );
    }

    /// <summary>Concatenates tensors along the last dimension.</summary>
    public static Node Concat(this GraphBuilder graph, IReadOnlyList<Node> values)
    {
        Require(
            values.All(value => value.Type == values[0].Type && value.Shape.Count == values[0].Shape.Count),
            [.. values]
        );
        return graph.Add(
            "Concat",
            values[0].Type,
            [.. values[0].Shape.SkipLast(1), values.Sum(value => value.Shape[^1])],
            values,
            ("axis", values[0].Shape.Count - 1)
        );
    }

    private static Node Arithmetic(GraphBuilder graph, string operation, Node left, Node right)
    {
        Require(left.Type == right.Type && left.Type is not ElementType.Bool, left, right);
        return graph.Add(operation, left.Type, Node.Broadcast(left, right), [left, right]);
    }

    private static Node Comparison(GraphBuilder graph, string operation, Node left, Node right)
    {
        Require(left.Type == right.Type, left, right);
        return graph.Add(operation, ElementType.Bool, Node.Broadcast(left, right), [left, right]);
    }

    private static Node Unary(GraphBuilder graph, string operation, Node value)
    {
        Require(value.Type == ElementType.Float, value);
        return graph.Add(operation, value.Type, value.Shape, [value]);
    }

    private static void Require(bool fits, params ReadOnlySpan<Node> nodes)
    {
        if (fits)
        {
            return;
        }
        string named = string.Join("; ", nodes.ToArray().Select(node => node.ToString()));
        throw new ArgumentException($"The types or shapes do not match: {named}.", nameof(nodes));
    }
}
