namespace AethergenAI.Generation.Marginals;

/// <summary>
/// A tree of cliques in which whatever two cliques share is in every clique between them,
/// so that sums over the whole joint distribution become sums over cliques. Parents come before their children;
/// axes everywhere are in the tree's own order, in which what a clique shares with its parent comes before the rest.
/// </summary>
internal sealed class JunctionTree
{
    private JunctionTree(int[] sizes, IReadOnlyList<TreeClique> cliques, int[] rank) =>
        (Sizes, Cliques, Rank) = (sizes, cliques, rank);

    internal int[] Sizes { get; }

    internal IReadOnlyList<TreeClique> Cliques { get; }

    /// <summary>Each attribute's place in the tree's order.</summary>
    internal int[] Rank { get; }

    /// <param name="sizes">Tokens of every attribute.</param>
    /// <param name="cliques">Sets of attributes, each of which some clique of the tree must hold.</param>
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

    /// <summary>Attributes in the tree's order.</summary>
    internal int[] InOrder(IEnumerable<int> attributes) => [.. attributes.OrderBy(attribute => Rank[attribute])];

    /// <summary>The smallest clique that holds all of these attributes; −1 where none does.</summary>
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
    /// The spanning tree whose neighbours share most (Prim); by the theorem of Jensen and Jensen (1994)
    /// it is a junction tree.
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

/// <param name="Axes">Attributes; the separator's first.</param>
/// <param name="Separator">What it shares with its parent.</param>
/// <param name="Parent">The parent's place; −1 for the root.</param>
/// <param name="Rows">Cells of the separator.</param>
/// <param name="Columns">Cells of the rest: the table is Rows × Columns.</param>
internal sealed record TreeClique(int[] Axes, int[] Separator, int Parent, int Rows, int Columns)
{
    internal int Cells => Rows * Columns;
}
