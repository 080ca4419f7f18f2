using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Arn;

/// <summary>The settings of a training; they depend on the data only through its size.</summary>
/// <param name="Steps">The maximum number of steps; early stopping may end before.</param>
/// <param name="Batch">Rows per step.</param>
/// <param name="Rate">The peak of the learning rate.</param>
/// <param name="Decay">AdamW's weight decay.</param>
/// <param name="Smoothing">The share of each target that goes to the marginal distribution, in [0, 1).</param>
/// <param name="FixedShare">The share of steps that use the column order of sampling;
/// the others use random orders.</param>
internal sealed record TrainingPlan(
    int Steps,
    int Batch,
    float Rate,
    float Decay,
    float Dropout,
    float Smoothing,
    double FixedShare,
    int Ahead
)
{
    internal int Warmup => Math.Clamp(Steps / 20, 1, 100);
}

/// <summary>
/// The two graphs of training: one complete step (loss, gradients, optimiser, running mean of the weights),
/// and the loss of the validation rows.
/// </summary>
internal static class TrainingGraphs
{
    internal const string Classes = "classes",
        Rows = "rows",
        Mask = "mask",
        Noise = "noise",
        NoiseRows = "noise rows",
        Step = "step";
    internal const string Loss = "loss",
        Rate = "rate",
        Expected = "expected";

    /// <summary>
    /// The weights, the gradients' running mean and mean square, and the weights' running mean. The names of the
    /// outputs end with a prime.
    /// </summary>
    internal static readonly string[] State = ["weights", "mean", "square", "average"];

    /// <summary>The weight of the experts' load loss.</summary>
    private const float LoadWeight = 0.01f;

    private const float Clip = 5;

    internal static byte[] StepGraph(ArnLayout layout, TrainingPlan plan, int rows, int noiseRows)
    {
        var graph = new GraphBuilder("training step");
        var tape = new Tape(graph);
        Node batch = Batch(graph, layout, rows);
        Node mask = graph.Input(Mask, ElementType.Float, layout.Columns.Count, layout.Columns.Count);
        Node step = graph.Input(Step, ElementType.Float);
        Node[] state = [.. State.Select(name => graph.Input(name, ElementType.Float, layout.Size))];
        Node? noise =
            plan.Dropout > 0
                ? graph.Rows(
                    graph.Input(Noise, ElementType.Float, noiseRows, layout.Columns.Count * layout.Shape.Width),
                    graph.Input(NoiseRows, ElementType.Int32, Node.Batch)
                )
                : null;

        var (losses, load) = new ArnForward(tape, layout).Losses(
            tape.Watch(state[0]),
            batch,
            mask,
            noise,
            plan.Dropout,
            plan.Smoothing
        );
        Node loss = tape.ReduceMean(losses, 0);
        Node all = load is null ? loss : tape.Add(loss, tape.Mul(load, graph.Scalar(LoadWeight)));
        Node gradient = tape.Gradients(all, [state[0]])[0];
        Node rate = AdamW.Schedule(graph, step, plan.Rate, plan.Warmup, plan.Steps);
        var next = AdamW.Step(
            graph,
            new AdamW.State(state[0], state[1], state[2]),
            gradient,
            Decay(graph, layout, plan.Decay),
            rate,
            step,
            Clip
        );
        Node average = Averaged(graph, state[3], next.Parameters, step);
        foreach (var (name, value) in State.Zip([next.Parameters, next.Mean, next.Square, average]))
        {
            graph.Output(Next(name), value);
        }
        graph.Output(Loss, graph.Reshape(loss, 1));
        graph.Output(Rate, graph.Reshape(rate, 1));
        return graph.ToModel();
    }

    /// <summary>
    /// The loss of each row and the expected frequency of each class, under the averaged weights.
    /// </summary>
    internal static byte[] ValidationGraph(ArnLayout layout, int rows)
    {
        var graph = new GraphBuilder("validation");
        Node batch = Batch(graph, layout, rows);
        Node mask = graph.Input(Mask, ElementType.Float, layout.Columns.Count, layout.Columns.Count);
        Node average = graph.Input(State[3], ElementType.Float, layout.Size);
        var forward = new ArnForward(new Tape(graph), layout);
        graph.Output(Loss, forward.Losses(average, batch, mask, null, 0, 0).Loss);
        graph.Output(Expected, forward.Expected());
        return graph.ToModel();
    }

    internal static string Next(string state) => state + "'";

    private static Node Batch(GraphBuilder graph, ArnLayout layout, int rows) =>
        graph.Rows(
            graph.Input(Classes, ElementType.Int32, rows, layout.Columns.Count),
            graph.Input(Rows, ElementType.Int32, Node.Batch)
        );

    /// <summary>
    /// The decay of each weight. Biases have none, so that decay leads to the marginal distributions.
    /// </summary>
    private static Node Decay(GraphBuilder graph, ArnLayout layout, float decay)
    {
        float[] each = new float[layout.Size];
        foreach (var part in layout.Parts)
        {
            float strength = part.Kind switch
            {
                PartKind.Bias => 0,
                PartKind.Embedding => 0.2f,
                PartKind.Head => 1.5f,
                _ => 1,
            };
            each.AsSpan(part.Start, part.Length).Fill(decay * strength);
        }

        return graph.Constant(each, each.Length);
    }

    /// <summary>
    /// The exponential running mean of the weights, over a shorter window in the first steps:
    /// a + (w − a)·max(0.01, 1 / (1 + t/10)). Polyak &amp; Juditsky (1992),
    /// <see href="https://doi.org/10.1137/0330046"/>.
    /// </summary>
    private static Node Averaged(GraphBuilder graph, Node average, Node weights, Node step)
    {
        Node share = graph.Div(graph.Scalar(1), graph.Add(graph.Scalar(1), graph.Mul(step, graph.Scalar(0.1f))));
        return graph.Add(average, graph.Mul(graph.Sub(weights, average), graph.Max(share, graph.Scalar(0.01f))));
    }
}
