namespace AethergenAI.Onnx.Graphs;

/// <summary>
/// Differentiable operators: each method adds an operator to the graph and defines its gradient.
/// </summary>
public static class Differentiable
{
    /// <summary>a + b; the gradient of a broadcast input is the sum over its copies.</summary>
    public static Node Add(this Tape tape, Node left, Node right) =>
        tape.Record(tape.Graph.Add(left, right), [left, right], gradient =>
            [tape.SumTo(gradient, left), tape.SumTo(gradient, right)]
        );

    public static Node Sub(this Tape tape, Node left, Node right) =>
        tape.Record(tape.Graph.Sub(left, right), [left, right], gradient =>
            [tape.SumTo(gradient, left), tape.Matters(right) ? tape.SumTo(tape.Graph.Neg(gradient), right) : null]
        );

    public static Node Mul(this Tape tape, Node left, Node right) =>
        tape.Record(tape.Graph.Mul(left, right), [left, right], gradient =>
            [
                tape.Matters(left) ? tape.SumTo(tape.Graph.Mul(gradient, right), left) : null,
                tape.Matters(right) ? tape.SumTo(tape.Graph.Mul(gradient, left), right) : null,
            ]
        );

    /// <summary>a / b: da = g / b, db = −g·a / b².</summary>
    public static Node Div(this Tape tape, Node left, Node right)
    {
        Node quotient = tape.Graph.Div(left, right);
        return tape.Record(quotient, [left, right], gradient =>
        {
            Node share = tape.Graph.Div(gradient, right);
            return
            [
                tape.SumTo(share, left),
                tape.Matters(right) ? tape.SumTo(tape.Graph.Neg(tape.Graph.Mul(share, quotient)), right) : null,
            ];
        });
    }

    /// <summary>[N, K] times [K, M]: dA = g·Bᵀ, dB = Aᵀ·g.</summary>
    public static Node MatMul(this Tape tape, Node left, Node right) =>
        tape.Record(tape.Graph.MatMul(left, right), [left, right], gradient =>
            [
                tape.Matters(left) ? tape.Graph.Gemm(gradient, right, transposeRight: true) : null,
                tape.Matters(right) ? tape.Graph.Gemm(left, gradient, transposeLeft: true) : null,
            ]
        );

    /// <summary>max(x, 0); the gradient at 0 is 0.</summary>
    public static Node Relu(this Tape tape, Node value) =>
        tape.Record(tape.Graph.Relu(value), [value], gradient =>
            [tape.Graph.Where(tape.Graph.Greater(value, tape.Graph.Scalar(0)), gradient, tape.Graph.Scalar(0))]
        );

    /// <summary>
    /// Looks up rows of a table [V, E] by token; the table's gradient sums the gradients of the rows of each token.
    /// </summary>
    /// <param name="tokens">Int32 [N], each in [0, V).</param>
    public static Node Rows(this Tape tape, Node table, Node tokens) =>
        tape.Record(tape.Graph.Rows(table, tokens), [table], gradient =>
            [tape.Graph.Gemm(tape.Graph.OneHot(tokens, (int)table.Shape[0]), gradient, transposeLeft: true)]
        );

    /// <summary>Cuts a dimension into consecutive parts of the given lengths.</summary>
    public static Node[] Split(this Tape tape, Node value, int axis, IReadOnlyList<long> lengths)
    {
        if (lengths.Sum() != value.Shape[axis])
        {
            throw new ArgumentException($"The lengths do not add up to the dimension of {value}.", nameof(lengths));
        }
        var parts = new Node[lengths.Count];
        long start = 0;
        for (int i = 0; i < parts.Length; start += lengths[i++])
        {
            parts[i] = tape.Graph.Slice(value, axis, start, lengths[i]);
        }
        if (parts.Length == 1)
        {
            return parts;
        }
        return tape.Record(parts, [value], gradients => [
                // A part that the loss does not depend on has a gradient of 0.
                tape.Graph.Concat(
                    [.. parts.Select((part, i) => gradients[i] ?? tape.Graph.Mul(part, tape.Graph.Scalar(0)))],
                    axis
                ),
            ]);
    }

    public static Node Slice(this Tape tape, Node value, int axis, long start, long length)
    {
        long end = value.Shape[axis] - start - length;
        if (start == 0 && end == 0)
        {
            return value;
        }
        if (start == 0)
        {
            return tape.Split(value, axis, [length, end])[0];
        }
        return tape.Split(value, axis, end == 0 ? [start, length] : [start, length, end])[1];
    }

    public static Node Concat(this Tape tape, IReadOnlyList<Node> values, int axis)
    {
        if (values.Count == 1)
        {
            return values[0];
        }
        return tape.Record(tape.Graph.Concat(values, axis), values, gradient =>
        {
            long start = 0;
            return
            [
                .. values.Select(value =>
                {
                    start += value.Shape[axis];
                    return tape.Matters(value)
                        ? tape.Graph.Slice(gradient, axis, start - value.Shape[axis], value.Shape[axis])
                        : null;
                }),
            ];
        });
    }

    public static Node Reshape(this Tape tape, Node value, params IReadOnlyList<long> shape)
    {
        Node shaped = tape.Graph.Reshape(value, shape);
        return shaped == value
            ? value
            : tape.Record(shaped, [value], gradient => [tape.Graph.Reshape(gradient, value.Shape)]);
    }

    /// <summary>The sum over some dimensions, which keep a length of 1.</summary>
    public static Node ReduceSum(this Tape tape, Node value, params IReadOnlyList<int> axes) =>
        tape.Record(tape.Graph.ReduceSum(value, axes), [value], gradient => [tape.Stretch(gradient, value)]);

    /// <summary>The mean over some dimensions, which keep a length of 1.</summary>
    public static Node ReduceMean(this Tape tape, Node value, params IReadOnlyList<int> axes)
    {
        Node mean = tape.Graph.ReduceMean(value, axes);
        // The number of averaged values is known only when the graph runs: it is the sum of ones.
        return tape.Record(mean, [value], gradient =>
        {
            Node ones = tape.Ones(value);
            return [tape.Graph.Mul(ones, tape.Graph.Div(gradient, tape.Graph.ReduceSum(ones, axes)))];
        });
    }

    /// <summary>
    /// Dropout: sets a share of the numbers to 0 and scales up the rest, which keeps the expectation.
    /// Srivastava et al. (2014), <see href="https://jmlr.org/papers/v15/srivastava14a.html"/>.
    /// </summary>
    /// <param name="noise">Uniform in (0, 1), of the value's shape.</param>
    /// <param name="rate">Scalar in [0, 1): the share that is set to 0.</param>
    public static Node Dropout(this Tape tape, Node value, Node noise, Node rate)
    {
        var graph = tape.Graph;
        Node scale = graph.Div(graph.Scalar(1), graph.Sub(graph.Scalar(1), rate));
        Node mask = graph.Where(graph.Less(noise, rate), graph.Scalar(0), scale);
        return tape.Mul(value, mask);
    }

    /// <summary>exp(x) divided by its sum along the last dimension: dx = p·(g − Σ g·p).</summary>
    public static Node Softmax(this Tape tape, Node value)
    {
        var graph = tape.Graph;
        Node probabilities = graph.Softmax(value);
        return tape.Record(probabilities, [value], gradient =>
        {
            Node mean = graph.ReduceSum(graph.Mul(gradient, probabilities), value.Shape.Count - 1);
            return [graph.Mul(probabilities, graph.Sub(gradient, mean))];
        });
    }

    /// <summary>Sums a gradient over the dimensions along which <paramref name="input"/> was broadcast.</summary>
    private static Node SumTo(this Tape tape, Node gradient, Node input)
    {
        int more = gradient.Shape.Count - input.Shape.Count;
        int[] axes =
        [
            .. Enumerable
                .Range(0, gradient.Shape.Count)
                .Where(axis => axis < more || input.Shape[axis - more] != gradient.Shape[axis]),
        ];
        return tape.Graph.Reshape(axes.Length == 0 ? gradient : tape.Graph.ReduceSum(gradient, axes), input.Shape);
    }

    /// <summary>Broadcasts a reduced value along the reduced dimensions.</summary>
    private static Node Stretch(this Tape tape, Node reduced, Node like) => tape.Graph.Mul(tape.Ones(like), reduced);

    private static Node Ones(this Tape tape, Node like) => tape.Graph.Exp(tape.Graph.Mul(like, tape.Graph.Scalar(0)));
}
