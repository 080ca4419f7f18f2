using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Series;
using AethergenAI.Schemas;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Series;

[Trait("Speed", "Slow")]
public class SeriesTests
{
    private const int Days = 280;

    private static readonly Schema Schema = new(
        "sales",
        [new DateColumn("day"), new DecimalColumn("sold"), new DecimalColumn("returned")]
    )
    {
        TimeOrder = "day",
    };

    [Fact]
    public void The_same_rows_in_any_order_score_1()
    {
        var train = Rows(1, 0.7, week: 1);
        var section = Measure(train, train.Take(new RandomStream(3).Choose(Days, Days)))!;
        Assert.Equal(
            ["autocorrelation", "cross-correlation", "seasonal-profile"],
            section.Measures.Select(measure => measure.Name)
        );
        Assert.All(section.Measures, measure => Assert.Equal(1, measure.Value!.Value, 9));
        Assert.Equal(("day", "day"), (section.Order, section.Step));
    }

    [Fact]
    public void Days_shuffled_lose_all_three_against_their_reference()
    {
        var train = Rows(1, 0.8, week: 2);
        int[] order = new RandomStream(5).Choose(Days, Days);
        var section = Measure(
            train,
            new Table([train["day"], .. new[] { "sold", "returned" }.Select(name => train[name].Take(order))]),
            Rows(2, 0.8, week: 2)
        )!;
        Assert.All(section.Measures.Where(measure => measure.Name != "cross-correlation"), measure =>
            Assert.True(measure.Interval!.High < measure.Reference, $"{measure}")
        );
    }

    // ρ of an alternating series is −1 at odd lags and 1 at even ones.
    [Fact]
    public void Autocorrelation_of_an_alternating_series()
    {
        double[] series = [.. Enumerable.Range(0, 40).Select(t => t % 2 == 0 ? 1.0 : -1)];
        Assert.Equal([-1, 1, -1], SeriesFigures.Autocorrelation(series, 3).Select(value => Math.Round(value, 12)));
    }

    // Mondays are 7 above the rest, whose mean is 0: the profile's gaps to a flat series are (6, 1, 1, 1, 1, 1, 1),
    // their mean 12/7, σ = √6.
    [Fact]
    public void A_lost_weekday_costs_its_gap_in_standard_deviations()
    {
        double[] real = [.. Enumerable.Range(0, 70).Select(t => t % 7 == 0 ? 7.0 : 0)],
            flat = [.. Enumerable.Repeat(1.0, 70)];
        Assert.Equal(1 - (12 / 7.0 / Math.Sqrt(6) / 2), SeriesFigures.SeasonScore(real, 0, flat, 0, 7), 12);
        // The phase is the calendar's, not the table's: the same days counted from another first day.
        Assert.Equal(1, SeriesFigures.SeasonScore(real, 0, real[3..], 3, 7), 12);
    }

    [Fact]
    public void Hours_are_told_from_days_and_rows_of_one_step_are_averaged()
    {
        var (length, name) = TimeSteps.StepOf(new DateTimeColumn("at"), [0, 3600, 7200, 7200]);
        Assert.Equal((3600.0, "hour"), (length, name));
        var table = new Table([
            new NumberData { Name = "at", Values = [0, 3600, 7200, 7250, double.NaN] },
            new NumberData { Name = "x", Values = [1, double.NaN, 2, 4, 9] },
        ]);
        var schema = new Schema("series", [new DateTimeColumn("at"), new DecimalColumn("x")]);
        var features = FeatureSpace.Over(new EvaluationInput(schema, table, table, table)).Features;
        Assert.Equal([1, double.NaN, 3], TimeSteps.Of(table, features[0], length, [features[1]]).Values[0]);
    }

    [Fact]
    public void A_schema_without_an_order_has_no_series_and_one_too_short_says_so()
    {
        var missing = new List<NotMeasured>();
        var unordered = Schema with { TimeOrder = null };
        var input = Input(Rows(1, 0.5, 0), Rows(2, 0.5, 0), Rows(3, 0.5, 0)) with { Schema = unordered };
        Assert.Null(SeriesFidelity.Measure(input, Space(), 1, missing, default));
        Assert.Empty(missing);
        Assert.Null(
            SeriesFidelity.Measure(
                Input(Rows(1, 0.5, 0), Rows(2, 0.5, 0), Rows(3, 0.5, 0).First(20)),
                Space(),
                1,
                missing,
                default
            )
        );
        Assert.Contains("40 steps", missing.Single().Reason, StringComparison.Ordinal);

        static FeatureSpace Space() => FeatureSpace.Over(Input(Rows(1, 0.5, 0), Rows(2, 0.5, 0), Rows(3, 0.5, 0)));
    }

    [Fact]
    public void A_schema_whose_order_tells_no_time_is_refused()
    {
        Assert.Equal(
            "schema.unknown-column",
            Assert.Throws<RefusedException>(() => SchemaCheck.Check(Schema with { TimeOrder = "dya" })).Code
        );
        Assert.Equal(
            "schema.time-order",
            Assert.Throws<RefusedException>(() => SchemaCheck.Check(Schema with { TimeOrder = "sold" })).Code
        );
    }

    // The block jackknife with ten blocks, 400 repetitions of two autoregressions of 280 steps: 4·√(.95·.05/400)
    // = .044.
    [Theory]
    [InlineData("autocorrelation")]
    [InlineData("cross-correlation")]
    [InlineData("seasonal-profile")]
    public void The_interval_holds_its_estimand(string name)
    {
        Measure[] drawn = [.. Drawn.Value.Select(measures => measures.Single(measure => measure.Name == name))];
        double truth = drawn.Average(one => one.Value!.Value);
        Assert.InRange(
            drawn.Count(one => one.Interval!.Low <= truth && truth <= one.Interval.High) / (double)drawn.Length,
            0.906,
            0.994
        );
    }

    private static readonly Lazy<IReadOnlyList<Measure>[]> Drawn = new(() =>
        [
            .. Enumerable
                .Range(1, 400)
                .AsParallel()
                .AsOrdered()
                .Select(seed =>
                    Measure(Rows((ulong)seed, 0.6, week: 1), Rows((ulong)seed + 10_000, 0.1, week: 0))!.Measures
                ),
        ]
    );

    private static SeriesSection? Measure(Table train, Table synthetic, Table? holdout = null)
    {
        var input = Input(train, holdout ?? train, synthetic);
        return SeriesFidelity.Measure(input, FeatureSpace.Over(input), 1, [], default);
    }

    private static EvaluationInput Input(Table train, Table holdout, Table synthetic) =>
        new(Schema, train, holdout, synthetic);

    /// <param name="memory">How much of a day's sales stays for the next.</param>
    /// <param name="week">How much more is sold on one day of the week.</param>
    private static Table Rows(ulong seed, double memory, double week)
    {
        var random = new RandomStream(seed * 7919);
        double[] day = new double[Days],
            sold = new double[Days],
            returned = new double[Days];
        double state = 0;
        for (int t = 0; t < Days; t++)
        {
            state = (memory * state) + random.NextDouble() - 0.5;
            (day[t], sold[t]) = (739_000 + t, state + (t % 7 == 0 ? week : 0));
            returned[t] = (t == 0 ? 0 : memory * sold[t - 1]) + (0.5 * random.NextDouble());
        }

        return new Table([
            new NumberData { Name = "day", Values = day },
            new NumberData { Name = "sold", Values = sold },
            new NumberData { Name = "returned", Values = returned },
        ]);
    }
}
