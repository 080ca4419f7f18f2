namespace AethergenAI.Generation.Marginals;

/// <summary>Index arithmetic for tables over attributes, row-major: the last axis varies fastest.</summary>
internal static class CellIndexing
{
    /// <summary>The number of cells of a table over these attributes; 1 for none.</summary>
    internal static double Count(ReadOnlySpan<int> attributes, ReadOnlySpan<int> sizes)
    {
        double cells = 1;
        foreach (int attribute in attributes)
        {
            cells *= sizes[attribute];
        }
        return cells;
    }

    /// <summary>Counts the rows in each cell.</summary>
    /// <param name="columns">Each attribute's tokens, one per row.</param>
    /// <param name="counts">One per cell; overwritten.</param>
    /// <remarks>O(rows · attributes + cells).</remarks>
    internal static void CountRows(
        int[][] columns,
        ReadOnlySpan<int> attributes,
        ReadOnlySpan<int> sizes,
        Span<int> counts
    )
    {
        counts.Clear();
        switch (attributes.Length)
        {
            case 1:
                foreach (int token in columns[attributes[0]])
                {
                    counts[token]++;
                }
                break;
            case 2:
                int[] first = columns[attributes[0]],
                    second = columns[attributes[1]];
                int size = sizes[attributes[1]];
                for (int row = 0; row < second.Length; row++)
                {
                    counts[(first[row] * size) + second[row]]++;
                }
                break;
            case 3:
                int[] a = columns[attributes[0]],
                    b = columns[attributes[1]],
                    c = columns[attributes[2]];
                int middle = sizes[attributes[1]],
                    last = sizes[attributes[2]];
                for (int row = 0; row < c.Length; row++)
                {
                    counts[(((a[row] * middle) + b[row]) * last) + c[row]]++;
                }
                break;
            default:
                for (int row = 0; row < columns[0].Length; row++)
                {
                    counts[Of(columns, attributes, sizes, row)]++;
                }
                break;
        }
    }

    /// <summary>The same table with its axes in another order.</summary>
    /// <param name="from">The attributes in the table's order.</param>
    /// <param name="to">The same attributes in the wanted order.</param>
    internal static T[] Reordered<T>(
        ReadOnlySpan<T> table,
        ReadOnlySpan<int> from,
        ReadOnlySpan<int> to,
        ReadOnlySpan<int> sizes
    )
    {
        if (from.SequenceEqual(to))
        {
            return table.ToArray();
        }
        int[] strideOf = new int[to.Length],
            token = new int[to.Length],
            lengths = new int[to.Length];
        for (int axis = 0; axis < to.Length; axis++)
        {
            int place = from.IndexOf(to[axis]);
            strideOf[axis] = (int)Count(from[(place + 1)..], sizes);
            lengths[axis] = sizes[to[axis]];
        }

        var reordered = new T[table.Length];
        for (int cell = 0, source = 0; cell < reordered.Length; cell++)
        {
            reordered[cell] = table[source];
            for (int axis = to.Length - 1; axis >= 0; axis--)
            {
                source += strideOf[axis];
                if (++token[axis] < lengths[axis])
                {
                    break;
                }
                source -= strideOf[axis] * lengths[axis];
                token[axis] = 0;
            }
        }

        return reordered;
    }

    private static int Of(int[][] columns, ReadOnlySpan<int> attributes, ReadOnlySpan<int> sizes, int row)
    {
        int cell = 0;
        foreach (int attribute in attributes)
        {
            cell = (cell * sizes[attribute]) + columns[attribute][row];
        }
        return cell;
    }
}
