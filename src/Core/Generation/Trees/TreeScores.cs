namespace AethergenAI.Generation.Trees;

/// <summary>
/// The log-likelihood of rows that the trees have not seen, for each combination of pruning, shrinkage and discount;
/// the best combination is chosen. Pruned trees are nested, so one walk from root to leaf serves all combinations.
/// </summary>
internal sealed class TreeScores
{
    private static readonly double[] Gains = [0, 2, 4, 8, 16, 32, 64, double.PositiveInfinity];
    private static readonly double[] Borrowed = [0.5, 2, 8, 32, 128, 512];
    private static readonly double[] Discounts = [0, 0.3, 0.6];
    private static readonly Shrinkage[] Shrinkages =
    [
        .. Borrowed.SelectMany(rows => Discounts.Select(discount => new Shrinkage(rows, discount))),
    ];

    private readonly double[] sums = new double[Shrinkages.Length * Gains.Length];
    private readonly double[] likelihoods = new double[Shrinkages.Length * Gains.Length];
    private readonly int[] stops = new int[Gains.Length];
    private readonly List<TreeNode> path = [];
    private readonly List<int> counts = [];

    /// <summary>The largest mean log-likelihood so far, in nats per row.</summary>
    internal double Best => Rows == 0 ? double.NegativeInfinity : sums.Max() / Rows;

    internal long Rows { get; private set; }

    /// <summary>The combination that reaches it; among equals, the one with more shrinkage and fewer splits.</summary>
    internal (Shrinkage Shrinkage, double MinGain) Choice
    {
        get
        {
            int best = Array.LastIndexOf(sums, sums.Max());
            return (Shrinkages[best / Gains.Length], Gains[best % Gains.Length]);
        }
    }

    /// <summary>Adds a row, scored by the mean of the probabilities that several trees give it.</summary>
    /// <param name="roots">Trees that were grown without the row; at least one.</param>
    /// <param name="prior">Each token's share of all rows.</param>
    internal void Add(ReadOnlySpan<TreeNode> roots, TreeData data, int row, double[] prior)
    {
        int token = data.Tokens[row];
        likelihoods.AsSpan().Clear();
        foreach (var root in roots)
        {
            Walk(root, data, row);
            for (int i = 0; i < Shrinkages.Length; i++)
            {
                double probability = prior[token];
                int gain = Gains.Length - 1;
                for (int depth = 0; depth < path.Count; depth++)
                {
                    probability = Shrinkages[i].At(path[depth], counts[depth], probability);
                    // The larger the gain that pruning asks for, the sooner the walk ends.
                    for (; gain >= 0 && stops[gain] == depth; gain--)
                    {
                        likelihoods[(i * Gains.Length) + gain] += probability;
                    }
                }
            }
        }

        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += Math.Log(likelihoods[i] / roots.Length);
        }
        Rows++;
    }

    /// <summary>Lists the nodes from root to leaf, and where each pruning ends.</summary>
    private void Walk(TreeNode root, TreeData data, int row)
    {
        path.Clear();
        counts.Clear();
        stops.AsSpan().Fill(-1);
        for (TreeNode node = root; ; )
        {
            path.Add(node);
            counts.Add(node.CountOf(data.Tokens[row]));
            for (int gain = 0; gain < Gains.Length; gain++)
            {
                if (stops[gain] < 0 && (node.Split is null || node.Worth < Gains[gain]))
                {
                    stops[gain] = path.Count - 1;
                }
            }

            if (node.Split is not { } split)
            {
                return;
            }
            node = split.GoesLeft[data.Features[split.Feature][row]] ? split.Left : split.Right;
        }
    }
}
