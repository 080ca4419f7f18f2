using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Trees;
using AethergenAI.Seeding;

namespace AethergenAI.Core.Tests.Generation.Trees;

public sealed class ForestTests
{
    private static readonly MissingRule[] AlwaysThere = [new([], []), new([], []), new([], [])];

    [Fact]
    public void Shrinkage_is_its_formula_and_keeps_the_sum_of_probabilities()
    {
        var node = new TreeNode
        {
            Tokens = [0, 2],
            Counts = [3, 1],
            Rows = 4,
        };
        var shrinkage = new Shrinkage(2, 0.5);
        double[] probabilities = [0.2, 0.3, 0.5];
        shrinkage.Apply(node, probabilities);
        // (max(c − ½, 0) + (2 + ½·2)·p) / (4 + 2)
        Assert.Equal((2.5 + 0.6) / 6, probabilities[0], 12);
        Assert.Equal(0.9 / 6, probabilities[1], 12);
        Assert.Equal((0.5 + 1.5) / 6, probabilities[2], 12);
        Assert.Equal(1, probabilities.Sum(), 12);
        Assert.Equal(probabilities[0], shrinkage.At(node, 3, 0.2), 12);
        Assert.Equal(0.3, new Shrinkage(double.PositiveInfinity, 0).At(node, 0, 0.3));
    }

    [Fact]
    public void Trees_come_back_from_bytes_as_they_were()
    {
        FeatureBins[] bins = [new(2, true, null), new(9, false, null)];
        var read = PackedTrees.Read(PackedTrees.Write([Small(), Leaf([300], [70_000])]), bins, 400);
        Assert.Equal(PackedTrees.Write([Small(), Leaf([300], [70_000])]), PackedTrees.Write(read));
        Assert.Equal([0, 1, 7], read[0].Tokens);
        Assert.Equal([8, 7, 2], read[0].Counts);
        Assert.Equal(17, read[0].Rows);
    }

    [Fact]
    public void Bytes_that_are_not_trees_are_refused()
    {
        FeatureBins[] bins = [new(2, true, null), new(9, false, null)];
        byte[] bytes = PackedTrees.Write([Small()]);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(
                "model.malformed",
                Assert.Throws<RefusedException>(() => PackedTrees.Read(bytes[..length], bins, 8)).Code
            );
        }

        Assert.Throws<RefusedException>(() => PackedTrees.Read(bytes, bins, 7));
        Assert.Throws<RefusedException>(() => PackedTrees.Read(bytes, bins[..1], 8));
        Assert.Throws<RefusedException>(() => PackedTrees.Read([.. bytes, 0], bins, 8));
    }

    [Fact]
    public void Drawing_by_tables_has_the_leaves_probabilities()
    {
        FeatureBins[] bins = [new(2, true, null), new(9, false, null)];
        var shrinkage = new Shrinkage(3, 0.25);
        var forest = new ColumnForest(2, [0, 1], [8, 7, 0, 0, 0, 0, 0, 2], 1, shrinkage, PackedTrees.Write([Small()]));
        var tables = ForestTables.Of(forest, bins);
        // Left at the root, right below: bin 0 of the first feature, bin 4 of the second.
        double[] expected = [8 / 17.0, 7 / 17.0, 0, 0, 0, 0, 0, 2 / 17.0];
        foreach (var node in new[] { Small(), Small().Split!.Left, Small().Split!.Left.Split!.Right })
        {
            shrinkage.Apply(node, expected);
        }
        int state = tables.Roots[0];
        Assert.Equal(2, tables.Steps);
        state = tables.Next[state + (tables.FeatureAt[state] == 0 ? 0 : 4)];
        state = tables.Last[state + (tables.FeatureAt[state] == 0 ? 0 : 4)];
        double[] drawn = new double[8];
        for (int token = 0; token < 8; token++)
        {
            drawn[token] += tables.Share[state + token] / 8;
            drawn[tables.Other[state + token]] += (1 - tables.Share[state + token]) / 8.0;
        }

        // Shares are float32: eight of them, each rounded by 2⁻²⁴ at most.
        for (int token = 0; token < 8; token++)
        {
            Assert.Equal(expected[token], drawn[token], 8 * Math.Pow(2, -24));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Learns_what_two_columns_do_together(int trees)
    {
        // c is 1 where a and b are both odd, a third of all turned over.
        var random = new Random(5);
        const int rows = 6000,
            draws = 40_000;
        int[] a = [.. Enumerable.Range(0, rows).Select(_ => random.Next(4))],
            b = [.. a.Select(_ => random.Next(4))];
        int[] c = [.. a.Select((token, row) => (token & b[row] & 1) ^ (random.Next(3) == 0 ? 1 : 0))];
        TokenColumn[] columns = [new("a", a, 4, false), new("b", b, 4, true), new("c", c, 2, true)];
        var settings = new TreesSettings(VisitOrder.Schema, trees, null, ReplayCheck: false, 1);
        var fitted = TreesFit.Fit(
            columns,
            Ranks(rows),
            AlwaysThere,
            [.. columns.Select(FeatureBins.Of)],
            [],
            settings,
            _ => { },
            CancellationToken.None
        );
        int[][] drawn = new TokenDraw(fitted, AlwaysThere).Rows(draws, 3, CancellationToken.None);
        for (int odd = 0; odd < 4; odd++)
        {
            double seen = Share(a, b, c, odd),
                found = Share(drawn[0], drawn[1], drawn[2], odd);
            // 4 standard errors of the 10,000 draws with these two parities (0.0189),
            // and 0.03 for what leaves of about 375 rows borrow.
            Assert.Equal(seen, found, 0.0489);
        }

        static double Share(int[] a, int[] b, int[] c, int odd) =>
            c.Where((_, row) => (a[row] & 1) == (odd & 1) && (b[row] & 1) == odd >> 1).Average();
    }

    [Fact]
    public void A_fit_does_not_depend_on_how_columns_are_shared_among_threads()
    {
        var random = new Random(2);
        TokenColumn[] columns =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(at => new TokenColumn(
                    $"{at}",
                    [.. Enumerable.Range(0, 500).Select(_ => random.Next(9))],
                    9,
                    at == 1
                )),
        ];
        var settings = new TreesSettings(VisitOrder.Information, 4, null, ReplayCheck: true, 1);
        byte[][] first = Fit(),
            second = Fit();
        Assert.Equal(first, second);

        byte[][] Fit() =>
            [
                .. TreesFit
                    .Fit(
                        columns,
                        Ranks(500),
                        AlwaysThere,
                        [.. columns.Select(FeatureBins.Of)],
                        [],
                        settings,
                        _ => { },
                        CancellationToken.None
                    )
                    .Columns.Select(forest => forest.Trees),
            ];
    }

    [Fact]
    public void Trees_that_have_learnt_nothing_need_borrow_no_more()
    {
        var random = new Random(3);
        TokenColumn[] columns =
        [
            .. Enumerable
                .Range(0, 6)
                .Select(at => new TokenColumn(
                    $"{at}",
                    [.. Enumerable.Range(0, 2000).Select(_ => random.Next(40))],
                    40,
                    false
                )),
        ];
        MissingRule[] absences = [.. columns.Select(_ => new MissingRule([], []))];
        var settings = new TreesSettings(VisitOrder.Schema, 3, null, ReplayCheck: true, 1);
        // Noise teaches nothing, so nothing is split and nothing need be borrowed.
        Assert.Equal(1, ReplayCheck.Borrow(columns, Ranks(2000), absences, settings, CancellationToken.None));
    }

    /// <summary>
    /// Ten trees, each grown without three of ten parts: the three that did not see a row do not miss it.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(599)]
    public void A_row_less_changes_the_trees_that_saw_it_and_no_other(int gone)
    {
        const int rows = 600;
        var random = new Random(8);
        int[] a = [.. Enumerable.Range(0, rows).Select(_ => random.Next(6))],
            b = [.. a.Select(token => (token + random.Next(2)) % 6)];
        ulong[] ranks = Ranks(rows);
        int[] all = [.. Enumerable.Range(0, rows)];
        byte[][] before = Trees(all),
            after = Trees([.. all.Where(row => row != gone)]);
        Assert.Equal(3, before.Where((tree, at) => tree.AsSpan().SequenceEqual(after[at])).Count());

        byte[][] Trees(int[] some)
        {
            TokenColumn[] columns =
            [
                new("a", Array.ConvertAll(some, row => a[row]), 6, true),
                new("b", Array.ConvertAll(some, row => b[row]), 6, true),
            ];
            FeatureBins[] bins = [.. columns.Select(FeatureBins.Of)];
            var settings = new TreesSettings(VisitOrder.Schema, 10, 20, ReplayCheck: false, 1);
            var fitted = TreesFit.Fit(
                columns,
                Array.ConvertAll(some, row => ranks[row]),
                AlwaysThere[..2],
                bins,
                [],
                settings,
                _ => { },
                CancellationToken.None
            );
            return
            [
                .. PackedTrees.Read(fitted.Columns[1].Trees, bins[..1], 6).Select(tree => PackedTrees.Write([tree])),
            ];
        }
    }

    private static ulong[] Ranks(int rows) => [.. Enumerable.Range(0, rows).Select(row => SeedSplit.Mix((ulong)row))];

    private static TreeNode Small()
    {
        TreeNode first = Leaf([0], [5]),
            second = Leaf([1, 7], [4, 2]),
            third = Leaf([0, 1], [3, 3]);
        var left = new TreeNode
        {
            Tokens = [0, 1, 7],
            Counts = [5, 4, 2],
            Rows = 11,
        };
        left.Split = new TreeSplit(1, [true, true, true, true, false, false, false, false, true, false], first, second);
        return new TreeNode
        {
            Tokens = [0, 1, 7],
            Counts = [8, 7, 2],
            Rows = 17,
            Split = new TreeSplit(0, [true, false, false], left, third),
        };
    }

    private static TreeNode Leaf(int[] tokens, int[] counts) =>
        new()
        {
            Tokens = tokens,
            Counts = counts,
            Rows = counts.Sum(),
        };
}
