namespace AethergenAI.Generation.Trees;

/// <summary>
/// Trees as bytes, in preorder, with whole numbers in base 128, low digits first.
/// A leaf is 0, the number of its tokens, and for each token its distance from the one before and its number of rows.
/// A split is the feature's index + 1, one bit per bin (1 goes left, low bits first), the left node and the right node.
/// The stream begins with the number of trees.
/// </summary>
internal static class PackedTrees
{
    private const int MaxDepth = 4096;

    internal static byte[] Write(IReadOnlyList<TreeNode> trees)
    {
        using var bytes = new MemoryStream();
        Number(bytes, trees.Count);
        foreach (var tree in trees)
        {
            Write(bytes, tree);
        }
        return bytes.ToArray();
    }

    /// <param name="features">The bins of the forest's features, in its order.</param>
    /// <exception cref="RefusedException">The bytes are not trees over these features and tokens.</exception>
    internal static TreeNode[] Read(byte[] bytes, FeatureBins[] features, int tokens)
    {
        int at = 0;
        int count = Number(bytes, ref at);
        if (count is < 1 or > 1024)
        {
            throw Malformed();
        }
        var trees = new TreeNode[count];
        for (int tree = 0; tree < count; tree++)
        {
            trees[tree] = Read(bytes, ref at, features, tokens, 0);
        }
        return at == bytes.Length ? trees : throw Malformed();
    }

    private static void Write(MemoryStream bytes, TreeNode node)
    {
        if (node.Split is { } split)
        {
            Number(bytes, split.Feature + 1);
            for (int first = 0; first < split.GoesLeft.Length; first += 8)
            {
                int bits = 0;
                for (int i = 0; i < 8 && first + i < split.GoesLeft.Length; i++)
                {
                    bits |= split.GoesLeft[first + i] ? 1 << i : 0;
                }
                bytes.WriteByte((byte)bits);
            }

            Write(bytes, split.Left);
            Write(bytes, split.Right);
            return;
        }

        Number(bytes, 0);
        Number(bytes, node.Tokens.Length);
        for (int i = 0, before = 0; i < node.Tokens.Length; before = node.Tokens[i], i++)
        {
            Number(bytes, node.Tokens[i] - before);
            Number(bytes, node.Counts[i]);
        }
    }

    private static TreeNode Read(byte[] bytes, ref int at, FeatureBins[] features, int tokens, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Malformed();
        }
        int kind = Number(bytes, ref at);
        if (kind == 0)
        {
            return Leaf(bytes, ref at, tokens);
        }
        if (kind > features.Length)
        {
            throw Malformed();
        }
        bool[] goesLeft = new bool[features[kind - 1].Count + 1];
        for (int bin = 0; bin < goesLeft.Length; bin++)
        {
            if (at + (bin / 8) >= bytes.Length)
            {
                throw Malformed();
            }
            goesLeft[bin] = (bytes[at + (bin / 8)] & (1 << (bin % 8))) != 0;
        }

        at += (goesLeft.Length + 7) / 8;
        TreeNode left = Read(bytes, ref at, features, tokens, depth + 1),
            right = Read(bytes, ref at, features, tokens, depth + 1);
        var node = Sum(left, right);
        node.Split = new TreeSplit(kind - 1, goesLeft, left, right);
        return node;
    }

    private static TreeNode Leaf(byte[] bytes, ref int at, int tokens)
    {
        int distinct = Number(bytes, ref at),
            token = 0;
        if (distinct > tokens)
        {
            throw Malformed();
        }
        int[] known = new int[distinct],
            counts = new int[distinct];
        for (int i = 0; i < distinct; i++)
        {
            known[i] = token += Number(bytes, ref at);
            counts[i] = Number(bytes, ref at);
            if (token >= tokens || counts[i] == 0 || (i > 0 && known[i] == known[i - 1]))
            {
                throw Malformed();
            }
        }

        return new TreeNode
        {
            Tokens = known,
            Counts = counts,
            Rows = counts.Sum(),
        };
    }

    private static TreeNode Sum(TreeNode left, TreeNode right)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var node in new[] { left, right })
        {
            for (int i = 0; i < node.Tokens.Length; i++)
            {
                counts[node.Tokens[i]] = counts.GetValueOrDefault(node.Tokens[i]) + node.Counts[i];
            }
        }

        return new TreeNode
        {
            Tokens = [.. counts.Keys],
            Counts = [.. counts.Values],
            Rows = left.Rows + right.Rows,
        };
    }

    private static void Number(MemoryStream bytes, int value)
    {
        for (uint rest = (uint)value; ; rest >>= 7)
        {
            if (rest < 128)
            {
                bytes.WriteByte((byte)rest);
                return;
            }

            bytes.WriteByte((byte)(rest | 128));
        }
    }

    private static int Number(byte[] bytes, ref int at)
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            if (at >= bytes.Length)
            {
                throw Malformed();
            }
            byte digit = bytes[at++];
            value |= (uint)(digit & 127) << shift;
            if (digit < 128)
            {
                return value <= int.MaxValue ? (int)value : throw Malformed();
            }
        }

        throw Malformed();
    }

    private static RefusedException Malformed() => GenerationRefusals.ModelMalformed("its trees cannot be read");
}
