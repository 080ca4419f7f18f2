using System.Numerics;

namespace AethergenAI.Generation.Marginals;

/// <summary>
/// The order in which attributes are summed out of a graphical model. Next comes the attribute whose elimination
/// adds the fewest edges between its neighbours (min-fill); among equals, the one with the smallest table.
/// Finding the best order is NP-hard; this greedy one is Kjærulff's (1990).
/// </summary>
internal static class Elimination
{
    /// <summary>An attribute and its remaining neighbours when it is eliminated.</summary>
    internal sealed record Step(int Attribute, int[] Neighbours);

    /// <param name="sizes">The number of tokens of every attribute.</param>
    /// <param name="cliques">Sets of attributes that are connected to each other.</param>
    /// <param name="last">Attributes that are never eliminated; null: none.</param>
    /// <remarks>O(D³ · degree / 64).</remarks>
    internal static List<Step> Order(int[] sizes, IEnumerable<int[]> cliques, ReadOnlySpan<bool> last = default)
    {
        int count = sizes.Length,
            words = (count + 63) / 64;
        var near = new ulong[count][];
        for (int attribute = 0; attribute < count; attribute++)
        {
            near[attribute] = new ulong[words];
        }
        foreach (int[] clique in cliques)
        {
            foreach (int attribute in clique)
            {
                foreach (int other in clique)
                {
                    if (other != attribute)
                    {
                        near[attribute][other >> 6] |= 1UL << other;
                    }
                }
            }
        }

        double[] logSizes = [.. sizes.Select(size => Math.Log(size))];
        var left = new List<int>();
        for (int attribute = 0; attribute < count; attribute++)
        {
            if (last.IsEmpty || !last[attribute])
            {
                left.Add(attribute);
            }
        }
        var steps = new List<Step>(left.Count);
        int[] fills = new int[count];
        fills.AsSpan().Fill(-1);
        while (left.Count > 0)
        {
            int best = -1;
            double bestSize = 0;
            foreach (int attribute in left)
            {
                if (fills[attribute] < 0)
                {
                    fills[attribute] = Fill(near, attribute);
                }
                if (best >= 0 && fills[attribute] > fills[best])
                {
                    continue;
                }
                double size = logSizes[attribute];
                foreach (int other in AttributeSet.Of(near[attribute]))
                {
                    size += logSizes[other];
                }
                if (best < 0 || fills[attribute] < fills[best] || size < bestSize)
                {
                    (best, bestSize) = (attribute, size);
                }
            }

            int[] neighbours = AttributeSet.Of(near[best]).ToArray();
            steps.Add(new Step(best, neighbours));
            left.Remove(best);
            Remove(near, best, neighbours, fills);
        }

        return steps;
    }

    /// <summary>
    /// The number of cells of all maximal cliques of these steps; infinite if one of them is larger than any array.
    /// </summary>
    internal static double TotalCells(int[] sizes, IReadOnlyList<Step> steps)
    {
        double total = 0;
        foreach (int[] clique in MaximalCliques(steps))
        {
            total += CellIndexing.Count(clique, sizes);
        }
        return total;
    }

    internal static List<int[]> MaximalCliques(IReadOnlyList<Step> steps)
    {
        var maximal = new List<int[]>();
        foreach (var step in steps)
        {
            // Every clique that could contain this one came before it, because later cliques lack
            // the attribute that was eliminated.
            if (maximal.Any(clique => Holds(clique, step)))
            {
                continue;
            }
            maximal.Add([step.Attribute, .. step.Neighbours]);
        }

        return maximal;

        static bool Holds(int[] clique, Step step) =>
            Array.IndexOf(clique, step.Attribute) >= 0
            && Array.TrueForAll(step.Neighbours, other => Array.IndexOf(clique, other) >= 0);
    }

    private static void Remove(ulong[][] near, int gone, int[] neighbours, int[] fills)
    {
        foreach (int neighbour in neighbours)
        {
            for (int word = 0; word < near[gone].Length; word++)
            {
                near[neighbour][word] |= near[gone][word];
            }
            near[neighbour][neighbour >> 6] &= ~(1UL << neighbour);
            near[neighbour][gone >> 6] &= ~(1UL << gone);
            fills[neighbour] = -1;
        }

        // An added edge can change the fill counts of all neighbours of its ends.
        foreach (int neighbour in neighbours)
        {
            foreach (int other in AttributeSet.Of(near[neighbour]))
            {
                fills[other] = -1;
            }
        }
    }

    /// <summary>The number of pairs of an attribute's neighbours that are not connected to each other.</summary>
    private static int Fill(ulong[][] near, int attribute)
    {
        int missing = 0;
        foreach (int neighbour in AttributeSet.Of(near[attribute]))
        {
            for (int word = 0; word < near[attribute].Length; word++)
            {
                missing += BitOperations.PopCount(near[attribute][word] & ~near[neighbour][word]);
            }

            missing--; // nobody is their own neighbour
        }

        return missing / 2;
    }
}
