using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Tests.Graphs;

/// <summary>Whole training steps against the same steps written out in plain C#, in double precision.</summary>
public sealed class TrainingStepTests
{
    private const int Rows = 5,
        Inputs = 3,
        Hidden = 4,
        Classes = 3,
        Size = (Inputs * Hidden) + Hidden + (Hidden * Classes);
    private const float Peak = 0.05f,
        Clip = 0.4f,
        Decay = 0.1f;
    private const int Warmup = 3,
        Steps = 12;

    [Fact]
    public void Steps_of_a_small_network_are_those_of_plain_code()
    {
        var random = new Random(2);
        float[] x = [.. Enumerable.Range(0, Rows * Inputs).Select(_ => (random.NextSingle() * 2) - 1)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % Classes)];
        float[] start = [.. Enumerable.Range(0, Size).Select(_ => (random.NextSingle() * 2) - 1)];
        float[][] state = [start, new float[Size], new float[Size]];
        double[] parameters = [.. start.Select(value => (double)value)],
            mean = new double[Size],
            square = new double[Size];
        using var run = new GraphRun(Graph(labels));
        for (int step = 1; step <= Steps; step++)
        {
            float[][] found = run.Of(
                ("x", x, [Rows, Inputs]),
                ("parameters", state[0], [Size]),
                ("mean", state[1], [Size]),
                ("square", state[2], [Size]),
                ("step", [step], [])
            );
            state = found[1..4];
            double loss = Step(x, labels, parameters, mean, square, step);
            // Twelve steps in float32 of numbers around 1: relative errors of 10⁻⁷ each, some tens of operations,
            // magnified by Adam's division by √v at most as √v is small (here above 10⁻³).
            Assert.Equal(loss, found[0][0], 1e-4);
            for (int i = 0; i < Size; i++)
            {
                Assert.Equal(parameters[i], state[0][i], 1e-4);
            }
        }
    }

    private static GraphBuilder Graph(int[] labels)
    {
        var graph = new GraphBuilder("step");
        var tape = new Tape(graph);
        Node x = graph.Input("x", ElementType.Float, Rows, Inputs);
        Node parameters = tape.Watch(graph.Input("parameters", ElementType.Float, Size));
        var state = new AdamW.State(
            parameters,
            graph.Input("mean", ElementType.Float, Size),
            graph.Input("square", ElementType.Float, Size)
        );
        Node step = graph.Input("step", ElementType.Float);
        Node[] parts = tape.Split(parameters, 0, [Inputs * Hidden, Hidden, Hidden * Classes]);
        Node hidden = tape.Relu(tape.Add(tape.MatMul(x, tape.Reshape(parts[0], Inputs, Hidden)), parts[1]));
        Node logits = tape.MatMul(hidden, tape.Reshape(parts[2], Hidden, Classes));
        Node targets = graph.OneHot(graph.Constant(labels, Rows), Classes);
        Node loss = tape.ReduceMean(tape.SoftmaxCrossEntropy(logits, targets, graph.ReduceSum(targets, 1)), 0, 1);
        Node gradient = tape.Gradients(loss, [parameters])[0];
        var next = AdamW.Step(
            graph,
            state,
            gradient,
            graph.Scalar(Decay),
            AdamW.Schedule(graph, step, Peak, Warmup, Steps),
            step,
            Clip
        );
        graph.Output("loss", graph.Reshape(loss, 1));
        graph.Output("parameters'", next.Parameters);
        graph.Output("mean'", next.Mean);
        graph.Output("square'", next.Square);
        return graph;
    }

    private static double Step(float[] x, int[] labels, double[] p, double[] mean, double[] square, int step)
    {
        double[] gradient = new double[Size];
        double loss = 0;
        for (int row = 0; row < Rows; row++)
        {
            double[] before = new double[Hidden],
                hidden = new double[Hidden],
                logits = new double[Classes];
            for (int h = 0; h < Hidden; h++)
            {
                before[h] =
                    p[(Inputs * Hidden) + h]
                    + Enumerable.Range(0, Inputs).Sum(i => x[(row * Inputs) + i] * p[(i * Hidden) + h]);
                hidden[h] = Math.Max(0, before[h]);
                for (int c = 0; c < Classes; c++)
                {
                    logits[c] += hidden[h] * p[(Inputs * Hidden) + Hidden + (h * Classes) + c];
                }
            }

            double total = logits.Sum(Math.Exp);
            loss += (Math.Log(total) - logits[labels[row]]) / Rows;
            for (int h = 0; h < Hidden; h++)
            {
                double back = 0;
                for (int c = 0; c < Classes; c++)
                {
                    double error = ((Math.Exp(logits[c]) / total) - (labels[row] == c ? 1 : 0)) / Rows;
                    int at = (Inputs * Hidden) + Hidden + (h * Classes) + c;
                    gradient[at] += error * hidden[h];
                    back += error * p[at];
                }

                back *= before[h] > 0 ? 1 : 0;
                gradient[(Inputs * Hidden) + h] += back;
                for (int i = 0; i < Inputs; i++)
                {
                    gradient[(i * Hidden) + h] += back * x[(row * Inputs) + i];
                }
            }
        }

        double norm = Math.Sqrt(gradient.Sum(g => g * g)),
            scale = Math.Min(1, Clip / norm);
        double done = Math.Clamp((step - Warmup) / (double)(Steps - Warmup), 0, 1);
        double rate = Peak * Math.Min(1, step / (double)Warmup) * ((0.495 * (1 + Math.Cos(Math.PI * done))) + 0.01);
        for (int i = 0; i < Size; i++)
        {
            double g = gradient[i] * scale;
            mean[i] = (AdamW.Beta1 * mean[i]) + ((1 - AdamW.Beta1) * g);
            square[i] = (AdamW.Beta2 * square[i]) + ((1 - AdamW.Beta2) * g * g);
            double move =
                mean[i]
                / (1 - Math.Pow(AdamW.Beta1, step))
                / (Math.Sqrt(square[i] / (1 - Math.Pow(AdamW.Beta2, step))) + AdamW.Epsilon);
            p[i] -= rate * (move + (Decay * p[i]));
        }

        return loss;
    }
}
