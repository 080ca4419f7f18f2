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
