using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics.Kernels;

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
