namespace AethergenAI.Onnx.Arn;

/// <summary>Orders in which columns are drawn. A column always comes after the marks that decide whether it has
/// a token.</summary>
internal static class ColumnOrder
{
    private const int MaxRows = 4000;

    /// <summary>The order with marks moved before the columns that depend on them.</summary>
    internal static int[] MarksFirst(IReadOnlyList<ArnColumn> columns, IEnumerable<int> order)
    {
        var placed = new List<int>();
        var known = new HashSet<int>();
        foreach (int column in order)
        {
            foreach (int mark in columns[column].Marks)
            {
                Place(mark);
            }
            Place(column);
        }

        return [.. placed];

        void Place(int column)
        {
            if (known.Add(column))
            {
                placed.Add(column);
            }
        }
    }

    /// <summary>
    /// Entry (k, j) is 1 if column j depends on column k: if k is in an earlier group of <paramref name="ahead"/>
    /// columns.
    /// </summary>
    internal static float[] Mask(IReadOnlyList<int> order, int ahead)
    {
        int count = order.Count;
        float[] mask = new float[count * count];
        for (int later = 0; later < count; later++)
        {
            for (int earlier = 0; earlier / ahead < later / ahead; earlier++)
            {
                mask[(order[earlier] * count) + order[later]] = 1;
            }
        }

        return mask;
    }

    /// <summary>
    /// Starts with the column that has the greatest total mutual information with all others; then always takes the
    /// column with the greatest mutual information with those already chosen. The estimate from counts is corrected for
    /// its bias of (a − 1)(b − 1) / 2n (Miller, 1955). O(D²·n).
    /// </summary>
    internal static int[] ByMutualInformation(IReadOnlyList<ArnColumn> columns, int[][] classes, CancellationToken ct)
    {
        int count = columns.Count;
        double[,] shared = new double[count, count];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = ct }, i =>
        {
            for (int j = 0; j < i; j++)
            {
                shared[i, j] = shared[j, i] = Information(
                    classes[i],
                    columns[i].ClassCount + 1,
                    classes[j],
                    columns[j].ClassCount + 1
                );
            }
        });
        double Total(int column) => Enumerable.Range(0, count).Sum(other => shared[column, other]);
        var order = new List<int>();
        var left = Enumerable.Range(0, count).ToHashSet();
        while (left.Count > 0)
        {
            int next = left.OrderByDescending(column =>
                    order.Count == 0 ? Total(column) : order.Max(before => shared[before, column])
                )
                .ThenBy(column => column)
                .First();
            order.Add(next);
            left.Remove(next);
        }

        return MarksFirst(columns, order);
    }

    /// <summary>The mutual information of two columns, in nats, at least 0; −1 counts as a class.</summary>
    private static double Information(int[] left, int leftCount, int[] right, int rightCount)
    {
        int rows = Math.Min(left.Length, MaxRows); // in RowOrder the first rows are a sample
        var joint = new Dictionary<long, int>();
        int[] a = new int[leftCount],
            b = new int[rightCount];
        for (int row = 0; row < rows; row++)
        {
            int x = left[row] + 1,
                y = right[row] + 1;
            a[x % leftCount]++;
            b[y % rightCount]++;
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                joint,
                ((long)(x % leftCount) * rightCount) + (y % rightCount),
                out _
            )++;
        }

        double sum = 0;
        foreach (var (cell, n) in joint)
        {
            sum += n * Math.Log(n * (double)rows / ((double)a[cell / rightCount] * b[cell % rightCount]));
        }
        double chance = (a.Count(n => n > 0) - 1.0) * (b.Count(n => n > 0) - 1.0) / 2;
        return Math.Max(0, (sum - chance) / rows);
    }
}
