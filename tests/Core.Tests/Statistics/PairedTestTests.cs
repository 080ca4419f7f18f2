using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics;

[Trait("Speed", "Slow")]
public class PairedTestTests
{
    // Student (1908), table of Cushny & Peebles: extra hours of sleep, second soporific against first.
    // t = 4.0621 with 9 degrees of freedom, p = 0.002833, 95 % interval [0.7001, 2.4599] (R: t.test(sleep$extra[11:20],
    // sleep$extra[1:10], paired = TRUE)).
    private static readonly double[] Sleep = [1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4];

    [Fact]
    public void Students_own_example_comes_out()
    {
        var (interval, method) = PairedTest.Interval95(Sleep);

        Assert.Equal(IntervalMethod.StudentT, method);
        Assert.Equal(0.7001142, interval!.Low, tolerance: 1e-6);
        Assert.Equal(2.4598858, interval.High, tolerance: 1e-6);
        Assert.Equal(0.002833, PairedTest.P(Sleep)!.Value, tolerance: 1e-6);
    }

    // d = 1.58 / 1.229995 = 1.284558; times Γ(4.5)/(√4.5·Γ(4)) = 11.63172840/(2.12132034·6).
    [Fact]
    public void The_effect_size_is_hedges_g() =>
        Assert.Equal(1.284558 * 11.63172840 / (2.12132034 * 6), PairedTest.EffectSize(Sleep)!.Value, tolerance: 1e-6);

    [Fact]
    public void One_value_has_no_interval_and_values_that_do_not_vary_none_of_width()
    {
        Assert.Equal((null, IntervalMethod.None), PairedTest.Interval95([1.0]));
        Assert.Null(PairedTest.P([1.0]));
        Assert.Null(PairedTest.EffectSize([0.3, 0.3, 0.3]));
        // Three of one sign: 2·½³.
        Assert.Equal((1, 0.25), (PairedTest.P([0, 0]), PairedTest.P([0.1, 0.1, 0.1])));
        var interval = PairedTest.Interval95([.. Enumerable.Repeat(0.1, 40)]).Interval!;
        Assert.Equal(0, interval.High - interval.Low, 12);
    }

    // 6,000 experiments: the standard error of a coverage of 95 % is √(.95·.05/6,000) = 0.0028,
    // so 93 % and 97 % are 7 of them away.
    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(30)]
    public void Intervals_of_normal_differences_cover_as_often_as_they_say(int repeats) =>
        Assert.InRange(Coverage(repeats, 6_000, (ref RandomStream random) => Normal(ref random)), 0.93, 0.97);

    // Repeats of real measures are skewed rather than normal: Gamma(4) has skewness 1, its mean is 4.
    [Fact]
    public void Intervals_cover_skewed_differences_too() =>
        Assert.InRange(Coverage(30, 6_000, (ref RandomStream random) =>
            {
                double sum = 0;
                for (int i = 0; i < 4; i++)
                {
                    sum -= Math.Log(1 - random.NextDouble());
                }
                return sum - 4;
            }), 0.93, 0.97);

    // Student's t with 3 degrees of freedom, 30 repeats. The BCa bootstrap covered 91.1 %.
    [Fact]
    public void Intervals_cover_heavy_tailed_differences_too() =>
        Assert.InRange(Coverage(30, 6_000, (ref RandomStream random) =>
            {
                double normal = Normal(ref random),
                    squares = 0;
                for (int i = 0; i < 3; i++)
                {
                    squares += Math.Pow(Normal(ref random), 2);
                }
                return normal / Math.Sqrt(squares / 3);
            }), 0.93, 0.97);

    // Repeats that split the same rows: their values have a common part of the variance ρ, here ρ = n_test/n = 0.3,
    // so the overlap is ρ/(1 − ρ) = 3/7. As if they were independent, 30 repeats would cover in 42 %. Standard
    // error as above.
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(30)]
    public void Intervals_of_overlapping_repeats_cover_as_often_as_they_say(int repeats)
    {
        var random = new RandomStream((ulong)repeats);
        var values = new double[repeats];
        int covered = 0,
            rejected = 0;
        for (int i = 0; i < 6_000; i++)
        {
            double common = Math.Sqrt(0.3) * Normal(ref random);
            for (int k = 0; k < repeats; k++)
            {
                values[k] = common + (Math.Sqrt(0.7) * Normal(ref random));
            }
            var interval = PairedTest.Interval95(values, 3 / 7.0).Interval!;
            covered += interval.Low <= 0 && 0 <= interval.High ? 1 : 0;
            rejected += PairedTest.P(values, 3 / 7.0) <= 0.05 ? 1 : 0;
        }

        Assert.InRange(covered / 6_000.0, 0.93, 0.97);
        Assert.Equal(6_000 - covered, rejected);
    }

    // Nadeau & Bengio: the variance of the mean of J repeats is (1/J + n_test/n_train)·s².
    [Fact]
    public void The_corrected_error_is_that_of_the_paper() =>
        Assert.Equal(2 * Math.Sqrt(0.1 + (30 / 70.0)), PairedTest.Error(2, 10, 30 / 70.0), tolerance: 1e-12);

    [Theory]
    [InlineData(Correction.Holm, new[] { 0.05, 0.08, 0.09, 0.09, 0.09 })]
    [InlineData(Correction.BenjaminiHochberg, new[] { 0.05, 0.05, 0.05, 0.05, 0.05 })]
    [InlineData(Correction.None, new[] { 0.01, 0.02, 0.03, 0.04, 0.05 })]
    public void Corrections_are_those_of_the_papers(Correction correction, double[] adjusted)
    {
        // By hand: Holm multiplies by 5, 4, 3, 2, 1 and keeps the order; Benjamini–Hochberg by 5/1 … 5/5 from
        // below.
        double[] found = Multiplicity.Adjust([0.01, 0.02, 0.03, 0.04, 0.05], correction);

        for (int i = 0; i < adjusted.Length; i++)
        {
            Assert.Equal(adjusted[i], found[i], tolerance: 1e-12);
        }
    }

    [Fact]
    public void Corrected_values_keep_the_order_of_the_raw_ones_and_stay_below_one() =>
        Assert.Equal(
            [1, 0.03, 1],
            Multiplicity.Adjust([0.9, 0.01, 0.6], Correction.Holm).Select(p => Math.Round(p, 12))
        );

    private delegate double Draw(ref RandomStream random);

    private static double Coverage(int repeats, int experiments, Draw draw)
    {
        var random = new RandomStream((ulong)repeats);
        var values = new double[repeats];
        int covered = 0;
        for (int i = 0; i < experiments; i++)
        {
            for (int k = 0; k < repeats; k++)
            {
                values[k] = draw(ref random);
            }
            var interval = PairedTest.Interval95(values).Interval!;
            covered += interval.Low <= 0 && 0 <= interval.High ? 1 : 0;
        }

        return (double)covered / experiments;
    }

    internal static double Normal(ref RandomStream random)
    {
        // Box & Muller.
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return radius * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
