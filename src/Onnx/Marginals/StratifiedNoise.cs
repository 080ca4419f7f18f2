using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Marginals;

/// <summary>
/// Noise that is spread evenly over the rows of a block. For each column the rows are sorted by the parents' cell,
/// then by the previous token, then by their order for the previous column; in that order they get the points of
/// a randomly shifted golden-ratio sequence, <c>frac(k·φ + shift)</c>. Any m neighbouring points have discrepancy
/// O(log m / m) (Kuipers &amp; Niederreiter 1974, chapter 2), so the count of a cell differs from its expectation by
/// about one row instead of the square root. The shift is uniform: the distribution of each row is exactly the model's.
/// </summary>
internal sealed class StratifiedNoise
{
    private static readonly float[] Golden =
    [
        .. Enumerable.Range(0, RowSampler.BlockRows).Select(k => (float)(k * 0.61803398874989485 % 1)),
    ];

    private readonly GraphBuilder graph;
    private readonly Node shifts,
        numbers,
        points;
    private Node rank;
    private Node? token;
    private int size = 1;

    /// <param name="noise">Float [N, D], N at most the rows of a block.</param>
    internal StratifiedNoise(GraphBuilder graph, Node noise)
    {
        this.graph = graph;
        numbers = graph.RowNumbers(noise);
        // The shifts are the first row's noise. Its last 12 bits, practically independent of the rest, give the first
        // order.
        shifts = graph.Rows(noise, graph.Constant([0L], 1));
        Node fine = graph.Mul(graph.Columns(noise, [0]), graph.Scalar(2048));
        rank = graph.Ranks(graph.Reshape(graph.Sub(fine, graph.Floor(fine)), Node.Batch), numbers);
        points = graph.Constant(Golden, Golden.Length);
    }

    /// <param name="cell">The parents' cell; Int32 [N, 1] or [1, 1].</param>
    /// <returns>Float [N, 1], in [0, 1).</returns>
    internal Node Unit(int column, Node cell)
    {
        if (token is not null)
        {
            Node key = graph.Cast(cell, ElementType.Int64);
            key = graph.Add(graph.Mul(key, graph.Constant([(long)size], 1)), graph.Cast(token, ElementType.Int64));
            key = graph.Add(
                graph.Mul(graph.Reshape(key, Node.Batch), graph.Constant([(long)RowSampler.BlockRows], 1)),
                rank
            );
            rank = graph.Ranks(key, numbers);
        }

        Node shifted = graph.Add(
            graph.Reshape(graph.Gather(points, rank), Node.Batch, 1),
            graph.Columns(shifts, [column])
        );
        return graph.Sub(shifted, graph.Floor(shifted));
    }

    /// <summary>Records the drawn column, which the order for the next one depends on.</summary>
    internal void Drawn(Node drawn, int tokens) => (token, size) = (drawn, tokens);
}
