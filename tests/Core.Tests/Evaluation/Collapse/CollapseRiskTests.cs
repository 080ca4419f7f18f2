using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Collapse;

[Trait("Speed", "Slow")]
public class CollapseRiskTests
{
    private const int Rows = 300;

    /// <summary>
    /// The interval is to hold the mean over rows drawn again from one population and one fitted generator,
    /// in 95 % of repetitions. With 200 repetitions four standard errors of that share are 4·√(.95·.05/200) = .062.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void The_interval_holds_the_mean_over_rows_drawn_again(int generation)
    {
        const int Repetitions = 200;
        var generator = Generation(People.Draw(Rows, 77), generation, 5);
        var dials = Enumerable
            .Range(1, Repetitions)
            .AsParallel()
            .AsOrdered()
            .Select(draw =>
            {
                ulong seed = (ulong)(1_000 * draw);
                var synthetic = generation == 0 ? People.Draw(Rows, seed + 3) : Resampled(generator, seed + 3);
                return Measure(People.Draw(Rows, seed + 1), People.Draw(Rows, seed + 2), synthetic);
            })
            .ToArray();
        Assert.InRange(Held(dials, dial => dial.Dial), 0.888, 1);
        Assert.InRange(Held(dials, dial => dial.Variety), 0.888, 1);
        Assert.InRange(Held(dials, dial => dial.Relations), 0.888, 1);

        static double Held(DialEstimate[] dials, Func<DialEstimate, DialReading> part)
        {
            double truth = dials.Average(dial => part(dial).Value);
            return dials.Count(dial => Math.Abs(part(dial).Value - truth) <= part(dial).Half) / (double)Repetitions;
        }
    }

    /// <summary>
    /// Rows drawn from rows with replacement drift by sampling noise and nothing else,
    /// so their shares lie 1 + k/2 times as far off as fresh rows, in expectation, after k generations:
    /// the whole scale rests on this. The ratio of two distances of ν ≥ 80 degrees of freedom has a relative
    /// standard deviation below √(4/80)·(1 + k/2)/(1 + k/2) = .22, the mean of 20 one of .05; four of them are .2.
    /// Rare cells, of which few rows tell, drift a little less.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Shares_drift_by_half_a_unit_a_generation(int generations)
    {
        double ratio = Enumerable
            .Range(1, 20)
            .Average(draw =>
            {
                ulong seed = (ulong)(10_000 * draw);
                var train = People.Draw(Rows, seed + 1);
                var estimate = Measure(train, People.Draw(Rows, seed + 2), Generation(train, generations, seed + 3));
                return estimate.Reading.Synthetic[CollapseFigures.AllShares]
                    / estimate.Reading.Fresh[CollapseFigures.AllShares];
            });
        Assert.InRange(ratio / (1 + (0.5 * generations)), 0.7, 1.2);
    }

    [Fact]
    public void Later_generations_read_higher()
    {
        var train = People.Draw(900, 1);
        double[] values =
        [
            .. new[] { 1, 3, 8 }.Select(generation =>
                Measure(train, People.Draw(900, 2), Generation(train, generation, 4)).Dial.Value
            ),
        ];
        Assert.True(values[0] < values[1] && values[1] < values[2], string.Join(", ", values));
    }

    [Fact]
    public void A_table_collapsed_to_2_percent_of_its_rows_reads_high()
    {
        var train = People.Draw(1_000, 1);
        var dial = Dial(train, People.Draw(1_000, 2), train.Take([.. Enumerable.Range(0, 1_000).Select(i => i % 20)]));
        Assert.Equal(100, dial.Value);
        Assert.True(dial.Interval!.Low > 80, $"{dial}");
        Assert.True(dial.Partial);
        Assert.Equal(100, dial.Parts.Single(part => part.Name == "variety").Score);
    }

    [Fact]
    public void The_seed_itself_reads_0()
    {
        var train = People.Draw(500, 1);
        Assert.Equal(0, Measure(train, People.Draw(500, 2), train).Dial.Value, 1e-9);
    }

    [Fact]
    public void Parts_carry_the_figures_they_came_from_and_their_points_sum_to_the_value()
    {
        var dial = Dial(
            People.Draw(900, 1),
            People.Draw(900, 2),
            People.Shuffled(Generation(People.Draw(900, 1), 3, 3), 4)
        );
        var variety = dial.Parts.Single(part => part.Name == "variety");
        Assert.Equal(
            DialScale.Parts.SelectMany(part => part.Figures).Select(figure => CollapseFigures.Names[figure]),
            variety.Figures.Select(figure => figure.Name)
        );
        Assert.Equal(dial.Value!.Value, dial.Parts.Sum(part => part.Weight * (part.Score ?? 0)), 1e-9);
        Assert.All(dial.Parts.Where(part => part.Name is "replay" or "drift" or "noise"), part =>
            Assert.Equal(0, part.Weight)
        );
        Assert.All(DialCalibration.AtEighth, loss => Assert.True(loss >= 0.05));
    }

    /// <summary>
    /// Rows drawn from rows: replacing them climbs the scale at slope 1 or so,
    /// keeping half real ones in stays below it.
    /// </summary>
    [Fact]
    public void The_probe_tells_replacing_from_accumulating_and_makes_the_dial_whole()
    {
        var train = People.Draw(500, 1);
        var missing = new List<NotMeasured>();
        var dial = Dial(
            train,
            People.Draw(500, 2),
            Resampled(train, 9),
            input =>
                input with
                {
                    Regenerate = (seed, rows, random, _) => Resampled(seed, random),
                    Lineage = new Lineage(1, 0),
                },
            missing
        );
        Assert.False(dial.Partial);
        Assert.Empty(missing);
        var part = dial.Parts.Single(part => part.Name == "self-consumption");
        double Figure(string name) => part.Figures.Single(figure => figure.Name == name).Value!.Value;
        Assert.True(
            Figure("replace-4") > Figure("accumulate-4") + 10,
            string.Join(", ", part.Figures.Select(figure => $"{figure.Name} {figure.Value:0}"))
        );
        Assert.InRange(part.Score!.Value, 50, 100);
        Assert.Contains("generations; with 50 % real rows kept in", dial.Advice);
        Assert.Equal(DialScale.OfGeneration(1), dial.Parts.Single(one => one.Name == "lineage").Score!.Value, 1e-9);
    }

    [Fact]
    public void A_generator_that_refuses_its_own_rows_leaves_the_dial_partial_and_says_why()
    {
        var missing = new List<NotMeasured>();
        var dial = Dial(
            People.Draw(200, 1),
            People.Draw(200, 2),
            People.Draw(200, 3),
            input =>
                input with
                {
                    Regenerate = (_, _, _, _) => throw new RefusedException(RefusalKind.Invalid, "x", "Too few rows."),
                },
            missing
        );
        Assert.True(dial.Partial);
        Assert.Contains(missing, one =>
            one.Name == "dial: self-consumption"
            && one.Reason.EndsWith("Too few rows.", StringComparison.Ordinal)
            && one.Blocks
        );
        Assert.NotNull(dial.Value);
    }

    [Fact]
    public void A_holdout_that_is_unlike_the_seed_is_pointed_out()
    {
        var holdout = People.Draw(500, 2);
        var older = holdout.With(
            new NumberData
            {
                Name = "age",
                Values = [.. holdout.Numbers("age").Values.Select(age => Math.Min(90, age + 15))],
            }
        );
        Assert.Contains("differ by more than chance", Dial(People.Draw(500, 1), older, People.Draw(500, 3)).Advice);
        Assert.DoesNotContain(
            "differ by more than chance",
            Dial(People.Draw(500, 1), holdout, People.Draw(500, 3)).Advice
        );
    }

    /// <summary>
    /// Values that lie on the scale have the slope 1 and no residuals; a constant c has Σ c·y/Σ y².
    /// </summary>
    [Fact]
    public void The_slope_is_a_line_through_the_origin()
    {
        double[] scale = [.. Enumerable.Range(1, 4).Select(k => DialScale.OfGeneration(k))];
        var (slope, half) = SelfConsumption.Slope(scale);
        Assert.Equal((1, 0), (slope, half));
        Assert.Equal(scale.Sum() * 30 / scale.Sum(y => y * y), SelfConsumption.Slope([30, 30, 30, 30]).Slope, 1e-12);
    }

    [Theory]
    [InlineData(8, 0, 8)]
    [InlineData(3, 0.5, 1.3125)] // 1 + 1/4 + 1/16
    [InlineData(5, 1, 1)]
    [InlineData(0, 0, 0)]
    public void Real_rows_in_every_generation_stop_the_drift(int generation, double realShare, double effective) =>
        Assert.Equal(effective, DialScale.Effective(new Lineage(generation, realShare)), 1e-12);

    [Fact]
    public void The_scale_has_its_anchors()
    {
        Assert.Equal(0, DialScale.OfGeneration(0));
        Assert.Equal(100, DialScale.OfGeneration(8), 1e-12);
        Assert.Equal(100 * Math.Log(1.5) / Math.Log(5), DialScale.OfGeneration(1), 1e-12);
        double[] scores = DialScale.Scores([.. DialCalibration.AtEighth], DialCalibration.AtEighth);
        Assert.Equal(100, DialScale.Total(scores, DialScale.Weights), 1e-9);
        Assert.Equal(100, DialScale.Total([double.NaN, 100, 100, 100], DialScale.Weights), 1e-9);
        Assert.Equal(75, DialScale.Dial(50, 50), 1e-12); // half of the half
        Assert.Equal(130, DialScale.Dial(130, 50), 1e-12);
        Assert.Equal(40, DialScale.Dial(40, double.NaN), 1e-12);
    }

    private static Dial Dial(
        Table train,
        Table holdout,
        Table synthetic,
        Func<EvaluationInput, EvaluationInput>? with = null,
        List<NotMeasured>? missing = null
    )
    {
        var input = new EvaluationInput(People.Schema, train, holdout, synthetic);
        input = with is null ? input : with(input);
        var effort = input.Regenerate is null ? Effort.Full : Effort.Deep;
        return CollapseRisk.Measure(
            input,
            Samples(train, holdout, synthetic),
            new EvaluationOptions(1, effort),
            missing ?? [],
            CancellationToken.None
        );
    }

    private static DialEstimate Measure(Table train, Table holdout, Table synthetic) =>
        CollapseRisk.Estimate(Samples(train, holdout, synthetic), train.RowCount, 1, CancellationToken.None);

    private static MatchedSamples Samples(Table train, Table holdout, Table synthetic)
    {
        var space = FeatureSpace.Over(new EvaluationInput(People.Schema, train, holdout, synthetic));
        return new MatchedSamples(space, space.Encode(train), space.Encode(holdout), space.Encode(synthetic));
    }

    /// <summary>The simplest generator there is: rows of the generation before, drawn with replacement.</summary>
    private static Table Generation(Table rows, int generations, ulong seed)
    {
        for (int generation = 0; generation < generations; generation++)
        {
            rows = Resampled(rows, seed + (ulong)(1_000_003 * (generation + 1)));
        }
        return rows;
    }

    private static Table Resampled(Table rows, ulong seed)
    {
        var random = new RandomStream(seed);
        return rows.Take([.. Enumerable.Range(0, rows.RowCount).Select(_ => random.NextInt(rows.RowCount))]);
    }
}
