namespace AethergenAI.Onnx.Graphs;

/// <summary>
/// The common contract of sampler graphs: inputs <c>noise</c> and <c>given</c>, output <c>tokens</c>.
/// </summary>
internal static class SamplerGraph
{
    internal const string Noise = "noise",
        Given = "given",
        Tokens = "tokens";

    /// <param name="columns">D, the number of model columns.</param>
    /// <param name="sample">Maps noise and given tokens to tokens, Int32 [N, D]; its tokens of given columns are
    /// ignored.</param>
    internal static byte[] Build(int columns, Func<GraphBuilder, Node, Node, Node> sample)
    {
        var graph = new GraphBuilder("sampler");
        Node noise = graph.Input(Noise, ElementType.Float, Node.Batch, columns);
        Node given = graph.Input(Given, ElementType.Int32, Node.Batch, columns);
        Node tokens = columns == 0 ? given : sample(graph, noise, given);
        graph.Output(Tokens, graph.Where(graph.Less(given, graph.Constant([0], 1)), tokens, given));
        return graph.ToModel();
    }
}
