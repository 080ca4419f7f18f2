using AethergenAI.Evaluation.Boosting;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Evaluation.Boosting;

public class TreeTests
{
    private const int Columns = 4;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 31)]
    [InlineData(4, Tree.MaxLeaves)]
    public void A_row_gets_the_value_of_the_leaf_that_its_questions_lead_to(ulong seed, int leaves)
    {
        var random = new RandomStream(seed);
        SplitNode[] nodes = Nodes(random, leaves);
        byte[][] rows =
        [
            .. Enumerable
                .Range(0, Columns)
                .Select(_ => Enumerable.Range(0, 1_300).Select(_ => (byte)random.NextInt(256)).ToArray()),
        ];

        double[] scores = new double[1_300];
        new Tree(nodes).AddTo(rows, scores);

        Assert.All(Enumerable.Range(0, 1_300), row => Assert.Equal(Walk(nodes, rows, row), scores[row]));
    }

    [Fact]
    public void A_tree_with_more_leaves_than_bits_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Tree(Nodes(new RandomStream(5), Tree.MaxLeaves + 1)));

    private static double Walk(SplitNode[] nodes, byte[][] rows, int row)
    {
        int at = 0;
        while (!nodes[at].IsLeaf)
        {
            at = nodes[at].GoesLeft(rows[nodes[at].Column][row]) ? nodes[at].Left : nodes[at].Right;
        }
        return nodes[at].Value;
    }

    // Splits a leaf at random until there are enough; every third question asks for a set.
    private static SplitNode[] Nodes(RandomStream random, int leaves)
    {
        var nodes = new List<SplitNode> { new() { Value = 0.5 } };
        while ((nodes.Count + 1) / 2 < leaves)
        {
            int[] open = [.. Enumerable.Range(0, nodes.Count).Where(at => nodes[at].IsLeaf)];
            nodes[open[random.NextInt(open.Length)]] = new SplitNode
            {
                Left = nodes.Count,
                Right = nodes.Count + 1,
                Column = random.NextInt(Columns),
                Bin = (byte)random.NextInt(Binner.Missing),
                MissingLeft = random.NextInt(2) == 0,
                Set = nodes.Count % 3 == 0 ? Some(random) : null,
            };
            nodes.Add(new SplitNode { Value = random.NextDouble() });
            nodes.Add(new SplitNode { Value = random.NextDouble() });
        }

        return [.. nodes];
    }

    private static BinSet Some(RandomStream random)
    {
        var set = new BinSet();
        foreach (int bin in random.Choose(256, 100))
        {
            set.Add((byte)bin);
        }
        return set;
    }
}
