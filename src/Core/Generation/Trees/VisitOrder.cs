using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Trees;

/// <summary>In which order columns are drawn.</summary>
public static class VisitOrder
{
    public const string Size = "size",
        Information = "mutual-information",
        Schema = "fixed";

    /// <param name="how">
    /// <see cref="Size"/>: columns of few tokens first, which every later tree can then use whole;
    /// <see cref="Information"/>: each time the column that those before it tell most about,
    /// beginning with the one that tells most of all others; <see cref="Schema"/>: as they stand.
    /// </param>
    /// <param name="first">Columns that come before all others.</param>
    /// <returns>Every column once; a column comes after those that say whether a row has it.</returns>
    internal static int[] Of(
        IReadOnlyList<TokenColumn> columns,
        MissingRule[] absences,
        double[][] information,
        string how,
        IReadOnlyList<int> first
    )
    {
        int[] wanted = how switch
        {
            Size => [.. Enumerable.Range(0, columns.Count).OrderBy(column => columns[column].Count)],
            Information => Greedy(information),
            _ => [.. Enumerable.Range(0, columns.Count)],
        };
        var order = new List<int>(first);
        foreach (int column in wanted)
        {
            Visit(column);
        }
        return [.. order];

        void Visit(int column)
        {
            if (order.Contains(column))
            {
                return;
            }
            foreach (int needed in absences[column].Needs)
            {
                Visit(needed);
            }
            order.Add(column);
        }
    }

    private static int[] Greedy(double[][] information)
    {
        int columns = information.Length;
        double[] told =
        [
            .. Enumerable.Range(0, columns).Select(column => information[column].Sum() - information[column][column]),
        ];
        var left = Enumerable.Range(0, columns).ToList();
        var order = new List<int>();
        while (left.Count > 0)
        {
            int next = left.MaxBy(column => told[column]);
            left.Remove(next);
            if (order.Count == 0)
            {
                Array.Clear(told);
            }
            order.Add(next);
            foreach (int column in left)
            {
                told[column] += information[next][column];
            }
        }

        return [.. order];
    }
}
