using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Trees;

/// <summary>The data for growing a column's trees.</summary>
/// <param name="Features">For each feature, one bin per row.</param>
/// <param name="Bins">The meaning of the bins of each feature.</param>
/// <param name="Tokens">The column's own token in each row; −1 if the row has none.</param>
/// <param name="ClassOf">One class per row, for the split search.</param>
internal sealed record TreeData(
    ushort[][] Features,
    FeatureBins[] Bins,
    int[] Tokens,
    int TokenCount,
    int[] ClassOf,
    int Classes
);

/// <param name="MinLeaf">The minimum number of rows in a leaf.</param>
/// <param name="MaxSteps">The maximum number of look-ups from root to leaf;
/// successive splits on one feature are one look-up.</param>
/// <param name="FeatureShare">The share of features that a node looks at, in (0, 1].</param>
internal sealed record TreeShape(int MinLeaf, int MaxSteps, double FeatureShare);

/// <summary>Grows one tree, depth first.</summary>
internal sealed class TreeGrower
{
    private readonly TreeData data;
    private readonly TreeShape shape;
    private readonly SplitSearch search;
    private readonly int[] rows,
        moved,
        counts,
        classCounts;
    private readonly List<int> touched = [];
    private readonly bool[] looked;
    private readonly CancellationToken ct;
    private RandomStream random;

    private TreeGrower(
        TreeData data,
        TreeShape shape,
        int[] rows,
        XLogX logs,
        RandomStream random,
        CancellationToken ct
    )
    {
        (this.data, this.shape, this.rows, this.random, this.ct) = (data, shape, rows, random, ct);
        search = new SplitSearch(data.Features, data.Bins, data.ClassOf, data.Classes, shape.MinLeaf, logs);
        moved = new int[rows.Length];
        counts = new int[data.TokenCount];
        classCounts = new int[data.Classes];
        looked = new bool[data.Features.Length];
    }

    /// <param name="rows">Rows that have a token; reordered.</param>
    /// <param name="logs">x · ln x for up to as many rows.</param>
    /// <param name="random">Chooses the features that a node looks at.</param>
    internal static TreeNode Grow(
        TreeData data,
        TreeShape shape,
        int[] rows,
        XLogX logs,
        RandomStream random,
        CancellationToken ct
    ) => new TreeGrower(data, shape, rows, logs, random, ct).Grow(0, rows.Length, 0, -1);

    /// <param name="steps">The number of look-ups so far, including the one on <paramref name="feature"/>.</param>
    /// <param name="feature">The feature that the parent was split by; −1 at the root.</param>
    private TreeNode Grow(int begin, int end, int steps, int feature)
    {
        ct.ThrowIfCancellationRequested();
        var node = Node(begin, end);
        if (end - begin < 2 * shape.MinLeaf || node.Tokens.Length < 2 || looked.Length == 0)
        {
            return node;
        }
        Array.Clear(classCounts);
        for (int i = begin; i < end; i++)
        {
            classCounts[data.ClassOf[rows[i]]]++;
        }
        Look();
        var split = search.Best(rows.AsSpan(begin, end - begin), classCounts, other =>
            other == feature || (steps < shape.MaxSteps && looked[other])
        );
        if (split.Feature < 0)
        {
            return node;
        }

        int middle = Partition(begin, end, data.Features[split.Feature], split.GoesLeft);
        int further = split.Feature == feature ? steps : steps + 1;
        TreeNode left = Grow(begin, middle, further, split.Feature),
            right = Grow(middle, end, further, split.Feature);
        node.Split = new TreeSplit(split.Feature, split.GoesLeft, left, right);
        node.Worth = Math.Max(split.Gain, Math.Max(left.Worth, right.Worth));
        return node;
    }

    private void Look()
    {
        if (shape.FeatureShare >= 1)
        {
            looked.AsSpan().Fill(true);
            return;
        }

        looked.AsSpan().Clear();
        int wanted = Math.Max(1, (int)Math.Ceiling(looked.Length * shape.FeatureShare));
        foreach (int chosen in random.Choose(looked.Length, wanted))
        {
            looked[chosen] = true;
        }
    }

    private TreeNode Node(int begin, int end)
    {
        touched.Clear();
        for (int i = begin; i < end; i++)
        {
            int token = data.Tokens[rows[i]];
            if (counts[token]++ == 0)
            {
                touched.Add(token);
            }
        }

        touched.Sort();
        var node = new TreeNode
        {
            Rows = end - begin,
            Tokens = [.. touched],
            Counts = [.. touched.Select(token => counts[token])],
        };
        foreach (int token in touched)
        {
            counts[token] = 0;
        }
        return node;
    }

    private int Partition(int begin, int end, ushort[] binOf, bool[] goesLeft)
    {
        int left = begin,
            right = 0;
        for (int i = begin; i < end; i++)
        {
            int row = rows[i];
            if (goesLeft[binOf[row]])
            {
                rows[left++] = row;
            }
            else
            {
                moved[right++] = row;
            }
        }

        Array.Copy(moved, 0, rows, left, right);
        return left;
    }
}
