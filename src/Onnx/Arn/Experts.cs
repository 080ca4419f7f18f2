using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// A mixture of experts with top-k gating: a row's gates are the k greatest values of a softmax, scaled to a sum
/// of one. Shazeer et al. (2017), <see href="https://arxiv.org/abs/1701.06538"/>. The load loss is that of Fedus,
/// Zoph &amp; Shazeer (2022), <see href="https://arxiv.org/abs/2101.03961"/>:
/// E·Σ (share of rows sent to e)·(mean probability of e), which is 1 for an even load.
/// </summary>
internal static class Experts
{
    /// <param name="inner">[N, E·units]: every expert's hidden units, side by side.</param>
    /// <param name="logits">[N, E].</param>
    /// <returns>The units multiplied by their expert's gate, and the load loss, [1, 1].</returns>
    internal static (Node Gated, Node Load) Gate(Tape tape, Node inner, Node logits, int active)
    {
        var graph = tape.Graph;
        int experts = (int)logits.Shape[1],
            units = (int)inner.Shape[1] / experts;
        Node probabilities = tape.Softmax(logits);
        Node chosen = Chosen(graph, probabilities, active);
        Node cut = tape.Mul(probabilities, chosen);
        Node gates = tape.Div(cut, tape.ReduceSum(cut, 1));
        Node spread = tape.MatMul(gates, Spread(graph, experts, units));
        Node share = graph.Mul(graph.ReduceMean(chosen, 0), graph.Scalar((float)experts / active));
        return (tape.Mul(inner, spread), tape.ReduceSum(tape.Mul(tape.ReduceMean(probabilities, 0), share), 1));
    }

    /// <summary>1 for a row's <paramref name="active"/> greatest values, 0 for the others.</summary>
    internal static Node Chosen(GraphBuilder graph, Node probabilities, int active)
    {
        Node least = graph.Slice(graph.Largest(probabilities, active), 1, active - 1, 1);
        return graph.Cast(graph.LessOrEqual(least, probabilities), ElementType.Float);
    }

    /// <summary>Repeats each gate for its expert's units.</summary>
    internal static Node Spread(GraphBuilder graph, int experts, int units)
    {
        float[] copies = new float[experts * experts * units];
        for (int i = 0; i < experts * units; i++)
        {
            copies[(i / units * experts * units) + i] = 1;
        }
        return graph.Constant(copies, experts, experts * units);
    }
}
