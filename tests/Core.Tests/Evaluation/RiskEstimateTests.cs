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

    /// <summary>
    /// Tails weigh .35/.85 = .41 of the estimate and make nearly all of its noise. A tail of 1 % holds 20 of the 2,000 seed rows; beside n fresh rows
    /// its shortfall is (λ − X)⁺ of about a normal X with variance λ = 20·n/(n + 2000): mean .399/√λ of λ, standard deviation .584/√λ of λ.
    /// Over five such tails the part has σ = .584/√(5λ)/(1 − .399/√λ). Cut off at 0 it has the mean .399·σ and the standard deviation .584·σ, so the
    /// average of 25 stays below .399·σ + 4·.584·σ/5 = .87·σ. Coverage and entropy vary by less than 1 point.
    /// </summary>
    [Theory]
    [InlineData(300)]
    [InlineData(4_000)]
    public void Is_low_for_fresh_rows_however_many(int rows)
    {
        double root = Math.Sqrt(20.0 * rows / (rows + 2_000));
        double deviation = 100 * 0.35 / 0.85 * 0.584 / (root * Math.Sqrt(5)) / (1 - (0.399 / root));
        double average = Enumerable.Range(0, 25).Average(draw =>
        {
            var estimate = new RiskEstimate(People.Schema, People.Draw(2_000, (ulong)(100 + draw)));
            estimate.Add(People.Draw(rows, (ulong)(200 + draw)));
            return estimate.Value!.Value;
        });
        Assert.InRange(average, 0, 1 + (0.87 * deviation));
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
