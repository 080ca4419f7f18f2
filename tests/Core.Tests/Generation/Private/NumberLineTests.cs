using AethergenAI.Generation.Private;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Private;

public sealed class NumberLineTests
{
    [Fact]
    public void Cells_double_in_width_with_the_distance_from_the_origin()
    {
        var (line, declared) = NumberLine.Of(new IntegerColumn("a", -5, 20) { Domain = ColumnDomain.Public });

        Assert.True(declared);
        Assert.Equal([-5, -4, -2, -1, 0, 1, 2, 4, 8, 16, 21], line.Cells());
    }

    [Fact]
    public void Limits_count_only_where_they_are_public()
    {
        var seen = NumberLine.Of(new IntegerColumn("a", -5, 20));
        var half = NumberLine.Of(new DecimalColumn("a", Max: 0.97, Step: 0.25) { Domain = ColumnDomain.Public });

        Assert.False(seen.Declared || half.Declared);
        Assert.True(seen.Line.High > 1e13);
        Assert.Equal(0.75, half.Line.High); // the last multiple of the step
        Assert.Equal([-0.25, 0, 0.25, 0.5, 1], half.Line.Cells()[^5..]);
    }

    [Fact]
    public void Dates_lie_around_1970_and_within_the_calendar()
    {
        var (line, _) = NumberLine.Of(new DateColumn("a"));
        double[] cells = line.Cells();

        Assert.Equal((0, DateOnly.MaxValue.DayNumber), (line.Low, line.High));
        Assert.Contains(new DateOnly(1970, 1, 1).DayNumber, cells);
        Assert.Equal((0.0, line.High + 1), (cells[0], cells[^1]));
    }

    [Theory]
    [InlineData(0, 16, 8, new double[] { 0, 2, 4, 6, 8, 10, 12, 14, 16 })]
    [InlineData(0, 3, 8, new double[] { 0, 1, 2, 3 })] // no part is smaller than a step
    [InlineData(7, 8, 8, new double[] { 7, 8 })]
    [InlineData(0, 10, 4, new double[] { 0, 2, 5, 8, 10 })]
    public void Parts_are_of_equal_width_as_far_as_the_step_allows(
        double low,
        double high,
        int parts,
        double[] edges
    ) => Assert.Equal(edges, new NumberLine(1, -100, 100).Split(low, high, parts));

    [Fact]
    public void A_range_of_one_number_has_an_edge_beyond_it_unless_the_calendar_ends()
    {
        var line = new NumberLine(1, 0, 9) { End = 9 };

        Assert.Equal([4, 5], line.Range(4, 4, []).Edges);
        Assert.Equal([8, 9], line.Range(9, 9, []).Edges);
        Assert.Equal([2, 5, 6], line.Range(2, 5, [5]).Edges);
        Assert.Equal([2, 5, 9], line.Range(2, 9, [5]).Edges);
    }
}
