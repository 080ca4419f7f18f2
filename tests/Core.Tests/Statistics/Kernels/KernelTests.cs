using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics.Kernels;

public class DistributionTests
{
    [Fact]
    public void Total_variation_is_half_the_sum_of_absolute_differences() =>
        // ½(|.5 − .2| + |.3 − .3| + |.2 − .5|) = .3
        Assert.Equal(0.3, Distribution.TotalVariation([0.5, 0.3, 0.2], [0.2, 0.3, 0.5]), 12);

    [Fact]
    public void Total_variation_refuses_different_cells() =>
        Assert.Throws<ArgumentException>(() => Distribution.TotalVariation([1], [0.5, 0.5]));

    [Fact]
    public void Shares_of_no_rows_are_zero()
    {
        double[] shares = [9, 9];
        Distribution.Shares([], shares);
        Assert.Equal([0, 0], shares);
    }

    [Fact]
    public void Kolmogorov_Smirnov_of_a_shift_is_the_largest_gap()
    {
        // F reaches 1 at 2 where G is still 1/4.
        Assert.Equal(0.75, Distribution.KolmogorovSmirnov([0, 1, 2, 2], [2, 3, 4, 5], out double at), 12);
        Assert.Equal(2, at);
    }

    [Theory]
    [InlineData(1, 50, 70, 8)]
    [InlineData(2, 1, 200, 1000)]
    [InlineData(3, 33, 5, 3)]
    public void Kolmogorov_Smirnov_agrees_with_looking_at_every_value(ulong seed, int n, int m, int distinct)
    {
        var random = new RandomStream(seed);
        double[] x = Sorted(n),
            y = Sorted(m);
        double oracle = x.Concat(y).Max(at => Math.Abs(Share(x, at) - Share(y, at)));
        Assert.Equal(oracle, Distribution.KolmogorovSmirnov(x, y, out _), 12);

        double[] Sorted(int count) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(_ => random.NextInt(distinct) == 0 ? double.NaN : (double)random.NextInt(distinct))
                    .Order(),
            ];

        static double Share(double[] values, double at) =>
            values.Count(value => value.CompareTo(at) <= 0) / (double)values.Length;
    }

    [Fact]
    public void Missing_cells_are_a_distance_for_numbers_too() =>
        Assert.Equal(0.5, Distribution.KolmogorovSmirnov([double.NaN, double.NaN, 1, 2], [1, 1, 2, 2], out _), 12);

    [Fact]
    public void Entropy_of_four_equal_cells_is_ln_4() =>
        Assert.Equal(Math.Log(4), Distribution.Entropy([0.25, 0.25, 0.25, 0.25, 0]), 12);
}

public class AssociationTests
{
    [Fact]
    public void Grades_share_tied_ranks_and_leave_missing_cells_missing() =>
        Assert.Equal([0.125, double.NaN, 0.5, 0.5, 0.875], Association.Grades([1, double.NaN, 5, 5, 9]));

    [Fact]
    public void Pearson_of_a_line_is_its_direction()
    {
        Assert.Equal(1, Association.Pearson([1, 2, 3], [10, 20, 30]), 12);
        Assert.Equal(-1, Association.Pearson([1, 2, 3], [3, 2, 1]), 12);
    }

    // Anscombe (1973), first set: r = 0.81642.
    [Fact]
    public void Pearson_agrees_with_Anscombes_quartet() =>
        Assert.Equal(
            0.81642,
            Association.Pearson(
                [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
                [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
            ),
            5
        );

    [Fact]
    public void Pearson_of_a_constant_or_of_incomplete_rows_is_zero()
    {
        Assert.Equal(0, Association.Pearson([1, 1, 1], [1, 2, 3]));
        Assert.Equal(0, Association.Pearson([1, double.NaN], [double.NaN, 2]));
    }

    // Wikipedia's worked example (grades in three subjects): η² = 6780/9640.
    [Fact]
    public void The_correlation_ratio_agrees_with_a_worked_example()
    {
        int[] subjects = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2];
        double[] marks = [45, 70, 29, 15, 21, 40, 20, 30, 42, 65, 95, 80, 70, 85, 73];
        Assert.Equal(Math.Sqrt(6780.0 / 9640), Association.CorrelationRatio(subjects, 4, marks), 12);
    }

    [Fact]
    public void Cramers_V_is_1_for_a_bijection_and_0_for_independence()
    {
        Assert.Equal(1, Association.CramersV([0.5, 0, 0, 0, 0.3, 0, 0, 0, 0.2], 3), 12);
        Assert.Equal(0, Association.CramersV([0.06, 0.14, 0.24, 0.56], 2), 12);
        Assert.Equal(0, Association.CramersV([0.5, 0.5], 2));
    }

    // V² = χ²/n = .04 for the shares [.3 .2; .2 .3]: Σ (±.05)²/.25 = 4 · .01 = .04.
    [Fact]
    public void Cramers_V_of_a_two_by_two_table_is_phi() =>
        Assert.Equal(0.2, Association.CramersV([0.3, 0.2, 0.2, 0.3], 2), 12);
}

public class RocAucTests
{
    [Theory]
    [InlineData(1, 40, 60, 5)]
    [InlineData(2, 1, 300, 1000)]
    [InlineData(3, 20, 20, 1)]
    public void Agrees_with_counting_every_pair(ulong seed, int positives, int negatives, int distinct)
    {
        var random = new RandomStream(seed);
        double[] scores = [.. Enumerable.Range(0, positives + negatives).Select(_ => (double)random.NextInt(distinct))];
        bool[] positive = [.. Enumerable.Range(0, scores.Length).Select(i => i < positives)];
        double pairs = (
            from a in scores[..positives]
            from b in scores[positives..]
            select a > b ? 1
            : a == b ? 0.5
            : 0
        ).Average();
        Assert.Equal(pairs, RocAuc.Compute(scores, positive), 12);
    }

    [Fact]
    public void A_resample_by_weights_is_the_resample_by_copies()
    {
        double[] scores = [0.1, 0.4, 0.4, 0.8, 0.9];
        bool[] positive = [false, true, false, false, true];
        int[] weights = [2, 0, 1, 3, 2];
        var copies = Enumerable.Range(0, 5).SelectMany(i => Enumerable.Repeat(i, weights[i])).ToArray();
        double expected = RocAuc.Compute([.. copies.Select(i => scores[i])], [.. copies.Select(i => positive[i])]);
        Assert.Equal(expected, RocAuc.Weighted(RocAuc.Order(scores), scores, positive, weights), 12);
    }

    [Fact]
    public void Refuses_one_class_and_NaN()
    {
        Assert.Throws<ArgumentException>(() => RocAuc.Compute([1, 2], [true, true]));
        Assert.Throws<ArgumentException>(() => RocAuc.Compute([double.NaN, 2], [true, false]));
    }

    // Positives 3, 1 and negatives 2, 0: placements of positives 1, ½, of negatives ½, 1; sample variances 1/8 each, over two: 1/16 + 1/16.
    [Fact]
    public void DeLongs_variance_by_hand()
    {
        double area = RocAuc.WithPlacements([3, 1, 2, 0], [true, true, false, false], out double[] placements);
        Assert.Equal(0.75, area, 12);
        Assert.Equal(0.125, RocAuc.Variance(placements, [true, true, false, false]), 12);
    }
}

public class ProportionTests
{
    // Newcombe (1998), statistics in medicine 17:857, table I: 81/263 and 15/148 and 0/20.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    public void Wilson_agrees_with_published_intervals(int successes, int trials, double low, double high)
    {
        var interval = Proportion.Wilson(successes, trials);
        Assert.Equal(low, interval.Low, 0.00006);
        Assert.Equal(high, interval.High, 0.00006);
    }

    [Theory]
    [InlineData(81, 263, 0.2527, 0.3676)]
    [InlineData(15, 148, 0.0578, 0.1617)]
    [InlineData(0, 20, 0.0000, 0.1684)]
    public void Clopper_Pearson_agrees_with_published_intervals(int successes, int trials, double low, double high)
    {
        var interval = Proportion.ClopperPearson(successes, trials);
        Assert.Equal(low, interval.Low, 0.00006);
        Assert.Equal(high, interval.High, 0.00006);
    }

    // Newcombe (1998), statistics in medicine 17:873, table II, method 10: 56/70 − 48/80.
    [Fact]
    public void Newcombes_difference_agrees_with_the_published_interval()
    {
        var interval = Proportion.NewcombeDifference(56, 70, 48, 80);
        Assert.Equal(0.0524, interval.Low, 0.00006);
        Assert.Equal(0.3339, interval.High, 0.00006);
    }
}

public class SpecialFunctionTests
{
    [Fact]
    public void Log_gamma_of_whole_numbers_is_the_log_of_a_factorial() =>
        Assert.Equal(Math.Log(3628800), SpecialFunctions.LogGamma(11), 10);

    // I_x(2, 3) = 6x² − 8x³ + 3x⁴.
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_beta_distribution_agrees_with_its_polynomial(double x) =>
        Assert.Equal((6 * x * x) - (8 * x * x * x) + (3 * x * x * x * x), SpecialFunctions.BetaCdf(x, 2, 3), 12);
}

public class RandomStreamTests
{
    // The reference implementation's first numbers for seed 1234567 (Vigna, splitmix64.c).
    [Fact]
    public void Agrees_with_the_published_sequence()
    {
        var random = new RandomStream(1234567);
        ulong[] drawn = [random.Next(), random.Next(), random.Next(), random.Next(), random.Next()];
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            drawn
        );
    }

    [Fact]
    public void Chooses_without_repeats() =>
        Assert.Equal(100, new RandomStream(5).Choose(1000, 100).Distinct().Count());
}

public class NearestNeighbourTests
{
    [Theory]
    [InlineData(1, 37, 53, 3, 1)]
    [InlineData(2, 300, 2500, 5, 6)]
    [InlineData(3, 4, 3, 2, 5)]
    public void Agrees_with_comparing_every_pair(ulong seed, int queries, int references, int columns, int k)
    {
        var random = new RandomStream(seed);
        float[][] q = Points(queries),
            r = Points(references);
        float[] radii = [.. Enumerable.Range(0, references).Select(_ => (float)random.NextDouble())];
        foreach (float[]? offsets in new[] { null, radii })
        {
            float[] found = NearestNeighbours.Search(q, r, offsets, k, out int[] index, CancellationToken.None);
            for (int i = 0; i < queries; i++)
            {
                float[] oracle =
                [
                    .. Enumerable.Range(0, references).Select(j => Distance(i, j) - (offsets?[j] ?? 0)).Order().Take(k),
                ];
                for (int n = 0; n < oracle.Length; n++)
                {
                    Assert.Equal(oracle[n], found[(i * k) + n], 1e-5);
                    int at = index[(i * k) + n];
                    Assert.Equal(oracle[n], Distance(i, at) - (offsets?[at] ?? 0), 1e-5);
                }

                Assert.All(found[((i * k) + oracle.Length)..((i + 1) * k)], rest =>
                    Assert.True(float.IsPositiveInfinity(rest))
                );
            }
        }

        // Half the columns are grades, some missing, half are codes.
        float[][] Points(int rows) =>
            [
                .. Enumerable
                    .Range(0, columns)
                    .Select(c =>
                        Enumerable
                            .Range(0, rows)
                            .Select(_ =>
                                c % 2 == 1 ? random.NextInt(4)
                                : random.NextInt(10) == 0 ? NearestNeighbours.Missing
                                : (float)random.NextDouble()
                            )
                            .ToArray()
                    ),
            ];

        float Distance(int i, int j) => Enumerable.Range(0, columns).Sum(c => Math.Min(1, Math.Abs(q[c][i] - r[c][j])));
    }
}

public class BootstrapTests
{
    [Fact]
    public void Percentiles_are_interpolated()
    {
        var interval = Bootstrap.Percentile([.. Enumerable.Range(0, 41).Select(k => (double)k)]);
        Assert.Equal(1, interval.Low, 12);
        Assert.Equal(39, interval.High, 12);
    }

    [Fact]
    public void Too_few_replicates_are_refused() =>
        Assert.Throws<ArgumentException>(() => Bootstrap.Percentile([1, 2, double.NaN]));
}

public class GroupingTests
{
    [Fact]
    public void Keeps_the_frequent_codes_and_the_missing_one()
    {
        // Six cells, the last one missing; codes 3 and 1 are the frequent ones.
        var (codes, cells) = Grouping.Group([0, 1, 2, 3, 4, 5], [3, 3, 3, 1, 1, 0], 6, 2);
        Assert.Equal(4, cells);
        Assert.Equal([2, 1, 2, 0, 2, 3], codes);
    }
}
