namespace AethergenAI.Onnx.Graphs;

/// <summary>The frame that every sampler graph has: <c>noise</c> and <c>given</c> in, <c>tokens</c> out.</summary>
internal static class SamplerGraph
{
    internal const string Noise = "noise",
        Given = "given",
        Tokens = "tokens";

    /// <param name="columns">D.</param>
    /// <param name="sample">From noise and given tokens to tokens, Int32 [N, D];
    /// what it says of given columns does not matter.</param>
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
