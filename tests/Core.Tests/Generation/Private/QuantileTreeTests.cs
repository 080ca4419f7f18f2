using AethergenAI.Generation.Private;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Private;

public sealed class QuantileTreeTests
{
    /// <summary>The noise at ε = 1, δ = 1e-9, a tenth of the budget and one column: ρ = 0.0015 in all.</summary>
    private static readonly double[] Sigma =
    [
        .. QuantileTree.Shares.Select(share => 1 / Math.Sqrt(2 * 0.1 * Zcdp.Rho(1, 1e-9) * share)),
    ];

    private static readonly NumberLine Integers = NumberLine.Of(new IntegerColumn("a")).Line;

    private static readonly NumberLine Continuous = NumberLine.Of(new DecimalColumn("a")).Line;

    /// <summary>
    /// Without noise the outermost leaves are as fine as the step: 2,048 … 4,095 is split into parts of 256, 32 and
    /// 4, of which the last with a row ends at 3,199. Numbers are even within leaves, so every edge is exact.
    /// </summary>
    [Fact]
    public void Exact_answers_give_the_exact_range_and_quantiles()
    {
        double[] values = [.. Enumerable.Range(0, 3200).Select(number => (double)number)];
        var found = QuantileTree.Find(Integers, false, values, [1e-3, 1e-3, 1e-3, 1e-3], (_, counts) => counts);

        Assert.Equal((0, 3199), (found.Min, found.Max));
        Assert.Equal([.. Enumerable.Range(0, 32).Select(bin => 100.0 * bin), 3199], found.Edges);
    }

    [Fact]
    public void A_number_with_many_rows_is_a_bin_of_its_own()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(row => row < 500 ? 40.0 : row % 100)];
        var found = QuantileTree.Find(Integers, false, values, [1e-3, 1e-3, 1e-3, 1e-3], (_, counts) => counts);

        Assert.Contains(40, found.Edges);
        Assert.Contains(41, found.Edges);
    }

    /// <summary>One column of a single number, and one without any.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public void One_number_or_none_still_makes_a_range(int rows)
    {
        var found = Find(Integers, [.. Enumerable.Repeat(42.0, rows)], seed: 5);

        Assert.True(found.Min <= found.Max);
        Assert.True(found.Edges.Zip(found.Edges.Skip(1)).All(pair => pair.First < pair.Second));
        Assert.True(rows == 0 || (found.Min <= 42 && 42 <= found.Max));
    }

    /// <summary>
    /// Whatever the rows are, equal answers lead to equal questions and to an equal range; and under equal answers a
    /// row more changes each histogram by 1 in at most one cell.
    /// </summary>
    [Fact]
    public void Questions_follow_from_the_answers_before_and_a_row_changes_one_count_of_each()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 200; trial++)
        {
            double[] values = [.. Enumerable.Range(0, 300).Select(_ => Wild(random))],
                more = [.. values, Wild(random)],
                others = [.. Enumerable.Range(0, 50).Select(_ => Wild(random))];
            var line = trial % 2 == 0 ? Integers : Continuous;
            var one = Scripted(line, values, trial);
            var neighbour = Scripted(line, more, trial);
            var other = Scripted(line, others, trial);

            Assert.Equal(one.Found.Edges, other.Found.Edges);
            Assert.Equal(one.Found.Edges, neighbour.Found.Edges);
            Assert.Equal(one.Asked.Select(counts => counts.Length), other.Asked.Select(counts => counts.Length));
            Assert.Equal(QuantileTree.Levels, one.Asked.Count);
            foreach (var (left, right) in one.Asked.Zip(neighbour.Asked))
            {
                Assert.Equal(left.Length, right.Length);
                Assert.InRange(left.Zip(right).Sum(pair => Math.Abs(pair.First - pair.Second)), 0, 1);
            }
            Assert.Equal(300, one.Asked[0].Sum());
        }
    }

    /// <summary>
    /// All rows are in the cell 1,024 … 2,047. An empty cell widens the range with a probability of 0.01 at most,
    /// each of the two beside it with one of Φ(−2.5) = 0.0062: in 400 columns 9 times at most, with a standard
    /// deviation of 3, of which 4 are allowed.
    /// </summary>
    [Fact]
    public void Empty_cells_widen_the_range_as_rarely_as_is_derived()
    {
        double[] values = [.. Enumerable.Range(0, 20_000).Select(row => 1400.0 + (row % 100))];
        int wider = Enumerable
            .Range(1, 400)
            .Select(seed => Find(Integers, values, seed))
            .Count(found => found.Min < 1024 || found.Max > 2047);

        Assert.InRange(wider, 0, 21);
    }

    /// <summary>
    /// A sum of leaves cuts at most one of 8 parts at each of 3 levels. The parts' sum is known, so cutting after j of
    /// them costs at most j(8−j)/8·σ² ≤ 2σ² of variance; with σ = 41 that is 3·2·41² = 10,000. The first
    /// cells between which there is an edge are 10 at most, of σ = 29: 8,400. The standard error is thus 136 rows at
    /// most, that of a bin √2 as much, and 4 of those are 770 of 30,000 rows: 0.026. Within a leaf of a 64th of the
    /// rows the density of a normal distribution is nearly even, which is worth another 0.001.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Bins_have_equal_shares_as_far_as_the_noise_allows(int seed)
    {
        double[] values = Normal(30_000, 1500, 100, seed);
        var found = Find(Continuous, values, seed);

        Assert.Equal(33, found.Edges.Count);
        for (int bin = 0; bin < 32; bin++)
        {
            double low = bin == 0 ? double.NegativeInfinity : found.Edges[bin],
                high = bin == 31 ? double.PositiveInfinity : found.Edges[bin + 1];
            double share = values.Count(value => value >= low && value < high) / 30_000.0;
            Assert.InRange(share, (1 / 32.0) - 0.027, (1 / 32.0) + 0.027);
        }
    }

    /// <summary>
    /// What is cut off at an end has at most 1.5 standard errors of rows by the estimate, which is off by at most 4:
    /// with 136 rows for one (see above), 5.5·136 of 30,000 are 0.025. What remains beside the numbers is a part of
    /// the outermost cell with a row.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_range_is_tight_and_holds_the_rows(int seed)
    {
        double[] values = Normal(30_000, 1500, 100, seed);
        var found = Find(Continuous, values, seed);

        Assert.InRange(values.Count(value => value < found.Min) / 30_000.0, 0, 0.025);
        Assert.InRange(values.Count(value => value > found.Max) / 30_000.0, 0, 0.025);
        Assert.True(found.Min >= 1024 && found.Max <= 2048); // where powers of two would end
    }

    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, new double[] { 2, 2, 2 })]
    [InlineData(new double[] { 1, 2, 2, 5 }, new double[] { 1, 2, 2, 5 })]
    [InlineData(new double[] { 0, 4, 2, 3, 1, 9 }, new double[] { 0, 2.5, 2.5, 2.5, 2.5, 9 })]
    [InlineData(new double[0], new double[0])]
    public void Decreasing_neighbours_share_their_mean(double[] values, double[] monotone) =>
        Assert.Equal(monotone, QuantileTree.Monotone(values));

    private static NumberRange Find(NumberLine line, double[] values, int seed)
    {
        var bits = new RandomBits(new Random(seed).NextBytes);
        return QuantileTree.Find(line, false, values, Sigma, (level, counts) => Noisy(counts, level, bits));
    }

    private static long[] Noisy(long[] counts, int level, RandomBits bits)
    {
        var noisy = new long[counts.Length];
        DiscreteGaussian.Fill(noisy, Fraction.AtLeast(Sigma[level] * Sigma[level]), bits);
        return [.. noisy.Zip(counts, (noise, count) => noise + count)];
    }

    /// <summary>Answers that do not depend on the rows, and the questions that they led to.</summary>
    private static (NumberRange Found, List<long[]> Asked) Scripted(NumberLine line, double[] values, int script)
    {
        var random = new Random(script);
        var asked = new List<long[]>();
        var found = QuantileTree.Find(line, false, values, Sigma, (_, counts) =>
        {
            asked.Add(counts);
            return [.. counts.Select(_ => random.NextInt64(-100, random.Next(8) == 0 ? 1000 : 100))];
        });
        return (found, asked);
    }

    private static double Wild(Random random) =>
        random.Next(10) switch
        {
            0 => 0,
            1 => random.Next(-3, 4),
            2 => double.PositiveInfinity,
            3 => -1e300,
            _ => Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(12))),
        };

    private static double[] Normal(int rows, double mean, double deviation, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Select(_ =>
                    mean
                    + (
                        deviation
                        * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                        * Math.Cos(2 * Math.PI * random.NextDouble())
                    )
                ),
        ];
    }
}
