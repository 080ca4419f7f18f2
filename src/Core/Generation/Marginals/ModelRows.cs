using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Marginals;

/// <summary>
/// Samples token rows from a calibrated model, to count marginals that no clique holds.
/// Clique by clique, the rows of each separator cell get the rest of the clique by systematic sampling in random order,
/// so that counts inside a clique are exact to about one row per cell.
/// </summary>
internal static class ModelRows
{
    /// <returns>One column per attribute.</returns>
    /// <remarks>O(rows · attributes + cells of the tree).</remarks>
    internal static int[][] Draw(JunctionTree tree, BeliefPropagation beliefs, int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        int[][] columns = new int[tree.Sizes.Length][];
        int[] cellOf = new int[rows];
        for (int place = 0; place < tree.Cliques.Count; place++)
        {
            var clique = tree.Cliques[place];
            cellOf.AsSpan().Clear();
            foreach (int attribute in clique.Separator)
            {
                int[] column = columns[attribute];
                int size = tree.Sizes[attribute];
                for (int row = 0; row < rows; row++)
                {
                    cellOf[row] = (cellOf[row] * size) + column[row];
                }
            }

            int[] drawn = Rest(clique, beliefs.Belief(place), cellOf, ref random);
            Split(tree, clique, drawn, columns);
        }

        return columns;
    }

    /// <summary>For each row, a column of the clique's table.</summary>
    private static int[] Rest(TreeClique clique, ReadOnlySpan<float> table, int[] cellOf, ref RandomStream random)
    {
        var (order, starts) = ByCell(cellOf, clique.Rows);
        int[] drawn = new int[cellOf.Length];
        for (int cell = 0; cell < clique.Rows; cell++)
        {
            Span<int> members = order.AsSpan(starts[cell]..starts[cell + 1]);
            if (members.Length == 0)
            {
                continue;
            }
            for (int i = members.Length - 1; i > 0; i--)
            {
                int other = random.NextInt(i + 1);
                (members[i], members[other]) = (members[other], members[i]);
            }

            ReadOnlySpan<float> shares = table.Slice(cell * clique.Columns, clique.Columns);
            double sum = 0;
            foreach (float share in shares)
            {
                sum += share;
            }
            double step = sum / members.Length,
                next = step * random.NextDouble(),
                reached = shares[0];
            int token = 0;
            foreach (int row in members)
            {
                while (reached <= next && token < shares.Length - 1)
                {
                    reached += shares[++token];
                }
                drawn[row] = token;
                next += step;
            }
        }

        return drawn;
    }

    private static (int[] Order, int[] Starts) ByCell(int[] cellOf, int cells)
    {
        int[] starts = new int[cells + 1],
            order = new int[cellOf.Length];
        foreach (int cell in cellOf)
        {
            starts[cell + 1]++;
        }
        for (int cell = 0; cell < cells; cell++)
        {
            starts[cell + 1] += starts[cell];
        }
        int[] next = starts[..^1];
        for (int row = 0; row < cellOf.Length; row++)
        {
            order[next[cellOf[row]]++] = row;
        }
        return (order, starts);
    }

    private static void Split(JunctionTree tree, TreeClique clique, int[] drawn, int[][] columns)
    {
        for (int axis = clique.Axes.Length - 1; axis >= clique.Separator.Length; axis--)
        {
            int size = tree.Sizes[clique.Axes[axis]];
            int[] column = columns[clique.Axes[axis]] = new int[drawn.Length];
            for (int row = 0; row < drawn.Length; row++)
            {
                (drawn[row], column[row]) = Math.DivRem(drawn[row], size);
            }
        }
    }
}
