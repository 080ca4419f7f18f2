using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Trees;

/// <summary>The order in which columns are drawn.</summary>
public static class VisitOrder
{
    public const string Size = "size",
        Information = "mutual-information",
        Schema = "fixed";

    /// <param name="how"><see cref="Size"/>: columns with few tokens first, so that every later tree can use all
    /// their tokens; <see cref="Information"/>: first the column with the most information about all others,
    /// then each time the column about which the columns before it have the most information;
    /// <see cref="Schema"/>: the schema's order.</param>
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
