namespace AethergenAI.Onnx.Graphs;

/// <summary>
/// Further operators that networks and their training need besides <see cref="Operators"/>;
/// each has a CPU and a CUDA kernel.
/// </summary>
public static class TensorOperators
{
    public static Node Exp(this GraphBuilder graph, Node value) => Unary(graph, "Exp", value);

    public static Node Relu(this GraphBuilder graph, Node value) => Unary(graph, "Relu", value);

    public static Node Cos(this GraphBuilder graph, Node value) => Unary(graph, "Cos", value);

    public static Node Equal(this GraphBuilder graph, Node left, Node right)
    {
        Require(left.Type == right.Type, left, right);
        return graph.Add("Equal", ElementType.Bool, Node.Broadcast(left, right), [left, right]);
    }

    public static Node Cast(this GraphBuilder graph, Node value, ElementType type) =>
        value.Type == type ? value : graph.Add("Cast", type, value.Shape, [value], ("to", (long)type));

    /// <summary>The same numbers in the same order with another shape.</summary>
    /// <param name="shape">At most one length is <see cref="Node.Batch"/>, and only if the value has that length
    /// too.</param>
    public static Node Reshape(this GraphBuilder graph, Node value, params IReadOnlyList<long> shape)
    {
        long Fixed(IReadOnlyList<long> lengths) =>
            lengths.Where(length => length != Node.Batch).Aggregate(1L, (product, length) => product * length);
        int Batches(IReadOnlyList<long> lengths) => lengths.Count(length => length == Node.Batch);
        Require(
            Fixed(value.Shape) == Fixed(shape) && Batches(value.Shape) == Batches(shape) && Batches(shape) <= 1,
            value
        );
        if (value.Shape.SequenceEqual(shape))
        {
            return value;
        }
        return graph.Add("Reshape", value.Type, shape, [value, graph.Constant([.. shape], shape.Count)]);
    }

    /// <summary>Selects entries of the first dimension: [V, …] and indices [N] give [N, …].</summary>
    public static Node Rows(this GraphBuilder graph, Node table, Node indices)
    {
        Require(
            table.Shape.Count >= 1 && indices is { Type: ElementType.Int32 or ElementType.Int64, Shape.Count: 1 },
            table,
            indices
        );
        return graph.Add(
            "Gather",
            table.Type,
            [indices.Shape[0], .. table.Shape.Skip(1)],
            [table, indices],
            ("axis", 0)
        );
    }

    /// <summary>Consecutive entries of one dimension.</summary>
    public static Node Slice(this GraphBuilder graph, Node value, int axis, long start, long length)
    {
        Require(
            value.Shape[axis] == Node.Batch ? false : start >= 0 && length > 0 && start + length <= value.Shape[axis],
            value
        );
        if (start == 0 && length == value.Shape[axis])
        {
            return value;
        }
        long[] shape = [.. value.Shape];
        shape[axis] = length;
        return graph.Add(
            "Slice",
            value.Type,
            shape,
            [value, graph.Constant([start], 1), graph.Constant([start + length], 1), graph.Constant([(long)axis], 1)]
        );
    }

    /// <summary>Concatenates tensors along a dimension.</summary>
    public static Node Concat(this GraphBuilder graph, IReadOnlyList<Node> values, int axis)
    {
        Require(
            values.All(value => value.Type == values[0].Type && value.Shape.Count == values[0].Shape.Count),
            [.. values]
        );
        if (values.Count == 1)
        {
            return values[0];
        }
        long[] shape = [.. values[0].Shape];
        shape[axis] = values.Sum(value => value.Shape[axis]);
        return graph.Add("Concat", values[0].Type, shape, values, ("axis", axis));
    }

    /// <summary>The product of two matrices, each of which may be transposed.</summary>
    public static Node Gemm(
        this GraphBuilder graph,
        Node left,
        Node right,
        bool transposeLeft = false,
        bool transposeRight = false
    )
    {
        Require(
            left is { Type: ElementType.Float, Shape.Count: 2 } && right is { Type: ElementType.Float, Shape.Count: 2 },
            left,
            right
        );
        var (rows, inner) = transposeLeft ? (left.Shape[1], left.Shape[0]) : (left.Shape[0], left.Shape[1]);
        var (innerRight, columns) = transposeRight
            ? (right.Shape[1], right.Shape[0])
            : (right.Shape[0], right.Shape[1]);
        Require(inner == innerRight, left, right);
        return graph.Add(
            "Gemm",
            ElementType.Float,
            [rows, columns],
            [left, right],
            ("transA", transposeLeft ? 1 : 0),
            ("transB", transposeRight ? 1 : 0)
        );
    }

    /// <summary>The sum over some dimensions, which keep a length of 1.</summary>
    public static Node ReduceSum(this GraphBuilder graph, Node value, params IReadOnlyList<int> axes) =>
        graph.Add(
            "ReduceSum",
            value.Type,
            Reduced(value, axes),
            [value, graph.Constant([.. axes.Select(axis => (long)axis)], axes.Count)],
            ("keepdims", 1)
        );

    public static Node ReduceMean(this GraphBuilder graph, Node value, params IReadOnlyList<int> axes) =>
        Reduce(graph, "ReduceMean", value, axes);

    public static Node ReduceMax(this GraphBuilder graph, Node value, params IReadOnlyList<int> axes) =>
        Reduce(graph, "ReduceMax", value, axes);

    /// <summary>The sum of squares over some dimensions, which keep a length of 1.</summary>
    public static Node ReduceSumSquare(this GraphBuilder graph, Node value, params IReadOnlyList<int> axes) =>
        Reduce(graph, "ReduceSumSquare", value, axes);

    /// <summary>exp(x) divided by its sum along the last dimension, computed without overflow.</summary>
    public static Node Softmax(this GraphBuilder graph, Node value)
    {
        Require(value.Type == ElementType.Float, value);
        return graph.Add("Softmax", value.Type, value.Shape, [value], ("axis", value.Shape.Count - 1));
    }

    /// <summary>The k greatest values along the last dimension, in descending order.</summary>
    public static Node Largest(this GraphBuilder graph, Node value, int k)
    {
        Require(value.Type == ElementType.Float && k <= value.Shape[^1], value);
        IReadOnlyList<long> shape = [.. value.Shape.SkipLast(1), k];
        return graph.Add(
            "TopK",
            [(value.Type, shape), (ElementType.Int64, shape)],
            [value, graph.Constant([(long)k], 1)],
            [Attributes.Of("axis", value.Shape.Count - 1)]
        )[0];
    }

    /// <summary>The row numbers 0 … N − 1 of a tensor.</summary>
    /// <param name="rows">[N, …].</param>
    /// <returns>Int64 [N].</returns>
    public static Node RowNumbers(this GraphBuilder graph, Node rows)
    {
        Require(rows.Shape.Count == 2 && rows.Type == ElementType.Float, rows);
        Node column = graph.Reshape(graph.Columns(rows, [0]), Node.Batch);
        Node ones = graph.Cast(graph.Equal(column, column), ElementType.Int64);
        return graph.Add(
            "CumSum",
            [(ElementType.Int64, column.Shape)],
            [ones, graph.Constant([0L], [])],
            [Attributes.Of("exclusive", 1)]
        )[0];
    }

    /// <summary>Each row's rank when the rows are sorted in ascending order.</summary>
    /// <param name="keys">[N], all different; with NaN the order is undefined.</param>
    /// <param name="numbers">The result of <see cref="RowNumbers"/>.</param>
    /// <returns>Int64 [N].</returns>
    public static Node Ranks(this GraphBuilder graph, Node keys, Node numbers)
    {
        Require(keys.Shape.Count == 1 && keys.Type is ElementType.Float or ElementType.Int64, keys, numbers);
        Node count = graph.Add("Shape", ElementType.Int64, [1], [keys]);
        Node order = graph.Add(
            "TopK",
            [(keys.Type, keys.Shape), (ElementType.Int64, keys.Shape)],
            [keys, count],
            [Attributes.Of("axis", 0), Attributes.Of("largest", 0), Attributes.Of("sorted", 1)]
        )[1];
        return graph.Add("ScatterElements", ElementType.Int64, keys.Shape, [numbers, order, numbers], ("axis", 0));
    }

    /// <summary>One-hot encoding: 1 in the column of a row's token, otherwise 0; all 0 for a negative token.</summary>
    /// <param name="tokens">Int32 [N].</param>
    /// <returns>Float [N, count].</returns>
    public static Node OneHot(this GraphBuilder graph, Node tokens, int count)
    {
        Require(tokens is { Type: ElementType.Int32, Shape.Count: 1 }, tokens);
        Node column = graph.Reshape(tokens, tokens.Shape[0], 1);
        return graph.Cast(
            graph.Equal(column, graph.Constant([.. Enumerable.Range(0, count)], 1, count)),
            ElementType.Float
        );
    }

    private static Node Reduce(GraphBuilder graph, string operation, Node value, IReadOnlyList<int> axes) =>
        graph.Add(
            operation,
            [(value.Type, Reduced(value, axes))],
            [value],
            [Attributes.Of("axes", [.. axes.Select(axis => (long)axis)]), Attributes.Of("keepdims", 1)]
        )[0];

    private static long[] Reduced(Node value, IReadOnlyList<int> axes) =>
        [.. value.Shape.Select((length, axis) => axes.Contains(axis) ? 1 : length)];

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
