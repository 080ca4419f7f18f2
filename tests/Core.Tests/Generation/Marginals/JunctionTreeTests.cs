using AethergenAI.Generation.Marginals;

namespace AethergenAI.Core.Tests.Generation.Marginals;

public sealed class JunctionTreeTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void What_two_cliques_share_is_in_every_clique_between_them(int seed)
    {
        var random = new Random(seed);
        int[] sizes = [.. Enumerable.Range(0, 70).Select(_ => 1 + random.Next(6))];
        int[][] sets =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(_ => Enumerable.Range(0, 3).Select(_ => random.Next(70)).Distinct().Order().ToArray()),
        ];
        var tree = JunctionTree.Of(sizes, sets);

        Assert.All(sets, set => Assert.True(tree.Home(set) >= 0));
        Assert.Equal(Enumerable.Range(0, 70), tree.Cliques.SelectMany(clique => clique.Axes).Distinct().Order());
        for (int attribute = 0; attribute < 70; attribute++)
        {
            // An attribute's cliques are one connected piece: exactly one of them has a parent without it.
            Assert.Equal(
                1,
                tree.Cliques.Count(clique =>
                    clique.Axes.Contains(attribute)
                    && (clique.Parent < 0 || !tree.Cliques[clique.Parent].Axes.Contains(attribute))
                )
            );
        }

        Assert.All(tree.Cliques, clique =>
        {
            Assert.Equal(clique.Separator, clique.Axes[..clique.Separator.Length]);
            Assert.Equal(clique.Axes, tree.InOrder(clique.Axes));
        });
    }

    [Fact]
    public void A_ring_needs_one_chord_for_each_attribute_beyond_three()
    {
        int[][] ring = [.. Enumerable.Range(0, 6).Select(attribute => new[] { attribute, (attribute + 1) % 6 })];
        var tree = JunctionTree.Of([2, 2, 2, 2, 2, 2], ring);
        Assert.Equal(4, tree.Cliques.Count); // a triangulated hexagon is four triangles
        Assert.All(tree.Cliques, clique => Assert.Equal(3, clique.Axes.Length));
    }

    [Fact]
    public void Among_equal_fills_the_smaller_table_goes_first()
    {
        var steps = Elimination.Order(
            [9, 2, 3],
            [
                [0, 1],
                [1, 2],
            ]
        );
        Assert.Equal(2, steps[0].Attribute); // tables 2·3 = 6 and 9·2 = 18 are tied at no fill
        Assert.Equal(9 * 2 + 2 * 3, Elimination.TotalCells([9, 2, 3], steps));
    }
}
