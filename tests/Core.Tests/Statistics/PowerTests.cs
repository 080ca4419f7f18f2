using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics;

[Trait("Speed", "Slow")]
public class PowerTests
{
    // Cohen (1988), Statistical Power Analysis, and G*Power 3 for matched pairs, two-sided 5 %, power 80 %: small,
    // medium and large effects.
    [Theory]
    [InlineData(0.2, 199)]
    [InlineData(0.5, 34)]
    [InlineData(0.8, 15)]
    [InlineData(1.0, 10)]
    public void Repeats_are_the_published_ones(double effect, int repeats) =>
        Assert.Equal(repeats, Power.RepeatsFor(1, effect));

    [Fact]
    public void Without_a_difference_the_power_is_the_level() =>
        Assert.Equal(0.05, Power.OfPairedTest(7, 0), tolerance: 1e-6);

    [Fact]
    public void What_no_experiment_finds_has_no_number() => Assert.Null(Power.RepeatsFor(1, 1e-3));

    // 4 standard errors of a proportion over 20,000 experiments: 4·√(.25/20,000) = 0.0141.
    [Theory]
    [InlineData(2, 2.0)]
    [InlineData(5, 1.0)]
    [InlineData(12, 0.7)]
    public void Simulated_tests_find_it_as_often(int repeats, double effect)
    {
        var random = new RandomStream(7);
        var values = new double[repeats];
        int found = 0;
        for (int i = 0; i < 20_000; i++)
        {
            for (int k = 0; k < repeats; k++)
            {
                values[k] = effect + PairedTestTests.Normal(ref random);
            }
            found += PairedTest.P(values) < 0.05 ? 1 : 0;
        }

        Assert.Equal(Power.OfPairedTest(repeats, effect), found / 20_000.0, tolerance: 0.0141);
    }

    // Tables of χ²: P(X ≤ 0.4463) = 0.2 with 2 degrees of freedom (−2·ln 0.8), P(X ≤ 6.1791) with 10.
    [Theory]
    [InlineData(2, 0.446287)]
    [InlineData(10, 6.179079)]
    public void The_upper_deviation_is_that_of_browne(int freedom, double quantile) =>
        Assert.Equal(3 * Math.Sqrt(freedom / quantile), Power.UpperDeviation(3, freedom), tolerance: 1e-5);

    // With overlap c the noncentrality stays below (δ/σ)/√c: here 1/√(3/7) = 1.53 < 1.96 + 0.84.
    [Fact]
    public void Repeats_of_the_same_rows_may_never_be_enough() =>
        Assert.Equal((10, null), (Power.RepeatsFor(1, 1), Power.RepeatsFor(1, 1, overlap: 3 / 7.0)));

    // At the margin itself, equivalence is claimed in 5 % of experiments where the noise is small beside it:
    // 4·√(.05·.95/20,000) = 0.0062.
    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void Equivalence_is_claimed_wrongly_as_often_as_its_level_says(int repeats)
    {
        var random = new RandomStream(11);
        var values = new double[repeats];
        int claimed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            for (int k = 0; k < repeats; k++)
            {
                values[k] = 100 + PairedTestTests.Normal(ref random);
            }
            claimed += Equivalence.Test(values, 100).P < 0.05 ? 1 : 0;
        }

        Assert.Equal(0.05, claimed / 20_000.0, tolerance: 0.0062);
    }

    // t = (0.001 ± 0.005)/(0.002/√4) = 6 and −4 with 3 degrees of freedom: the larger p is P(T < −4) = 0.01400.
    [Fact]
    public void Two_one_sided_tests_by_hand()
    {
        double[] values = [0.001 - (0.002 * Math.Sqrt(1.5)), 0.001 + (0.002 * Math.Sqrt(1.5)), 0.001, 0.001];
        var (p, interval) = Equivalence.Test(values, 0.005);

        Assert.Equal(0.0140042, p, tolerance: 1e-6);
        Assert.Equal(0.001 + (2.353363 * 0.001), interval.High, tolerance: 1e-8);
    }

    [Fact]
    public void Values_that_do_not_vary_are_within_the_margin_or_not() =>
        Assert.Equal((0, 1), (Equivalence.Test([0.1, 0.1], 0.2).P, Equivalence.Test([0.3, 0.3], 0.2).P));
}
