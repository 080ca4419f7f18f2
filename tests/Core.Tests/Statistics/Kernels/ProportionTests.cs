using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics.Kernels;

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
