using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Statistics;

public class StudentTTests
{
    // NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2, column 0.975; given to three decimals.
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(4, 2.776)]
    [InlineData(9, 2.262)]
    [InlineData(29, 2.045)]
    [InlineData(100, 1.984)]
    public void Quantiles_are_those_of_the_table(int freedom, double quantile) =>
        Assert.Equal(quantile, StudentT.Quantile975(freedom), 0.0005);

    // With one degree of freedom T is a Cauchy variable: P(|T| ≤ t) = 2·atan(t)/π, so t = tan(0.475·π).
    [Fact]
    public void One_degree_of_freedom_has_a_closed_form() =>
        Assert.Equal(Math.Tan(0.475 * Math.PI), StudentT.Quantile975(1), 1e-8);

    // Mean 3, s = √2.5, n = 5: 3 ± 2.776445·√(2.5/5).
    [Fact]
    public void The_interval_is_the_textbooks()
    {
        var interval = StudentT.Interval95([1, 2, 3, 4, 5]);

        Assert.Equal(3 - (2.776445105 * Math.Sqrt(0.5)), interval.Low, 1e-8);
        Assert.Equal(3 + (2.776445105 * Math.Sqrt(0.5)), interval.High, 1e-8);
    }

    [Fact]
    public void Equal_repeats_leave_no_doubt() =>
        Assert.Equal((2.0, 2.0), (StudentT.Interval95([2, 2, 2]).Low, StudentT.Interval95([2, 2, 2]).High));

    [Fact]
    public void One_value_has_no_interval() => Assert.Throws<ArgumentException>(() => StudentT.Interval95([1]));
}
