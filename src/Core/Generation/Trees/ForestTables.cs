namespace AethergenAI.Generation.Trees;

/// <summary>
/// One column's trees as tables. A walk begins at the state <c>Roots[tree]</c>; a step goes from state s to <c>Next[s
/// + bin of feature FeatureAt[s]]</c>. After all steps the state is the start of the leaf's slots, one per token:
/// a number in [0, tokens) selects slot i by its integer part, and draws i if its fraction is below
/// <c>Share[slot]</c>, else <c>Other[slot]</c>.
/// </summary>
/// <param name="Last">Like Next, for the last step.</param>
/// <remarks>
/// Walker's alias method in the form of Vose (1991), <see href="https://doi.org/10.1109/32.92917"/>:
/// one look-up, whatever the number of tokens.
/// </remarks>
public sealed record ForestTables(
    int Tokens,
    int Steps,
    int[] Roots,
    int[] FeatureAt,
    int[] Next,
    int[] Last,
    float[] Share,
    int[] Other
)
{
    /// <param name="bins">The bins of the forest's features, in its order.</param>
    public static ForestTables Of(ColumnForest forest, FeatureBins[] bins)
    {
        var trees = PackedTrees.Read(forest.Trees, bins, forest.Counts.Count);
        return new Builder(forest, bins).Build(trees);
    }

    private sealed class Builder(ColumnForest forest, FeatureBins[] bins)
    {
        private readonly int tokens = forest.Counts.Count;
        private readonly List<int> featureAt = [],
            next = [],
            last = [];
        private readonly List<float> share = [];
        private readonly List<int> other = [];
        private int steps;

        /// <summary>
        /// The feature that leaves look at: any feature works, and one with few bins takes little memory.
        /// </summary>
        private readonly int idle =
            bins.Length == 0 ? -1 : Enumerable.Range(0, bins.Length).MinBy(feature => bins[feature].Count);

        internal ForestTables Build(TreeNode[] trees)
        {
            double total = forest.Counts.Sum(count => (double)count);
            double[] prior =
                total > 0
                    ? [.. forest.Counts.Select(count => count / total)]
                    : [.. forest.Counts.Select(_ => 1.0 / tokens)];
            var places = trees.Select(tree => Place(tree, [.. prior], 0)).ToArray();
            int[] roots = [.. places.Select(place => steps == 0 ? place.Slots : place.State)];
            return new ForestTables(tokens, steps, roots, [.. featureAt], [.. next], [.. last], [.. share], [.. other]);
        }

        /// <param name="parent">Probabilities at the parent; may be overwritten.</param>
        private (int State, int Slots) Place(TreeNode node, double[] parent, int depth)
        {
            forest.Shrinkage.Apply(node, parent);
            if (node.Split is not { } split)
            {
                return Leaf(parent, depth);
            }
            int feature = split.Feature,
                width = bins[feature].Count + 1,
                state = Reserve(feature, width);
            var ends = new Dictionary<TreeNode, (int, int)>(ReferenceEqualityComparer.Instance);
            for (int bin = 0; bin < width; bin++)
            {
                var (end, chain) = Follow(node, feature, bin);
                if (!ends.TryGetValue(end, out (int State, int Slots) place))
                {
                    double[] probabilities = [.. parent];
                    foreach (var between in chain)
                    {
                        forest.Shrinkage.Apply(between, probabilities);
                    }
                    ends[end] = place = Place(end, probabilities, depth + 1);
                }

                (next[state + bin], last[state + bin]) = place;
            }

            return (state, 0);
        }

        /// <summary>The first node below that is not split by this feature, and the nodes on the way to it.</summary>
        private static (TreeNode End, List<TreeNode> Chain) Follow(TreeNode node, int feature, int bin)
        {
            var chain = new List<TreeNode>();
            while (true)
            {
                node = node.Split!.GoesLeft[bin] ? node.Split.Left : node.Split.Right;
                if (node.Split?.Feature != feature)
                {
                    return (node, chain);
                }
                chain.Add(node);
            }
        }

        private (int State, int Slots) Leaf(double[] probabilities, int depth)
        {
            steps = Math.Max(steps, depth);
            int slots = share.Count;
            Alias(probabilities);
            if (idle < 0)
            {
                return (0, slots);
            }
            int width = bins[idle].Count + 1,
                state = Reserve(idle, width);
            for (int bin = 0; bin < width; bin++)
            {
                (next[state + bin], last[state + bin]) = (state, slots);
            }
            return (state, slots);
        }

        private int Reserve(int feature, int width)
        {
            int state = next.Count;
            for (int bin = 0; bin < width; bin++)
            {
                featureAt.Add(feature);
                next.Add(0);
                last.Add(0);
            }

            return state;
        }

        private void Alias(double[] probabilities)
        {
            double sum = probabilities.Sum();
            double[] scaled = [.. probabilities.Select(probability => probability / sum * tokens)];
            float[] shares = new float[tokens];
            int[] others = new int[tokens];
            Stack<int> small = new(),
                large = new();
            for (int token = tokens - 1; token >= 0; token--)
            {
                (scaled[token] < 1 ? small : large).Push(token);
            }
            while (small.Count > 0 && large.Count > 0)
            {
                int low = small.Pop(),
                    high = large.Peek();
                (shares[low], others[low]) = ((float)scaled[low], high);
                scaled[high] -= 1 - scaled[low];
                if (scaled[high] < 1)
                {
                    small.Push(large.Pop());
                }
            }

            // The remaining values differ from 1 by rounding only.
            foreach (int token in small.Concat(large))
            {
                (shares[token], others[token]) = (1, token);
            }
            share.AddRange(shares);
            other.AddRange(others);
        }
    }
}
