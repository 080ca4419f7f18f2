namespace AethergenAI.Generation.Trees;

/// <summary>A node of one column's tree: the tokens of its rows, and its split.</summary>
internal sealed class TreeNode
{
    /// <summary>The column's tokens in these rows, ascending.</summary>
    internal required int[] Tokens { get; init; }

    /// <summary>The number of rows with each of <see cref="Tokens"/>.</summary>
    internal required int[] Counts { get; init; }

    internal required int Rows { get; init; }

    internal TreeSplit? Split { get; set; }

    /// <summary>
    /// The largest gain at or below this node. Pruning at a gain keeps the splits of nodes whose worth reaches it.
    /// </summary>
    internal double Worth { get; set; }

    internal int CountOf(int token)
    {
        int found = Array.BinarySearch(Tokens, token);
        return found < 0 ? 0 : Counts[found];
    }

    /// <summary>Removes the splits that are not worth <paramref name="gain"/>.</summary>
    internal void Prune(double gain)
    {
        if (Split is null)
        {
            return;
        }
        if (Worth < gain)
        {
            Split = null;
            return;
        }

        Split.Left.Prune(gain);
        Split.Right.Prune(gain);
    }
}

/// <param name="Feature">The index among the column's features.</param>
/// <param name="GoesLeft">For each bin of the feature, including the one for "absent".</param>
internal sealed record TreeSplit(int Feature, bool[] GoesLeft, TreeNode Left, TreeNode Right);
