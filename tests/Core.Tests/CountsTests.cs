namespace AethergenAI.Core.Tests;

public sealed class CountsTests
{
    [Theory]
    [InlineData(0, "0 problems")]
    [InlineData(1, "1 problem")]
    [InlineData(2, "2 problems")]
    [InlineData(1_200, "1,200 problems")]
    public void One_is_singular(long count, string words) => Assert.Equal(words, Counts.Of(count, "problem"));

    [Fact]
    public void The_verb_follows_the_number() =>
        Assert.Equal(
            ("1 row breaks", "2 rows break"),
            (Counts.Of(1, "row", "breaks", "break"), Counts.Of(2, "row", "breaks", "break"))
        );
}
