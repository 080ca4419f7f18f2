using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics.Kernels;

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
