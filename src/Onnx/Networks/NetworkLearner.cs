using AethergenAI.Evaluation.Learning;
using AethergenAI.Onnx.Arn;
using AethergenAI.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace AethergenAI.Onnx.Networks;

/// <summary>
/// A small network that measures utility: two hidden layers of 64 and 32 rectified units, trained by AdamW in ONNX
/// Runtime. It runs on one thread, so that the same rows and seed give the same answers, and several can be trained at
/// the same time.
/// </summary>
public static class NetworkLearner
{
    private const int Batch = 256,
        Epochs = 12,
        MinSteps = 300,
        MaxSteps = 1_500,
        AnswerRows = 4_096;
    private const float Rate = 3e-3f,
        Decay = 0.02f,
        Clip = 5;
    private const string X = "x",
        Y = "y",
        Step = "step",
        Answers = "answers";

    private static readonly string[] State = ["weights", "mean", "square"];

    /// <summary>An implementation of <see cref="FitNetwork"/>.</summary>
    public static Func<DenseRows, float[]> Fit(
        DenseRows rows,
        float[] targets,
        int classes,
        ulong seed,
        CancellationToken ct
    )
    {
        var layout = new LayerSizes(rows.Width, 64, 32, Math.Max(1, classes));
        int batch = Math.Min(Batch, rows.Rows),
            steps = Math.Clamp(Epochs * rows.Rows / batch, MinSteps, MaxSteps);
        using var span = GraphTraces.Train("network");
        using var device = SessionSettings();
        using var session = new InferenceSession(StepGraph(layout, batch, classes, steps), device);
        using var options = new RunOptions();
        OrtValue[] state =
        [
            Vector(layout.Initial(seed)),
            Vector(new float[layout.Size]),
            Vector(new float[layout.Size]),
        ];
        try
        {
            int[] order = [];
            float[] x = new float[batch * rows.Width],
                y = new float[batch * layout.Outputs];
            int perEpoch = rows.Rows / batch;
            for (int step = 0; step < steps; step++)
            {
                ct.ThrowIfCancellationRequested();
                if (step % perEpoch == 0)
                {
                    order = new TrainingRandom(seed, DrawPurpose.Batch, step / perEpoch).Order(rows.Rows);
                }
                Fill(rows, targets, classes, order.AsSpan(step % perEpoch * batch, batch), x, y);
                using var xValue = OrtValue.CreateTensorValueFromMemory(x, [batch, rows.Width]);
                using var yValue = OrtValue.CreateTensorValueFromMemory(y, [batch, layout.Outputs]);
                using var stepValue = OrtValue.CreateTensorValueFromMemory(new float[] { step + 1 }, []);
                using var made = session.Run(
                    options,
                    [X, Y, Step, .. State],
                    [xValue, yValue, stepValue, .. state],
                    [.. State.Select(Next)]
                );
                for (int i = 0; i < state.Length; i++)
                {
                    made[i].GetTensorDataAsSpan<float>().CopyTo(state[i].GetTensorMutableDataAsSpan<float>());
                }
            }

            span.Ran(Device.Cpu.Provider, steps);
            float[] weights = state[0].GetTensorDataAsSpan<float>().ToArray();
            return others => Answer(layout, weights, classes, others);
        }
        finally
        {
            foreach (var value in state)
            {
                value.Dispose();
            }
        }

        OrtValue Vector(float[] values) => OrtValue.CreateTensorValueFromMemory(values, [layout.Size]);
    }

    private static float[] Answer(LayerSizes layout, float[] weights, int classes, DenseRows rows)
    {
        using var settings = SessionSettings();
        using var session = new InferenceSession(AnswerGraph(layout, classes), settings);
        using var options = new RunOptions();
        using var weightValue = OrtValue.CreateTensorValueFromMemory(weights, [layout.Size]);
        var answers = new float[rows.Rows * layout.Outputs];
        for (int start = 0; start < rows.Rows; start += AnswerRows)
        {
            int count = Math.Min(AnswerRows, rows.Rows - start);
            float[] x = rows.Cells.AsSpan(start * rows.Width, count * rows.Width).ToArray();
            using var xValue = OrtValue.CreateTensorValueFromMemory(x, [count, rows.Width]);
            using var made = session.Run(options, [X, State[0]], [xValue, weightValue], [Answers]);
            made[0].GetTensorDataAsSpan<float>().CopyTo(answers.AsSpan(start * layout.Outputs));
        }

        return answers;
    }

    private static byte[] StepGraph(LayerSizes layout, int batch, int classes, int steps)
    {
        var graph = new GraphBuilder("network step");
        var tape = new Tape(graph);
        Node x = graph.Input(X, ElementType.Float, batch, layout.Width),
            y = graph.Input(Y, ElementType.Float, batch, layout.Outputs);
        Node step = graph.Input(Step, ElementType.Float);
        Node[] state = [.. State.Select(name => graph.Input(name, ElementType.Float, layout.Size))];
        Node output = layout.Forward(tape, tape.Watch(state[0]), x);
        Node loss;
        if (classes == 0)
        {
            Node off = tape.Sub(output, y);
            loss = tape.ReduceMean(tape.Mul(off, off), 0, 1);
        }
        else
        {
            loss = tape.ReduceMean(tape.SoftmaxCrossEntropy(output, y, graph.ReduceSum(y, 1)), 0);
        }

        Node gradient = tape.Gradients(loss, [state[0]])[0];
        Node rate = AdamW.Schedule(graph, step, Rate, Math.Max(1, steps / 20), steps);
        var next = AdamW.Step(
            graph,
            new AdamW.State(state[0], state[1], state[2]),
            gradient,
            graph.Scalar(Decay),
            rate,
            step,
            Clip
        );
        foreach (var (name, value) in State.Zip([next.Parameters, next.Mean, next.Square]))
        {
            graph.Output(Next(name), value);
        }
        return graph.ToModel();
    }

    private static byte[] AnswerGraph(LayerSizes layout, int classes)
    {
        var graph = new GraphBuilder("network");
        Node x = graph.Input(X, ElementType.Float, Node.Batch, layout.Width);
        Node output = layout.Forward(new Tape(graph), graph.Input(State[0], ElementType.Float, layout.Size), x);
        graph.Output(Answers, classes == 0 ? output : graph.Softmax(output));
        return graph.ToModel();
    }

    private static void Fill(
        DenseRows rows,
        float[] targets,
        int classes,
        ReadOnlySpan<int> batch,
        float[] x,
        float[] y
    )
    {
        int outputs = Math.Max(1, classes);
        Array.Clear(y);
        for (int i = 0; i < batch.Length; i++)
        {
            rows.Cells.AsSpan(batch[i] * rows.Width, rows.Width).CopyTo(x.AsSpan(i * rows.Width));
            if (classes == 0)
            {
                y[i] = targets[batch[i]];
            }
            else
            {
                y[(i * outputs) + (int)targets[batch[i]]] = 1;
            }
        }
    }

    private static SessionOptions SessionSettings() => Device.Cpu.Settings(threads: 1);

    private static string Next(string state) => state + "'";

    /// <summary>The position of each layer's weights in the vector of all weights.</summary>
    private sealed record LayerSizes(int Width, int First, int Second, int Outputs)
    {
        private int[] Sizes => [Width, First, Second, Outputs];

        public int Size => Enumerable.Range(0, 3).Sum(layer => (Sizes[layer] + 1) * Sizes[layer + 1]);

        /// <summary>
        /// Draws the initial weights from a normal distribution of variance 2/fan-in; biases are 0. He et al. (2015),
        /// <see href="https://doi.org/10.1109/ICCV.2015.123"/>.
        /// </summary>
        public float[] Initial(ulong seed)
        {
            var draws = new TrainingRandom(seed, DrawPurpose.Weights, 0);
            var weights = new float[Size];
            int at = 0;
            for (int layer = 0; layer < 3; layer++)
            {
                double deviation = Math.Sqrt(2.0 / Sizes[layer]);
                for (int k = 0; k < Sizes[layer] * Sizes[layer + 1]; k++)
                {
                    weights[at++] = (float)(deviation * draws.Normal());
                }
                at += Sizes[layer + 1];
            }

            return weights;
        }

        public Node Forward(Tape tape, Node weights, Node x)
        {
            int at = 0;
            for (int layer = 0; layer < 3; layer++)
            {
                int inputs = Sizes[layer],
                    outputs = Sizes[layer + 1];
                Node matrix = tape.Reshape(tape.Slice(weights, 0, at, inputs * outputs), inputs, outputs);
                at += inputs * outputs;
                Node bias = tape.Reshape(tape.Slice(weights, 0, at, outputs), 1, outputs);
                at += outputs;
                x = tape.Add(tape.MatMul(x, matrix), bias);
                if (layer < 2)
                {
                    x = tape.Relu(x);
                }
            }

            return x;
        }
    }
}
