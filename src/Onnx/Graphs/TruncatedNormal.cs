namespace AethergenAI.Onnx.Graphs;

/// <summary>Draws from a normal distribution truncated to an interval, by its inverse distribution function.</summary>
internal static class TruncatedNormal
{
    /// <summary>
    /// Beyond this many standard deviations the mass is 0 in float32; there the draw is the nearer end of the interval.
    /// </summary>
    private const float MinMass = 1e-7f;

    /// <param name="mean">Float [N, 1].</param>
    /// <param name="low">Float [N, 1], finite.</param>
    /// <param name="high">Float [N, 1], finite, above low.</param>
    /// <param name="unit">Float [N, 1], in (0, 1).</param>
    /// <returns>Float [N, 1], in [low, high].</returns>
    internal static Node Draw(GraphBuilder graph, Node mean, float deviation, Node low, Node high, Node unit)
    {
        Node scale = graph.Scalar(1 / deviation);
        Node a = graph.Mul(graph.Sub(low, mean), scale),
            b = graph.Mul(graph.Sub(high, mean), scale);
        // Φ keeps its precision in the lower tail but rounds to 1 in the upper, so intervals above
        // the mean are mirrored.
        Node mirrored = graph.Greater(graph.Add(a, b), graph.Scalar(0));
        Node from = graph.Where(mirrored, graph.Neg(b), a),
            to = graph.Where(mirrored, graph.Neg(a), b);
        Node below = Cumulative(graph, from),
            mass = graph.Sub(Cumulative(graph, to), below);
        Node p = graph.Add(below, graph.Mul(unit, mass));
        p = graph.Min(graph.Max(p, graph.Scalar(MinMass)), graph.Scalar(1 - MinMass));
        Node drawn = graph.Min(graph.Max(NormalQuantile.Of(graph, p), from), to);
        return graph.Add(mean, graph.Mul(graph.Where(mirrored, graph.Neg(drawn), drawn), graph.Scalar(deviation)));
    }

    /// <summary>Φ.</summary>
    internal static Node Cumulative(GraphBuilder graph, Node z)
    {
        Node erf = graph.Erf(graph.Mul(z, graph.Scalar(0.70710678f)));
        return graph.Mul(graph.Add(erf, graph.Scalar(1)), graph.Scalar(0.5f));
    }
}
