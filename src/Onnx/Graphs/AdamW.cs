namespace AethergenAI.Onnx.Graphs;

/// <summary>
/// One step of Adam with decoupled weight decay on one flat vector of parameters,
/// with gradient clipping and a learning rate schedule. Kingma &amp; Ba (2015),
/// <see href="https://arxiv.org/abs/1412.6980"/>; Loshchilov &amp; Hutter (2019),
/// <see href="https://arxiv.org/abs/1711.05101"/>; clipping by the global norm: Pascanu, Mikolov &amp; Bengio (2013),
/// <see href="https://proceedings.mlr.press/v28/pascanu13.html"/>.
/// </summary>
public static class AdamW
{
    public const float Beta1 = 0.9f,
        Beta2 = 0.99f,
        Epsilon = 1e-8f;

    /// <param name="Parameters">[P].</param>
    /// <param name="Mean">The gradients' running mean, [P].</param>
    /// <param name="Square">The gradients' running mean square, [P].</param>
    public sealed record State(Node Parameters, Node Mean, Node Square);

    /// <summary>
    /// g ← g·min(1, clip/‖g‖); m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²;
    /// θ ← θ − rate·(m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) + decay∘θ).
    /// </summary>
    /// <param name="gradient">[P].</param>
    /// <param name="decay">[P], or a scalar: the weight decay of each parameter, per unit of learning rate.</param>
    /// <param name="rate">Scalar: the learning rate of this step.</param>
    /// <param name="step">Scalar, float: the number of this step, from 1.</param>
    /// <param name="clip">The maximum norm of the gradient.</param>
    public static State Step(
        GraphBuilder graph,
        State state,
        Node gradient,
        Node decay,
        Node rate,
        Node step,
        float clip
    )
    {
        Node one = graph.Scalar(1);
        Node norm = graph.Sqrt(graph.ReduceSumSquare(gradient, 0));
        Node clipped = graph.Mul(gradient, graph.Div(graph.Scalar(clip), graph.Max(norm, graph.Scalar(clip))));
        Node mean = graph.Add(graph.Mul(state.Mean, graph.Scalar(Beta1)), graph.Mul(clipped, graph.Scalar(1 - Beta1)));
        Node square = graph.Add(
            graph.Mul(state.Square, graph.Scalar(Beta2)),
            graph.Mul(graph.Mul(clipped, clipped), graph.Scalar(1 - Beta2))
        );
        Node unbiasedMean = graph.Div(mean, graph.Sub(one, Power(graph, Beta1, step)));
        Node unbiasedSquare = graph.Div(square, graph.Sub(one, Power(graph, Beta2, step)));
        Node move = graph.Div(unbiasedMean, graph.Add(graph.Sqrt(unbiasedSquare), graph.Scalar(Epsilon)));
        Node pull = graph.Mul(state.Parameters, decay);
        return new State(graph.Sub(state.Parameters, graph.Mul(graph.Add(move, pull), rate)), mean, square);
    }

    /// <summary>
    /// A linear rise over <paramref name="warmup"/> steps, then half a cosine down to a hundredth of the peak
    /// at <paramref name="steps"/>. Loshchilov &amp; Hutter (2017), <see href="https://arxiv.org/abs/1608.03983"/>.
    /// </summary>
    /// <param name="step">Scalar, float: the number of this step, from 1.</param>
    /// <returns>Scalar.</returns>
    public static Node Schedule(GraphBuilder graph, Node step, float peak, int warmup, int steps)
    {
        Node rise = graph.Min(graph.Mul(step, graph.Scalar(1f / Math.Max(1, warmup))), graph.Scalar(1));
        Node done = graph.Mul(graph.Sub(step, graph.Scalar(warmup)), graph.Scalar(1f / Math.Max(1, steps - warmup)));
        Node angle = graph.Mul(graph.Min(graph.Max(done, graph.Scalar(0)), graph.Scalar(1)), graph.Scalar(MathF.PI));
        Node fall = graph.Add(
            graph.Mul(graph.Add(graph.Cos(angle), graph.Scalar(1)), graph.Scalar(0.495f)),
            graph.Scalar(0.01f)
        );
        return graph.Mul(graph.Mul(rise, fall), graph.Scalar(peak));
    }

    private static Node Power(GraphBuilder graph, float value, Node exponent) =>
        graph.Exp(graph.Mul(exponent, graph.Scalar(MathF.Log(value))));
}
