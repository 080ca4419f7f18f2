using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Generation.Trees;

/// <summary>
/// Fits one column's trees. With several trees, each is grown without some of the rows,
/// and its predictions for those rows choose leaf size, pruning and shrinkage. A single tree is grown twice:
/// first on four fifths of the rows to choose these, then on all rows.
/// </summary>
internal static class ForestFit
{
    private const int MaxSteps = 8,
        MaxScored = 10_000,
        AloneParts = 5;

    /// <summary>The share of rows that a tree does not see, and the share of features that a node looks at.</summary>
    private const double LeftOut = 0.3,
        FeatureShare = 0.7;

    /// <summary>
    /// The maximum number of cells (leaves × tokens) of all trees, because drawing needs a table of them.
    /// </summary>
    private const int MaxCells = 1 << 21;

    /// <summary>A tree may have this many leaves, even if that leaves room for fewer trees.</summary>
    private const int LeavesForSure = 32;

    private static readonly int[] LeafSizes = [10, 25, 60];

    /// <param name="ranks">As in <see cref="TreesFit"/>; the same for all columns, so that a tree sees the same rows in
    /// every column.</param>
    /// <param name="column">The model column.</param>
    /// <param name="features">The model columns that are the features of <paramref name="data"/>.</param>
    internal static ColumnForest Fit(
        TreeData data,
        ulong[] ranks,
        int column,
        int[] features,
        TreesSettings settings,
        XLogX logs,
        CancellationToken ct
    )
    {
        int[] counts = new int[data.TokenCount];
        foreach (int token in data.Tokens)
        {
            if (token >= 0)
            {
                counts[token]++;
            }
        }
        int[] rows = [.. Enumerable.Range(0, data.Tokens.Length).Where(row => data.Tokens[row] >= 0)];
        double[] prior = Array.ConvertAll(counts, count => count / (double)Math.Max(1, rows.Length));
        int treeCount = Math.Clamp(MaxCells / (LeavesForSure * data.TokenCount), 1, settings.Trees);
        int parts = treeCount == 1 ? AloneParts : treeCount,
            apart = Math.Max(1, (int)Math.Round(parts * LeftOut));
        int[] scored = Sample(rows, ranks, MaxScored);

        int least = Math.Max(Floor(rows.Length, treeCount, data.TokenCount), settings.MinLeaf ?? 0),
            minLeaf = least;
        var scores = new TreeScores();
        TreeNode[] trees = [];
        foreach (
            int size in settings.MinLeaf is null
                ? LeafSizes.Select(size => Math.Max(size, least)).Distinct().ToArray()
                : [least]
        )
        {
            TreeNode[] grown = [.. Enumerable.Range(0, treeCount).Select(tree => Without(tree, size))];
            var score = Score(grown);
            if (trees.Length > 0 && score.Best <= scores.Best)
            {
                break;
            }
            (minLeaf, trees, scores) = (size, grown, score);
        }

        var (shrinkage, minGain) = scores.Rows == 0 ? (new Shrinkage(1, 0), 0) : scores.Choice;
        if (treeCount == 1)
        {
            trees = [Grow([.. rows], minLeaf, 0)];
        }
        foreach (var tree in trees)
        {
            tree.Prune(minGain);
        }
        return new ColumnForest(column, features, counts, minLeaf, shrinkage, PackedTrees.Write(trees));

        TreeNode Without(int tree, int size) => Grow([.. rows.Where(row => !Unseen(tree, row))], size, tree);

        TreeNode Grow(int[] seen, int size, int tree) =>
            TreeGrower.Grow(
                data,
                new TreeShape(size, MaxSteps, treeCount == 1 ? 1 : FeatureShare),
                seen,
                logs,
                RandomStream.For(settings.Seed, $"{column}/{tree}"),
                ct
            );

        bool Unseen(int tree, int row) => ((int)(ranks[row] % (ulong)parts) - tree + parts) % parts < apart;

        TreeScores Score(TreeNode[] grown)
        {
            var sum = new TreeScores();
            var blind = new TreeNode[grown.Length];
            foreach (int row in scored)
            {
                int count = 0;
                for (int tree = 0; tree < grown.Length; tree++)
                {
                    if (Unseen(tree, row))
                    {
                        blind[count++] = grown[tree];
                    }
                }

                if (count > 0)
                {
                    sum.Add(blind.AsSpan(0, count), data, row, prior);
                }
            }

            return sum;
        }
    }

    /// <returns>All rows, or of more than <paramref name="most"/> those of lowest rank; ascending.</returns>
    internal static int[] Sample(int[] rows, ulong[] ranks, int most) =>
        rows.Length <= most ? rows : [.. rows.OrderBy(row => ranks[row]).Take(most).Order()];

    /// <summary>The smallest leaf size at which the drawing table stays within its limit.</summary>
    private static int Floor(int rows, int trees, int tokens)
    {
        double leaves = Math.Max(1, MaxCells / ((double)tokens * trees));
        return Math.Max(2, (int)Math.Ceiling(rows / leaves));
    }
}
