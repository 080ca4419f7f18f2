using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Trees;

/// <summary>
/// The mutual information of model columns, in nats, on groups of their tokens; "absent" is a group of its own.
/// </summary>
internal static class MutualInformation
{
    private const int MaxOrdered = 16,
        MaxUnordered = 32;

    /// <param name="rows">The rows to count.</param>
    /// <returns>A symmetric matrix with the entropies on the diagonal.</returns>
    /// <remarks>
    /// O(columns² · (rows + groups²)), on all processors. Shannon (1948),
    /// <see href="https://doi.org/10.1002/j.1538-7305.1948.tb01338.x"/>.
    /// </remarks>
    internal static double[][] Of(IReadOnlyList<TokenColumn> columns, int[] rows, CancellationToken ct)
    {
        int[] counts = new int[columns.Count];
        var groups = new byte[columns.Count][];
        for (int column = 0; column < columns.Count; column++)
        {
            groups[column] = Group(columns[column], rows, out counts[column]);
        }
        var logs = new XLogX(rows.Length);
        var information = new double[columns.Count][];
        Parallel.For(0, columns.Count, new ParallelOptions { CancellationToken = ct }, a =>
        {
            information[a] = new double[columns.Count];
            for (int b = 0; b <= a; b++)
            {
                information[a][b] = Between(groups[a], counts[a], groups[b], counts[b], logs);
            }
        });
        for (int a = 0; a < columns.Count; a++)
        {
            for (int b = 0; b < a; b++)
            {
                information[b][a] = information[a][b];
            }
        }

        return information;
    }

    private static byte[] Group(TokenColumn column, int[] rows, out int count)
    {
        int[]? groupOf = TokenGroups.Of(column.Counts(), column.Ordered, column.Ordered ? MaxOrdered : MaxUnordered);
        int absent = TokenGroups.Count(groupOf, column.Count);
        count = absent + 1;
        return Array.ConvertAll(rows, row =>
            (byte)(column.Tokens[row] is var token && token < 0 ? absent : groupOf?[token] ?? token)
        );
    }

    private static double Between(byte[] first, int firstCount, byte[] second, int secondCount, XLogX logs)
    {
        int[] joint = new int[firstCount * secondCount],
            left = new int[firstCount],
            right = new int[secondCount];
        for (int row = 0; row < first.Length; row++)
        {
            joint[(first[row] * secondCount) + second[row]]++;
            left[first[row]]++;
            right[second[row]]++;
        }

        double sum = logs[first.Length];
        foreach (int count in joint)
        {
            sum += logs[count];
        }
        foreach (int count in left)
        {
            sum -= logs[count];
        }
        foreach (int count in right)
        {
            sum -= logs[count];
        }
        return Math.Max(0, sum / Math.Max(1, first.Length));
    }
}
