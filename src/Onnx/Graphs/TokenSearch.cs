using System.Runtime.InteropServices;

namespace AethergenAI.Onnx.Graphs;

/// <summary>The tokens of a column as consecutive intervals of a line.</summary>
/// <param name="Thresholds">The upper ends of all intervals but the last, ascending.</param>
/// <param name="Tokens">The tokens in the order of their intervals.</param>
internal sealed record TokenLine(IReadOnlyList<float> Thresholds, IReadOnlyList<int> Tokens);

internal static class TokenSearch
{
    /// <summary>
    /// Finds the token whose interval contains each number: a binary search of all columns at once, with one gather and
    /// one comparison for each bit of the longest column's position. A number on a threshold belongs to the token above
    /// it.
    /// </summary>
    /// <param name="numbers">Float [N, D].</param>
    /// <param name="lines">One for each column.</param>
    /// <returns>Int32 [N, D].</returns>
    internal static Node Find(GraphBuilder graph, Node numbers, IReadOnlyList<TokenLine> lines)
    {
        int columns = lines.Count;
        int[] bits = [.. lines.Select(line => Bits(line.Tokens.Count))];
        int[] offsets = new int[columns];
        var thresholds = new List<float>();
        var tokens = new List<int>();
        for (int column = 0; column < columns; column++)
        {
            offsets[column] = thresholds.Count;
            int padding = (1 << bits[column]) - lines[column].Tokens.Count;
            // Entry j is where token j begins. The padding to a power of two begins beyond every number.
            thresholds.AddRange([
                float.NegativeInfinity,
                .. lines[column].Thresholds,
                .. Enumerable.Repeat(float.PositiveInfinity, padding),
            ]);
            tokens.AddRange([.. lines[column].Tokens, .. Enumerable.Repeat(0, padding)]);
        }

        Node table = graph.Constant(CollectionsMarshal.AsSpan(thresholds), thresholds.Count);
        Node position = graph.Constant(offsets, 1, columns);
        for (int bit = bits.DefaultIfEmpty().Max() - 1; bit >= 0; bit--)
        {
            int stride = 1 << bit;
            Node further = graph.Add(
                position,
                graph.Constant([.. bits.Select(count => bit < count ? stride : 0)], 1, columns)
            );
            position = graph.Where(graph.LessOrEqual(graph.Gather(table, further), numbers), further, position);
        }

        // If every column has only one token, nothing was compared and the positions lack the row dimension.
        if (position.Shape[0] != Node.Batch)
        {
            position = graph.Where(graph.Less(numbers, numbers), position, position);
        }
        return graph.Gather(graph.Constant(CollectionsMarshal.AsSpan(tokens), tokens.Count), position);
    }

    private static int Bits(int tokens) => tokens <= 1 ? 0 : System.Numerics.BitOperations.Log2((uint)tokens - 1) + 1;
}
