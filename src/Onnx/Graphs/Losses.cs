namespace AethergenAI.Onnx.Graphs;

/// <summary>Losses, fused with the preceding operator for numerical stability.</summary>
public static class Losses
{
    /// <summary>
    /// Softmax and cross-entropy in one: for every row −Σ target·log softmax(x), as weight·(log Σ exp(x − max) )
    /// − Σ target·(x − max), where the weight is the row's sum of targets (1, or 0 for a row without a target).
    /// Its gradient is weight·softmax(x) − target, free of overflow and of cancellation.
    /// </summary>
    /// <param name="logits">Float [N, V].</param>
    /// <param name="targets">Float [N, V], each at least 0; not differentiated.</param>
    /// <param name="weights">Float [N, 1], the rows' sums of targets.</param>
    /// <returns>Float [N, 1], in nats.</returns>
    public static Node SoftmaxCrossEntropy(this Tape tape, Node logits, Node targets, Node weights)
    {
        var graph = tape.Graph;
        Node shifted = graph.Sub(logits, graph.ReduceMax(logits, 1));
        Node exponentials = graph.Exp(shifted);
        Node total = graph.ReduceSum(exponentials, 1);
        Node loss = graph.Sub(graph.Mul(weights, graph.Log(total)), graph.ReduceSum(graph.Mul(targets, shifted), 1));
        return tape.Record(loss, [logits], gradient =>
        {
            Node probabilities = graph.Mul(exponentials, graph.Div(weights, total));
            return [graph.Mul(graph.Sub(probabilities, targets), gradient)];
        });
    }
}
