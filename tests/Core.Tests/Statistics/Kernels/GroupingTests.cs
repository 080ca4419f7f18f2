using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics.Kernels;

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
