namespace AethergenAI.Core.Tests;

public class SpellingTests
{
    // The textbook example, and the ends.
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("same", "same", 0)]
    [InlineData("flaw", "lawn", 2)]
    public void Distance_counts_the_fewest_edits(string left, string right, int edits) =>
        Assert.Equal(edits, Spelling.Distance(left, right));

    [Fact]
    public void The_nearest_known_name_is_suggested() =>
        Assert.Equal("generator", Spelling.Nearest("genrator", ["rows", "generator", "seed"]));

    [Fact]
    public void Nothing_is_suggested_where_nothing_is_near() =>
        Assert.Null(Spelling.Nearest("epsilon", ["rows", "seed"]));

    [Fact]
    public void A_name_of_a_million_letters_is_like_none_and_costs_no_time() =>
        Assert.Null(Spelling.Nearest(new string('h', 1_000_000), Enumerable.Repeat("utility.ratio", 100_000)));
}
