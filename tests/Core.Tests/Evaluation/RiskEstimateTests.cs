using AethergenAI.Evaluation;
using AethergenAI.Tables;

namespace AethergenAI.Tests.Evaluation;

public class RiskEstimateTests
{
    private static readonly Table Train = People.Draw(2_000, 1);

    [Fact]
    public void Says_nothing_before_there_are_rows()
    {
        var estimate = new RiskEstimate(People.Schema, Train);
        estimate.Add(People.Draw(50, 2));
        Assert.Null(estimate.Value);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(4_000)]
    public void Is_low_for_fresh_rows_however_many(int rows)
    {
        var estimate = new RiskEstimate(People.Schema, Train);
        estimate.Add(People.Draw(rows, 3));
        // Tails weigh .35/.85 of the estimate; a cell of 1 % holds 20 seed rows, so half of its shortfall varies by 11 %, four of which are 44 % over √6 such cells: 7.4.
        Assert.InRange(estimate.Value!.Value, 0, 7.4);
    }

    [Fact]
    public void Rises_as_fewer_different_rows_are_repeated()
    {
        double[] risks = [.. new[] { 1_000, 60, 5 }.Select(few =>
        {
            var estimate = new RiskEstimate(People.Schema, Train);
            estimate.Add(Train.Take([.. Enumerable.Range(0, 2_000).Select(i => i % few)]));
            return estimate.Value!.Value;
        })];
        Assert.True(risks[0] < risks[1] && risks[1] < risks[2], string.Join(", ", risks));
        Assert.True(risks[2] > 40, string.Join(", ", risks));
    }

    [Fact]
    public void Blocks_may_come_in_any_order()
    {
        var rows = People.Draw(1_000, 4);
        Table left = rows.First(400), right = rows.Take([.. Enumerable.Range(400, 600)]);
        RiskEstimate one = new(People.Schema, Train), other = new(People.Schema, Train);
        one.Add(left);
        one.Add(right);
        other.Add(right);
        other.Add(left);
        Assert.Equal(one.Value, other.Value);
    }

    [Fact]
    public void New_levels_are_no_error()
    {
        var estimate = new RiskEstimate(People.Schema, Train);
        estimate.Add(People.Draw(300, 5).With(new LevelData { Name = "city", Codes = new int[300], Levels = ["Atlantis"] }));
        Assert.True(estimate.Value > 5);
    }
}
