using AethergenAI.Generation;
using AethergenAI.Generation.Marginals;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx.Marginals;

namespace AethergenAI.Onnx.Tests.Marginals;

[Trait("Speed", "Slow")]
public sealed class MarginalGraphTests
{
    private const int Block = RowSampler.BlockRows;

    private static readonly int[] Sizes = [3, 2, 4, 5, 1, 3];

    public static TheoryData<int[]> Patterns => new(new int[][] { [], [0], [3], [1, 2], [0, 3, 4], [0, 1, 2, 4, 5] });

    /// <summary>A ring with a chord, a triple, and a column by itself.</summary>
    private static MarginalModel Loopy()
    {
        var random = new Random(6);
        int[][] cliques =
        [
            [0, 1],
            [1, 2],
            [2, 3],
            [0, 3],
            [0, 2, 3],
            [4],
            [5],
        ];
        return new MarginalModel(
            Sizes,
            [
                .. cliques.Select(clique =>
                {
                    int cells = clique.Aggregate(1, (product, column) => product * Sizes[column]);
                    return new Potential(
                        clique,
                        [.. Enumerable.Range(0, cells).Select(_ => (float)(3 * random.NextDouble()))]
                    );
                }),
            ]
        );
    }

    /// <summary>Against the joint distribution given the known tokens, summed cell by cell.</summary>
    [Theory, MemberData(nameof(Patterns))]
    public void Tokens_come_as_the_model_has_them_given_any_columns(int[] given)
    {
        var model = Loopy();
        int[] known = [2, 1, 3, 0, 0, 1];
        double[] joint = Joint(model, tokens => given.All(column => tokens[column] == known[column]));
        const int rows = 40 * Block;
        int[] asked = [.. known.Select((token, column) => given.Contains(column) ? token : -1)];
        int[] tokens = Draw(MarginalGraph.Emit(model, Named(model), Flags(given)), rows, asked);
        int[] counts = new int[joint.Length];
        for (int row = 0; row < rows; row++)
        {
            counts[Cell(tokens.AsSpan(row * 6, 6))]++;
        }
        for (int cell = 0; cell < joint.Length; cell++)
        {
            // Five standard errors of a proportion, for 360 cells; stratified noise has less.
            Assert.Equal(
                joint[cell],
                counts[cell] / (double)rows,
                (5 * Math.Sqrt(joint[cell] * (1 - joint[cell]) / rows)) + 1e-6
            );
        }
    }

    /// <summary>
    /// A column tied to eleven given ones, whose table would have 10¹² cells: its logarithm is summed row by row.
    /// </summary>
    [Fact]
    public void A_column_with_many_given_neighbours_is_drawn_from_the_sum_of_its_potentials()
    {
        var random = new Random(8);
        int[] sizes = [.. Enumerable.Repeat(10, 12)];
        var model = new MarginalModel(
            sizes,
            [
                .. Enumerable
                    .Range(1, 11)
                    .Select(other => new Potential(
                        [0, other],
                        [.. Enumerable.Range(0, 100).Select(_ => (float)random.NextDouble())]
                    )),
            ]
        );
        int[] known = [-1, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
        double[] expected =
        [
            .. Enumerable
                .Range(0, 10)
                .Select(token =>
                    Math.Exp(
                        model.Potentials.Sum(potential =>
                            potential.Values[(token * 10) + known[potential.Attributes[1]]]
                        )
                    )
                ),
        ];
        const int rows = 20 * Block;
        int[] tokens = Draw(
            MarginalGraph.Emit(model, Named(model), [.. known.Select(token => token >= 0)]),
            rows,
            known
        );
        for (int token = 0; token < 10; token++)
        {
            double share = expected[token] / expected.Sum();
            int seen = Enumerable.Range(0, rows).Count(row => tokens[row * 12] == token);
            Assert.Equal(share, seen / (double)rows, 5 * Math.Sqrt(share * (1 - share) / rows));
        }

        // Two such columns, both missing, tied to each other: neither can be summed out.
        var second = Enumerable.Range(0, 12).Select(other => new Potential([other, 12], new float[100]));
        var two = new MarginalModel([.. sizes, 10], [.. model.Potentials, .. second]);
        var refused = Assert.Throws<RefusedException>(() =>
            MarginalGraph.Emit(two, Named(two), [.. known.Select(token => token >= 0), false])
        );
        Assert.Equal("generation.given-too-many", refused.Code);
    }

    /// <summary>
    /// The golden-ratio sequence's worst shift, by brute force, bounds how far a block's counts are from the model's:
    /// for a column without parents its own share, and for its child the share in each of the parent's cells.
    /// Independent noise would be off by 20 to 30 rows.
    /// </summary>
    [Fact]
    public void A_block_meets_the_model_to_the_discrepancy_of_its_sequence()
    {
        float[] root = [0.3f, 0.45f, 0.25f],
            child = [0.1f, 0.6f, 0.3f, 0.5f, 0.25f, 0.25f, 0.2f, 0.2f, 0.6f];
        // Of two columns that fit equally well the first is summed out first, and so drawn last: column 1 is the root.
        float[] turned = [.. Enumerable.Range(0, 9).Select(cell => MathF.Log(child[(cell % 3 * 3) + (cell / 3)]))];
        var model = new MarginalModel(
            [3, 3],
            [new Potential([1], [.. root.Select(share => MathF.Log(share))]), new Potential([0, 1], turned)]
        );
        Assert.Equal([1, 0], SamplingPlan.Of(model, [false, false])!.Select(step => step.Attribute));
        int[] tokens = Draw(MarginalGraph.Emit(model, Named(model), [false, false]), 12 * Block, [-1, -1]);
        for (int block = 0; block < 12; block++)
        {
            int[,] counts = new int[3, 3];
            for (int row = block * Block; row < (block + 1) * Block; row++)
            {
                counts[tokens[(row * 2) + 1], tokens[row * 2]]++;
            }
            for (int first = 0; first < 3; first++)
            {
                int seen = counts[first, 0] + counts[first, 1] + counts[first, 2];
                Assert.InRange(Math.Abs(seen - (Block * root[first])), 0, Worst(Block, root[first]));
                for (int second = 0; second < 3; second++)
                {
                    double share = child[(first * 3) + second];
                    Assert.InRange(Math.Abs(counts[first, second] - (seen * share)), 0, Worst(seen, share));
                }
            }
        }
    }

    /// <summary>
    /// Whatever the strata, one row's token has the model's distribution: blocks are independent of each other.
    /// </summary>
    [Fact]
    public void Each_row_by_itself_follows_the_model()
    {
        const int blocks = 400;
        var model = Loopy();
        double[] joint = Joint(model, _ => true);
        int[] tokens = Draw(
            MarginalGraph.Emit(model, Named(model), new bool[6]),
            blocks * Block,
            [.. Enumerable.Repeat(-1, 6)]
        );
        foreach (int row in new[] { 0, 1, 4_095 })
        {
            double[] expected = new double[5];
            for (int cell = 0; cell < joint.Length; cell++)
            {
                expected[Tokens(cell)[3]] += joint[cell];
            }
            int[] counts = new int[5];
            for (int block = 0; block < blocks; block++)
            {
                counts[tokens[(((block * Block) + row) * 6) + 3]]++;
            }
            double statistic = expected
                .Zip(counts, (share, count) => Math.Pow(count - (blocks * share), 2) / (blocks * share))
                .Sum();
            Assert.True(statistic < 18.47, $"{statistic}"); // χ² with 4 degrees of freedom, once in 1,000
        }
    }

    /// <summary>
    /// The most that the number of the sequence's first <c>count</c> points in an interval of length <c>share</c>,
    /// anywhere, differs from <c>count · share</c>.
    /// </summary>
    private static double Worst(int count, double share)
    {
        double[] points = [.. Enumerable.Range(0, count).Select(k => k * 0.61803398874989485 % 1).Order()];
        double worst = 0;
        // An interval is worst where it begins at a point or just after one; a run that does not begin at k = 0
        // is the same sequence, shifted.
        for (int begin = 0, end = 0; begin < count; begin++)
        {
            end = Math.Max(end, begin);
            while (end < begin + count && points[end % count] + (end >= count ? 1 : 0) < points[begin] + share)
            {
                end++;
            }
            worst = Math.Max(
                worst,
                Math.Max(Math.Abs(end - begin - (count * share)), Math.Abs(end - begin - 1 - (count * share)))
            );
        }

        return worst + 1; // float32 rounds the points
    }

    private static int[] Draw(byte[] graph, int rows, int[] known)
    {
        int width = known.Length;
        using var sampler = new OnnxTokenSampler(graph);
        float[] noise = new float[Block * width];
        int[] given = [.. Enumerable.Range(0, noise.Length).Select(cell => known[cell % width])],
            tokens = new int[rows * width];
        for (int first = 0; first < rows; first += Block)
        {
            for (int row = 0; row < Block; row++)
            {
                RowNoise.Fill(noise.AsSpan(row * width, width), 11, first + row, 0);
            }
            sampler.Sample(noise, given, tokens.AsSpan(first * width, Block * width), Block);
        }

        return tokens;
    }

    private static double[] Joint(MarginalModel model, Func<int[], bool> possible)
    {
        double[] joint = [.. Enumerable.Range(0, 360).Select(cell => Weight(Tokens(cell)))];
        double sum = joint.Sum();
        return [.. joint.Select(weight => weight / sum)];

        double Weight(int[] tokens) =>
            possible(tokens) ? Math.Exp(model.Potentials.Sum(potential => Value(potential, tokens))) : 0;

        static double Value(Potential potential, int[] tokens) =>
            potential.Values[potential.Attributes.Aggregate(0, (at, column) => (at * Sizes[column]) + tokens[column])];
    }

    private static int[] Tokens(int cell)
    {
        int[] tokens = new int[6];
        for (int column = 5; column >= 0; column--)
        {
            (cell, tokens[column]) = Math.DivRem(cell, Sizes[column]);
        }
        return tokens;
    }

    private static int Cell(ReadOnlySpan<int> tokens)
    {
        int cell = 0;
        for (int column = 0; column < 6; column++)
        {
            cell = (cell * Sizes[column]) + tokens[column];
        }
        return cell;
    }

    private static ModelColumn[] Named(MarginalModel model) =>
        [.. model.Sizes.Select((size, column) => new ModelColumn($"c{column}", size))];

    private static bool[] Flags(int[] given) => [.. Enumerable.Range(0, 6).Select(given.Contains)];
}
