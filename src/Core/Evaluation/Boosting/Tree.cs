using System.Numerics;

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

    /// <summary>Writes <see cref="GoesLeft"/> of every bin.</summary>
    public readonly void Tabulate(Span<bool> goesLeft)
    {
        for (int bin = 0; bin < goesLeft.Length; bin++)
        {
            goesLeft[bin] = GoesLeft((byte)bin);
        }
    }
}

/// <summary>A set of bins.</summary>
internal sealed class BinSet
{
    private readonly bool[] members = new bool[256];

    public void Add(byte bin) => members[bin] = true;

    public bool Has(byte bin) => members[bin];
}

/// <summary>
/// A regression tree over binned columns. Each column crosses out the leaves that a row cannot reach with its bin;
/// the one leaf that no column crosses out is the row's. This needs no branch and no walk from node to node. After
/// Lucchese et al. (2015), QuickScorer, <see href="https://doi.org/10.1145/2766462.2767733"/>.
/// </summary>
internal sealed class Tree
{
    /// <summary>One bit per leaf.</summary>
    public const int MaxLeaves = 32;

    /// <summary>Rows are scored in blocks whose bits stay in the first-level cache.</summary>
    private const int Block = 512;

    private readonly double[] values;
    private readonly LeafMasks[] rules;

    /// <param name="nodes">The root first, children after their parent.</param>
    public Tree(SplitNode[] nodes)
    {
        values = [.. nodes.Where(node => node.IsLeaf).Select(node => node.Value)];
        if (values.Length > MaxLeaves)
        {
            throw new ArgumentException($"A tree has at most {MaxLeaves} leaves.", nameof(nodes));
        }
        rules = Rules(nodes);
    }

    /// <summary>Adds the tree's value to every row's score.</summary>
    /// <param name="columns">One array of bins per column.</param>
    public void AddTo(byte[][] columns, Span<double> scores)
    {
        Span<uint> block = stackalloc uint[Block];
        for (int start = 0; start < scores.Length; start += Block)
        {
            var left = block[..Math.Min(Block, scores.Length - start)];
            left.Fill(uint.MaxValue);
            foreach (var rule in rules)
            {
                rule.CrossOut(columns[rule.Column].AsSpan(start, left.Length), left);
            }
            AddValues(left, scores.Slice(start, left.Length));
        }
    }

    /// <summary>
    /// Adds to each column's scores the value that every row has once that column is shuffled. The other columns keep
    /// what they cross out, so a column costs one look-up a row.
    /// </summary>
    /// <param name="shuffled">The bins of each column after shuffling.</param>
    /// <param name="scores">One array of scores per column.</param>
    public void AddShuffledTo(byte[][] columns, byte[][] shuffled, double[][] scores)
    {
        int rows = scores[0].Length;
        var before = new uint[rules.Length][];
        var kept = new uint[rows];
        Array.Fill(kept, uint.MaxValue);
        for (int r = 0; r < rules.Length; r++)
        {
            before[r] = [.. kept];
            rules[r].CrossOut(columns[rules[r].Column], kept);
        }

        var asked = new HashSet<int>(rules.Select(rule => rule.Column));
        for (int c = 0; c < columns.Length; c++)
        {
            if (!asked.Contains(c))
            {
                AddValues(kept, scores[c]);
            }
        }

        Array.Fill(kept, uint.MaxValue);
        for (int r = rules.Length - 1; r >= 0; r--)
        {
            var (rule, others) = (rules[r], before[r]);
            for (int i = 0; i < rows; i++)
            {
                others[i] &= kept[i];
            }
            rule.CrossOut(shuffled[rule.Column], others);
            AddValues(others, scores[rule.Column]);
            rule.CrossOut(columns[rule.Column], kept);
        }
    }

    private void AddValues(ReadOnlySpan<uint> left, Span<double> scores)
    {
        for (int i = 0; i < left.Length; i++)
        {
            scores[i] += values[BitOperations.TrailingZeroCount(left[i])];
        }
    }

    private static LeafMasks[] Rules(SplitNode[] nodes)
    {
        var reached = new uint[nodes.Length];
        int leaf = nodes.Count(node => node.IsLeaf);
        var tables = new SortedDictionary<int, uint[]>();
        for (int at = nodes.Length - 1; at >= 0; at--)
        {
            ref readonly SplitNode node = ref nodes[at];
            if (node.IsLeaf)
            {
                reached[at] = 1u << --leaf;
                continue;
            }

            var (left, right) = (reached[node.Left], reached[node.Right]);
            reached[at] = left | right;
            if (!tables.TryGetValue(node.Column, out uint[]? table))
            {
                tables[node.Column] = table = new uint[LeafHistograms.Bins];
                Array.Fill(table, uint.MaxValue);
            }
            for (int bin = 0; bin < table.Length; bin++)
            {
                table[bin] &= ~(node.GoesLeft((byte)bin) ? right : left);
            }
        }

        return [.. tables.Select(one => new LeafMasks(one.Key, one.Value))];
    }

    /// <param name="Leaves">For each bin, a bit for every leaf that a row in it can reach.</param>
    private sealed record LeafMasks(int Column, uint[] Leaves)
    {
        public void CrossOut(ReadOnlySpan<byte> bins, Span<uint> left)
        {
            uint[] leaves = Leaves;
            for (int i = 0; i < left.Length; i++)
            {
                left[i] &= leaves[bins[i]];
            }
        }
    }
}
