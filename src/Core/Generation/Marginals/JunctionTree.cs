namespace AethergenAI.Generation.Marginals;

/// <summary>
/// A tree of cliques in which the attributes that two cliques share are in every clique between them,
/// so that sums over the whole joint distribution become sums over cliques. Parents come before their children.
/// Axes are in the tree's own order, in which the attributes that a clique shares with its parent come before the rest.
/// </summary>
internal sealed class JunctionTree
{
    private JunctionTree(int[] sizes, IReadOnlyList<TreeClique> cliques, int[] rank) =>
        (Sizes, Cliques, Rank) = (sizes, cliques, rank);

    internal int[] Sizes { get; }

    internal IReadOnlyList<TreeClique> Cliques { get; }

    /// <summary>Each attribute's position in the tree's order.</summary>
    internal int[] Rank { get; }

    /// <param name="sizes">The number of tokens of every attribute.</param>
    /// <param name="cliques">Sets of attributes; each must be in some clique of the tree.</param>
    internal static JunctionTree Of(int[] sizes, IEnumerable<int[]> cliques)
    {
        var maximal = Elimination.MaximalCliques(Elimination.Order(sizes, cliques));
        var placed = new List<TreeClique>();
        int[] rank = new int[sizes.Length];
        rank.AsSpan().Fill(-1);
        int next = 0;
        foreach (var (clique, parent) in SpanningTree(maximal))
        {
            foreach (int attribute in maximal[clique].Where(attribute => rank[attribute] < 0))
            {
                rank[attribute] = next++;
            }
            int[] axes = [.. maximal[clique].OrderBy(attribute => rank[attribute])];
            int[] separator =
                parent < 0 ? [] : [.. axes.Where(attribute => Array.IndexOf(placed[parent].Axes, attribute) >= 0)];
            int rows = (int)CellIndexing.Count(separator, sizes),
                columns = (int)CellIndexing.Count(axes.AsSpan(separator.Length), sizes);
            placed.Add(new TreeClique(axes, separator, parent, rows, columns));
        }

        return new JunctionTree(sizes, placed, rank);
    }

    /// <summary>The attributes in the tree's order.</summary>
    internal int[] InOrder(IEnumerable<int> attributes) => [.. attributes.OrderBy(attribute => Rank[attribute])];

    /// <summary>The smallest clique that contains all of these attributes; −1 if none does.</summary>
    internal int Home(ReadOnlySpan<int> attributes)
    {
        int home = -1;
        for (int clique = 0; clique < Cliques.Count; clique++)
        {
            bool holds = true;
            foreach (int attribute in attributes)
            {
                holds &= Array.IndexOf(Cliques[clique].Axes, attribute) >= 0;
            }
            if (holds && (home < 0 || Cliques[clique].Cells < Cliques[home].Cells))
            {
                home = clique;
            }
        }

        return home;
    }

    /// <summary>
    /// The maximum spanning tree by the number of shared attributes (Prim's algorithm);
    /// it is a junction tree (Jensen and Jensen 1994).
    /// </summary>
    private static List<(int Clique, int ParentPlace)> SpanningTree(List<int[]> cliques)
    {
        var placed = new List<(int Clique, int ParentPlace)>();
        int[] shared = new int[cliques.Count],
            nearest = new int[cliques.Count];
        shared.AsSpan().Fill(-1);
        nearest.AsSpan().Fill(-1);
        var left = Enumerable.Range(0, cliques.Count).ToList();
        while (left.Count > 0)
        {
            int next = left.MaxBy(clique => shared[clique]);
            left.Remove(next);
            placed.Add((next, nearest[next]));
            foreach (int other in left)
            {
                int common = cliques[other].Count(attribute => Array.IndexOf(cliques[next], attribute) >= 0);
                if (common > shared[other])
                {
                    (shared[other], nearest[other]) = (common, placed.Count - 1);
                }
            }
        }

        return placed;
    }
}

/// <param name="Axes">The attributes, those of the separator first.</param>
/// <param name="Separator">The attributes shared with the parent.</param>
/// <param name="Parent">The parent's index; −1 for the root.</param>
/// <param name="Rows">The number of cells of the separator.</param>
/// <param name="Columns">The number of cells of the other attributes: the table is Rows × Columns.</param>
internal sealed record TreeClique(int[] Axes, int[] Separator, int Parent, int Rows, int Columns)
{
    internal int Cells => Rows * Columns;
}
