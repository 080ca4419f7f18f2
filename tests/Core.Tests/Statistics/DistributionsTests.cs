using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics;

public class DistributionsTests
{
    // Abramowitz & Stegun, table 26.1 (15 decimals), and 26.2 for the tail.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(2, 0.977249868051821)]
    [InlineData(-2, 0.022750131948179)]
    [InlineData(3, 0.998650101968370)]
    [InlineData(4, 0.999968328758167)]
    public void The_normal_distribution_is_the_published_table(double x, double p) =>
        Assert.Equal(p, SpecialFunctions.NormalCdf(x), tolerance: 2e-15);

    [Fact]
    public void The_normal_tail_keeps_its_digits() =>
        Assert.Equal(1, SpecialFunctions.NormalCdf(-5) / 2.866515718791939e-7, tolerance: 1e-11);

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.975)]
    [InlineData(0.001)]
    [InlineData(1e-9)]
    public void The_normal_quantile_undoes_the_distribution(double p) =>
        Assert.Equal(1, SpecialFunctions.NormalCdf(SpecialFunctions.NormalQuantile(p)) / p, tolerance: 1e-10);

    // The tables of any textbook, for example Montgomery, Design and Analysis of Experiments, tables II and IV.
    [Theory]
    [InlineData(0.975, 1, 12.706)]
    [InlineData(0.975, 4, 2.776)]
    [InlineData(0.95, 9, 1.833)]
    [InlineData(0.975, 29, 2.045)]
    [InlineData(0.05, 9, -1.833)]
    public void Student_quantiles_are_the_published_ones(double p, double freedom, double t)
    {
        Assert.Equal(t, Distributions.StudentQuantile(p, freedom), tolerance: 5e-4);
        Assert.Equal(p, Distributions.StudentCdf(Distributions.StudentQuantile(p, freedom), freedom), tolerance: 1e-12);
    }

    [Theory]
    [InlineData(3.35, 2, 27, 0.05)]
    [InlineData(5.49, 2, 27, 0.01)]
    [InlineData(161.4, 1, 1, 0.05)]
    [InlineData(2.73, 4, 27, 0.05)]
    public void F_tails_are_the_published_ones(double f, double numerator, double denominator, double p) =>
        Assert.Equal(p, Distributions.FUpper(f, numerator, denominator), tolerance: 3e-4);

    // Student's distribution with one degree of freedom is Cauchy's: P(T ≤ 1) = 3/4;
    // F with one in the numerator is its square.
    [Fact]
    public void Analytic_values_hold()
    {
        Assert.Equal(0.75, Distributions.StudentCdf(1, 1), tolerance: 1e-12);
        Assert.Equal(Distributions.StudentTwoSided(2.5, 7), Distributions.FUpper(6.25, 1, 7), tolerance: 1e-12);
    }
}
