using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics.Kernels;

public class BootstrapTests
{
    [Fact]
    public void Quantiles_are_interpolated()
    {
        double[] sorted = [.. Enumerable.Range(0, 40).Select(k => (double)k)];
        Assert.Equal(0.975, Bootstrap.Quantile(sorted, 0.025), 12);
        Assert.Equal(38.025, Bootstrap.Quantile(sorted, 0.975), 12);
        Assert.Equal(39, Bootstrap.Quantile(sorted, 1), 12);
    }
}
