using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Tests.Graphs;

/// <summary>The gradient of every operator against central differences of its forward pass.</summary>
public sealed class GradientTests
{
    private const int Rows = 4,
        Width = 6;
    private static readonly int[] Tokens = [2, 0, 4, 2];

    /// <summary>
    /// Each takes x [4, 6] and y of some shape to a value; the loss is a fixed random weighting of the value's
    /// elements.
    /// </summary>
    private static readonly Dictionary<string, (int[] Other, Func<Tape, Node, Node, Node> Make)> Cases = new()
    {
        ["add"] = ([Rows, Width], (tape, x, y) => tape.Add(x, y)),
        ["add a row to all"] = ([1, Width], (tape, x, y) => tape.Add(x, y)),
        ["subtract a vector"] = ([Width], (tape, x, y) => tape.Sub(x, y)),
        ["multiply by a column"] = ([Rows, 1], (tape, x, y) => tape.Mul(x, y)),
        ["divide"] = ([Rows, Width], (tape, x, y) => tape.Div(x, tape.Add(tape.Mul(y, y), tape.Graph.Scalar(1)))),
        ["a value used twice"] = ([Rows, Width], (tape, x, y) => tape.Mul(tape.Add(x, y), x)),
        ["matrix product"] = ([Width, 3], (tape, x, y) => tape.MatMul(x, y)),
        ["relu"] = ([Rows, Width], (tape, x, y) => tape.Relu(tape.Mul(x, y))),
        ["softmax"] = ([1, Width], (tape, x, y) => tape.Softmax(tape.Add(x, y))),
        ["rows of a table"] = ([5, 3], (tape, x, y) =>
            tape.MatMul(tape.Reshape(x, 6, 4), tape.Rows(y, Constant(tape)))
        ),
        ["concat"] = ([Rows, 2], (tape, x, y) => tape.Concat([y, x, y], 1)),
        ["slices"] = ([Rows, 3], (tape, x, y) => tape.Mul(tape.Slice(x, 1, 1, 3), y)),
        ["split"] = ([1], (tape, x, y) => Product(tape, tape.Split(x, 1, [2, 2, 2]), y)),
        ["reshape"] = ([Width, Rows], (tape, x, y) => tape.Mul(tape.Reshape(x, 6, 4), y)),
        ["sum over rows"] = ([1, Width], (tape, x, y) => tape.Mul(tape.ReduceSum(x, 0), y)),
        ["sum over all"] = ([1], (tape, x, y) => tape.Mul(tape.ReduceSum(tape.Mul(x, x), 0, 1), y)),
        ["mean over columns"] = ([Rows, 1], (tape, x, y) => tape.Mul(tape.ReduceMean(tape.Mul(x, x), 1), y)),
        ["dropout"] = ([Rows, Width], (tape, x, y) =>
            tape.Dropout(tape.Mul(x, y), Noise(tape), tape.Graph.Scalar(0.3f))
        ),
        ["softmax and cross-entropy"] = ([1, Width], (tape, x, y) => CrossEntropy(tape, tape.Mul(x, y))),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_are_what_central_differences_say(string name)
    {
        var (shape, make) = Cases[name];
        var graph = new GraphBuilder("gradient");
        var tape = new Tape(graph);
        Node x = tape.Watch(graph.Input("x", ElementType.Float, Rows, Width));
        Node y = tape.Watch(graph.Input("y", ElementType.Float, [.. shape.Select(length => (long)length)]));
        Node value = make(tape, x, y);
        int size = (int)value.Shape.Aggregate(1L, (product, length) => product * length);
        var random = new Random(11);
        Node weights = graph.Constant(
            [.. Enumerable.Range(0, size).Select(_ => (float)random.NextDouble() + 0.5f)],
            [.. value.Shape]
        );
        Node flat = tape.Reshape(tape.Mul(value, weights), 1, size);
        Node loss = tape.ReduceSum(flat, 1);
        graph.Output("loss", loss);
        foreach (var (gradient, at) in tape.Gradients(loss, [x, y]).Select((gradient, at) => (gradient, at)))
        {
            graph.Output($"d{at}", gradient);
        }

        // Away from 0 and not equal to each other, so that relu has no kink nearby.
        float[] xs = Values(Rows * Width, random),
            ys = Values(shape.Aggregate(1, (product, length) => product * length), random);
        using var run = new GraphRun(graph);
        float[][] analytic = run.Of(("x", xs, [Rows, Width]), ("y", ys, shape));
        for (int input = 0; input < 2; input++)
        {
            float[] values = input == 0 ? xs : ys;
            for (int i = 0; i < values.Length; i++)
            {
                // A central difference with step h misses by h²·f‴/6 and by the loss' rounding over h.
                // For losses of up to 50 (ulp 4·10⁻⁶) and third derivatives of up to 30,
                // h = 1/128 gives at most 3·10⁻⁴ + 5·10⁻⁴.
                const float h = 1f / 128;
                float held = values[i];
                values[i] = held + h;
                double above = run.Of(("x", xs, [Rows, Width]), ("y", ys, shape))[0][0];
                values[i] = held - h;
                double below = run.Of(("x", xs, [Rows, Width]), ("y", ys, shape))[0][0];
                values[i] = held;
                Assert.Equal((above - below) / (2 * h), analytic[1 + input][i], 1e-3);
            }
        }
    }

    [Fact]
    public void Cross_entropy_neither_overflows_nor_loses_rows_without_a_target()
    {
        var graph = new GraphBuilder("extreme");
        var tape = new Tape(graph);
        Node x = tape.Watch(graph.Input("x", ElementType.Float, 3, 2));
        Node targets = graph.Constant([1f, 0, 0, 1, 0, 0], 3, 2);
        Node losses = tape.SoftmaxCrossEntropy(x, targets, graph.ReduceSum(targets, 1));
        Node loss = tape.ReduceSum(losses, 0, 1);
        graph.Output("losses", losses);
        graph.Output("gradient", tape.Gradients(loss, [x])[0]);
        using var run = new GraphRun(graph);
        float[][] found = run.Of(("x", [300, -300, 300, -300, 5, 7], [3, 2]));
        Assert.Equal([0f, 600f, 0f], found[0]);
        Assert.Equal([0f, 0f, 1f, -1f, 0f, 0f], found[1]);
    }

    [Fact]
    public void What_a_loss_does_not_depend_on_has_no_gradient()
    {
        var graph = new GraphBuilder("independent");
        var tape = new Tape(graph);
        Node x = tape.Watch(graph.Input("x", ElementType.Float, 1)),
            y = tape.Watch(graph.Input("y", ElementType.Float, 1));
        Node loss = tape.Mul(x, x);
        Assert.Throws<ArgumentException>(() => tape.Gradients(loss, [y]));
        Assert.Throws<ArgumentException>(() => tape.Gradients(graph.Constant([1f, 2f], 2), [x]));
    }

    private static float[] Values(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(i => (i % 2 == 0 ? 1 : -1) * (0.3f + (0.6f * random.NextSingle())))];

    private static Node Constant(Tape tape) => tape.Graph.Constant(Tokens, 4);

    private static Node Noise(Tape tape)
    {
        var random = new Random(3);
        return tape.Graph.Constant(
            [.. Enumerable.Range(0, Rows * Width).Select(_ => random.NextSingle())],
            Rows,
            Width
        );
    }

    private static Node Product(Tape tape, Node[] parts, Node y) => tape.Mul(tape.Mul(parts[0], parts[2]), y);

    private static Node CrossEntropy(Tape tape, Node x)
    {
        Node targets = tape.Graph.OneHot(Constant(tape), Width);
        return tape.SoftmaxCrossEntropy(x, targets, tape.Graph.ReduceSum(targets, 1));
    }
}
