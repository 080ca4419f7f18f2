namespace AethergenAI.Evaluation.Boosting;

/// <summary>
/// One node: a leaf with a value, or a question about one column's bin. A row that is at most <see cref="Bin"/>
/// (numbers) or in <see cref="Set"/> (categories) goes left.
/// </summary>
internal struct SplitNode
{
    public double Value;
    public int Left;
    public int Right;
    public int Column;
    public byte Bin;
    public bool MissingLeft;
    public BinSet? Set;

    public readonly bool IsLeaf => Left == 0;

    public readonly bool GoesLeft(byte bin)
    {
        if (Set is not null)
        {
            return Set.Has(bin);
        }
        return bin == Binner.Missing ? MissingLeft : bin <= Bin;
    }
}

/// <summary>A set of bins.</summary>
internal sealed class BinSet
{
    private readonly bool[] members = new bool[256];

    public void Add(byte bin) => members[bin] = true;

    public bool Has(byte bin) => members[bin];
}

/// <summary>A regression tree over binned columns.</summary>
internal sealed class Tree(SplitNode[] nodes)
{
    /// <summary>Adds the tree's value to every row's score.</summary>
    /// <param name="columns">One array of bins per column.</param>
    public void AddTo(byte[][] columns, Span<double> scores)
    {
        for (int row = 0; row < scores.Length; row++)
        {
            int at = 0;
            while (!nodes[at].IsLeaf)
            {
                ref readonly SplitNode node = ref nodes[at];
                at = node.GoesLeft(columns[node.Column][row]) ? node.Left : node.Right;
            }

            scores[row] += nodes[at].Value;
        }
    }
}
