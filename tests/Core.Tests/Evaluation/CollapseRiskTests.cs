using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Evaluation.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Tests.Evaluation;

public class CollapseRiskTests
{
    private const int Rows = 300;

    /// <summary>
    /// The interval is to hold the mean over rows drawn again from one population and one fitted generator, in 95 % of repetitions. With 200 repetitions four
    /// standard errors of that share are 4·√(.95·.05/200) = .062.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void The_interval_holds_the_mean_over_rows_drawn_again(int generation)
    {
        const int Repetitions = 200;
        var generator = Generation(People.Draw(Rows, 77), generation, 5);
        var dials = Enumerable.Range(1, Repetitions).AsParallel().AsOrdered().Select(draw =>
        {
            ulong seed = (ulong)(1_000 * draw);
            var synthetic = generation == 0 ? People.Draw(Rows, seed + 3) : Resampled(generator, seed + 3);
            return Measure(People.Draw(Rows, seed + 1), People.Draw(Rows, seed + 2), synthetic);
        }).ToArray();
        double truth = dials.Average(dial => dial.Value);
        double held = dials.Count(dial => Math.Abs(dial.Value - truth) <= dial.Half) / (double)Repetitions;
        Assert.InRange(held, 0.888, 1);
    }

    /// <summary>
    /// Rows drawn from rows with replacement drift by sampling noise and nothing else, so their shares lie 1 + k/2 times as far off as fresh rows, in
    /// expectation, after k generations: the whole scale rests on this. The ratio of two distances of ν ≥ 80 degrees of freedom has a relative standard deviation
    /// below √(4/80)·(1 + k/2)/(1 + k/2) = .22, the mean of 20 one of .05; four of them are .2. Rare cells, of which few rows tell, drift a little less.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Shares_drift_by_half_a_unit_a_generation(int generations)
    {
        double ratio = Enumerable.Range(1, 20).Average(draw =>
        {
            ulong seed = (ulong)(10_000 * draw);
            var train = People.Draw(Rows, seed + 1);
            var estimate = Measure(train, People.Draw(Rows, seed + 2), Generation(train, generations, seed + 3));
            return estimate.Synthetic[0] / estimate.Fresh[0];
        });
        Assert.InRange(ratio / (1 + (0.5 * generations)), 0.7, 1.2);
    }

    [Fact]
    public void Later_generations_read_higher()
    {
        var train = People.Draw(900, 1);
        double[] values = [.. new[] { 1, 3, 8 }.Select(generation => Measure(train, People.Draw(900, 2), Generation(train, generation, 4)).Value)];
        Assert.True(values[0] < values[1] && values[1] < values[2], string.Join(", ", values));
    }

    [Fact]
    public void A_table_collapsed_to_2_percent_of_its_rows_reads_high()
    {
        var train = People.Draw(1_000, 1);
        var dial = CollapseRisk.Measure(Samples(train, People.Draw(1_000, 2), train.Take([.. Enumerable.Range(0, 1_000).Select(i => i % 20)])), 1, [], CancellationToken.None);
        Assert.Equal(100, dial.Value);
        Assert.True(dial.Interval!.Low > 80, $"{dial}");
        Assert.True(dial.Partial);
        Assert.All(dial.Parts.Where(part => part.Name is "tails" or "shares" or "coverage"), part => Assert.Equal(100, part.Score));
    }

    [Fact]
    public void The_seed_itself_reads_0()
    {
        var train = People.Draw(500, 1);
        Assert.Equal(0, Measure(train, People.Draw(500, 2), train).Value, 1e-9);
    }

    [Fact]
    public void Parts_carry_the_figures_they_came_from_and_their_weights_sum_to_1()
    {
        var dial = CollapseRisk.Measure(Samples(People.Draw(300, 1), People.Draw(300, 2), People.Draw(300, 3)), 1, [], CancellationToken.None);
        Assert.Equal(CollapseFigures.Names, dial.Parts.SelectMany(part => part.Figures).Select(figure => figure.Name));
        Assert.Equal(1, dial.Parts.Sum(part => part.Weight), 1e-3);
        Assert.All(DialCalibration.AtEighth, loss => Assert.True(loss >= 0.05));
    }

    [Fact]
    public void The_scale_has_its_anchors()
    {
        Assert.Equal(0, DialScale.OfGeneration(0));
        Assert.Equal(100, DialScale.OfGeneration(8), 1e-12);
        Assert.Equal(100 * Math.Log(1.5) / Math.Log(5), DialScale.OfGeneration(1), 1e-12);
        double[] scores = DialScale.Scores([.. DialCalibration.AtEighth], DialCalibration.AtEighth);
        Assert.Equal(100, DialScale.Total(scores, DialCalibration.Weights), 1e-9);
        Assert.Equal(100, DialScale.Total([double.NaN, 100, 100, 100, 100], DialCalibration.Weights), 1e-9);
    }

    private static DialEstimate Measure(Table train, Table holdout, Table synthetic) =>
        CollapseRisk.Estimate(Samples(train, holdout, synthetic), 1, CancellationToken.None);

    private static MatchedSamples Samples(Table train, Table holdout, Table synthetic)
    {
        var space = FeatureSpace.Over(new EvaluationInput(People.Schema, train, holdout, synthetic));
        return new MatchedSamples(space, space.Encode(train), space.Encode(holdout), space.Encode(synthetic));
    }

    /// <summary>The simplest generator there is: rows of the generation before, drawn with replacement.</summary>
    private static Table Generation(Table rows, int generations, ulong seed)
    {
        for (int generation = 0; generation < generations; generation++) { rows = Resampled(rows, seed + (ulong)(1_000_003 * (generation + 1))); }
        return rows;
    }

    private static Table Resampled(Table rows, ulong seed)
    {
        var random = new RandomStream(seed);
        return rows.Take([.. Enumerable.Range(0, rows.RowCount).Select(_ => random.NextInt(rows.RowCount))]);
    }
}
