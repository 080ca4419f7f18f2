using AethergenAI.Evaluation.Collapse;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Collapse;

[Trait("Speed", "Slow")]
public class RiskEstimateTests
{
    private static readonly Table Train = People.Draw(2_000, 1);
    private static readonly Table Holdout = People.Draw(2_000, 11);

    [Fact]
    public void Says_nothing_before_there_are_rows()
    {
        var estimate = new RiskEstimate(People.Schema, Train, Holdout);
        estimate.Add(People.Draw(50, 2));
        Assert.Null(estimate.Value);
    }

    /// <summary>
    /// The shares' distance is about a χ² over its ν degrees of freedom, for the seed as for the fresh rows,
    /// so their ratio has the variance 4/ν; the six columns have ν ≥ 80 cells.
    /// Multiplied by the gain g = ½·2000·(1/n + 1/2000), at least 1, and divided by the loss at generation 8, 1.5,
    /// that is a standard deviation of 100·g·√(4/80)/1.5 = 15·g points, more than that of rare levels,
    /// whose weight is a quarter. Cut off at 0 a normal σ has the mean .399·σ and the standard deviation .584·σ,
    /// so the average of 25 stays below .399·σ + 4·.584·σ/5 = .87·σ.
    /// </summary>
    [Theory]
    [InlineData(1_000)]
    [InlineData(4_000)]
    public void Is_low_for_fresh_rows_however_many(int rows)
    {
        double gain = Math.Max(1, 0.5 * 2_000 * ((1.0 / rows) + (1.0 / 2_000)));
        double average = Enumerable
            .Range(0, 25)
            .Average(draw =>
            {
                var estimate = new RiskEstimate(
                    People.Schema,
                    People.Draw(2_000, (ulong)(100 + draw)),
                    People.Draw(2_000, (ulong)(300 + draw))
                );
                estimate.Add(People.Draw(rows, (ulong)(200 + draw)));
                return estimate.Value!.Value;
            });
        Assert.InRange(average, 0, 0.87 * 15 * gain);
    }

    [Fact]
    public void Rises_as_fewer_different_rows_are_repeated()
    {
        double[] risks =
        [
            .. new[] { 2_000, 800, 300, 5 }.Select(few =>
            {
                var estimate = new RiskEstimate(People.Schema, Train, Holdout);
                estimate.Add(Train.Take([.. Enumerable.Range(0, 2_000).Select(i => i % few)]));
                return estimate.Value!.Value;
            }),
        ];
        Assert.True(risks[0] < risks[1] && risks[1] < risks[2], string.Join(", ", risks));
        Assert.Equal(100, risks[3]);
    }

    [Fact]
    public void Waits_until_there_are_enough_rows_to_tell()
    {
        var estimate = new RiskEstimate(People.Schema, Train, Holdout);
        estimate.Add(People.Draw(600, 20)); // 1/600 + 1/2000 > 4/2000
        Assert.Null(estimate.Value);
        estimate.Add(People.Draw(200, 21));
        Assert.NotNull(estimate.Value);
    }

    [Fact]
    public void Blocks_may_come_in_any_order()
    {
        var rows = People.Draw(1_000, 4);
        Table left = rows.First(400),
            right = rows.Take([.. Enumerable.Range(400, 600)]);
        RiskEstimate one = new(People.Schema, Train, Holdout),
            other = new(People.Schema, Train, Holdout);
        one.Add(left);
        one.Add(right);
        other.Add(right);
        other.Add(left);
        Assert.Equal(one.Value, other.Value);
    }

    [Fact]
    public void New_levels_are_no_error()
    {
        var estimate = new RiskEstimate(People.Schema, Train, Holdout);
        estimate.Add(
            People
                .Draw(1_000, 5)
                .With(
                    new LevelData
                    {
                        Name = "city",
                        Codes = new int[1_000],
                        Levels = ["Atlantis"],
                    }
                )
        );
        Assert.True(estimate.Value > 5);
    }
}
