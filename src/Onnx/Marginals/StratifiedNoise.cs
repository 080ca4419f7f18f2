using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Marginals;

/// <summary>
/// Noise that is even over the rows of a block. For each column the rows are sorted by the parents' cell,
/// then by the token before, then as they were sorted for the column before;
/// in that order they get the points of a randomly shifted golden-ratio sequence, <c>frac(k·φ + shift)</c>.
/// Any stretch of m neighbours then holds points that are even to within O(log m / m) (Kuipers &amp; Niederreiter 1974,
/// chapter 2), so that every cell is met to about a row instead of its square root. The shift is uniform:
/// each row's own distribution stays exactly the model's.
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
        // The shifts are the first row's noise; whose last 12 bits, which are as good as independent of it,
        // make the first order.
        shifts = graph.Rows(noise, graph.Constant([0L], 1));
        Node fine = graph.Mul(graph.Columns(noise, [0]), graph.Scalar(2048));
        rank = graph.Ranks(graph.Reshape(graph.Sub(fine, graph.Floor(fine)), Node.Batch), numbers);
        points = graph.Constant(Golden, Golden.Length);
    }

    /// <param name="cell">Of the parents; Int32 [N, 1] or [1, 1].</param>
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

    /// <summary>Takes note of the column that was drawn, to spread the next one over.</summary>
    internal void Drawn(Node drawn, int tokens) => (token, size) = (drawn, tokens);
}
