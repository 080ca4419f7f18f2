using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Seeding;

public sealed class SeedSplitTests
{
    private static Table Rows(int count) =>
        new([new NumberData { Name = "row", Values = [.. Enumerable.Range(0, count).Select(row => (double)row)] }]);

    [Theory]
    [InlineData(0UL, 0xE220A8397B1DCDAFUL)]
    [InlineData(0x9E3779B97F4A7C15UL, 0x6E789E6AA1B965F4UL)]
    [InlineData(0x3C6EF372FE94F82AUL, 0x06C45D188009454FUL)]
    public void The_hash_is_SplitMix64_as_published(ulong state, ulong output) =>
        Assert.Equal(output, SeedSplit.Mix(state));

    [Fact]
    public void Every_row_is_on_one_side_in_order_and_the_holdout_has_its_share()
    {
        (Table train, Table holdout) = SeedSplit.Split(Rows(1000), 0.3, 7);
        Assert.Equal((700, 300), (train.RowCount, holdout.RowCount));
        Assert.Equal(
            Enumerable.Range(0, 1000).Select(row => (double)row),
            train.Numbers("row").Values.Concat(holdout.Numbers("row").Values).Order()
        );
        Assert.Equal(train.Numbers("row").Values.Order(), train.Numbers("row").Values);
    }

    [Fact]
    public void The_split_is_the_one_that_another_program_computes() =>
        Assert.Equal([6, 7, 8, 12, 14, 19], Enumerable.Range(0, 20).Where(row => SeedSplit.Holdout(20, 0.3, 1)[row]));

    [Fact]
    public void A_larger_share_holds_the_smaller_one()
    {
        bool[] small = SeedSplit.Holdout(500, 0.1, 3),
            large = SeedSplit.Holdout(500, 0.4, 3);
        Assert.All(Enumerable.Range(0, 500).Where(row => small[row]), row => Assert.True(large[row]));
    }

    [Fact]
    public void Another_seed_splits_otherwise_and_as_independently_as_chance()
    {
        bool[] one = SeedSplit.Holdout(100_000, 0.5, 1),
            two = SeedSplit.Holdout(100_000, 0.5, 2);
        // The overlap of two halves is hypergeometric: mean 25 000, standard deviation √(n/16) = 79; 5 of them are 395.
        Assert.InRange(one.Zip(two).Count(pair => pair is { First: true, Second: true }), 24_605, 25_395);
    }

    [Theory]
    [InlineData(2, 0.9, 1)]
    [InlineData(2, 0.01, 1)]
    [InlineData(3, 0.5, 2)]
    public void Each_side_has_at_least_one_row(int rows, double share, int held) =>
        Assert.Equal(held, SeedSplit.Holdout(rows, share, 1).Count(flag => flag));

    [Fact]
    public void One_row_cannot_be_split() =>
        Assert.Equal("seed.too-few-rows", Assert.Throws<RefusedException>(() => SeedSplit.Split(Rows(1), 0.3, 1)).Code);

    [Theory]
    [InlineData(0)]
    [InlineData(0.91)]
    [InlineData(double.NaN)]
    public void A_share_outside_its_range_is_a_bug(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SeedSplit.Split(Rows(10), share, 1));
}
