namespace AethergenAI.Generation.Trees;

/// <summary>A node of one column's tree: what the rows that reach it hold, and how it is split.</summary>
internal sealed class TreeNode
{
    /// <summary>The column's tokens in these rows, ascending.</summary>
    internal required int[] Tokens { get; init; }

    /// <summary>How many rows have each of <see cref="Tokens"/>.</summary>
    internal required int[] Counts { get; init; }

    internal required int Rows { get; init; }

    internal TreeSplit? Split { get; set; }

    /// <summary>
    /// The greatest gain at or below this node: pruning at a gain keeps a split where its node is worth that much.
    /// </summary>
    internal double Worth { get; set; }

    internal int CountOf(int token)
    {
        int found = Array.BinarySearch(Tokens, token);
        return found < 0 ? 0 : Counts[found];
    }

    /// <summary>Without the splits that are not worth <paramref name="gain"/>.</summary>
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

/// <param name="Feature">The place among the column's features.</param>
/// <param name="GoesLeft">For each bin of the feature, the one for "not there" included.</param>
internal sealed record TreeSplit(int Feature, bool[] GoesLeft, TreeNode Left, TreeNode Right);
