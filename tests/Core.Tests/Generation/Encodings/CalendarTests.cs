using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Encodings;

public sealed partial class CalendarTests
{
    /// <summary>Saturday, 1 January 2022, and the same as seconds since 1970.</summary>
    private const double NewYear = 738_155,
        NewYearSeconds = 1_640_995_200;

    /// <summary>Visits fall from Monday (0) to Sunday (6) by these shares.</summary>
    private static readonly double[] Shares = [0.22, 0.2, 0.18, 0.18, 0.16, 0.06, 0];

    [Fact]
    public void Tokens_come_out_as_the_cells_they_were_made_from()
    {
        // Weeks of ten rows and more are atoms, as are weekdays, hours and minutes: nothing is left to draw.
        var random = new Random(1);
        double[] days = Days(random, 2_000, weeks: 200),
            times = [.. Days(random, 2_000, weeks: 60).Select(day => Time(day, random))];
        days[5] = days[17] = double.NaN;
        var seed = new Table([Column("day", days), Column("at", times)]);
        var encoded = TableEncoder.Encode(
            seed,
            new Schema("s", [new DateColumn("day") { Nullable = true }, new DateTimeColumn("at")])
        );
        Assert.Equal(
            ["day is missing", "day: week", "day: weekday", "at: week", "at: weekday", "at: hour", "at: past the hour"],
            encoded.Columns.Select(column => column.Name)
        );
        var rows = Replayed(encoded);
        Assert.Equal(encoded.Seed.Numbers("day").Values, rows.Numbers("day").Values);
        Assert.Equal(encoded.Seed.Numbers("at").Values, rows.Numbers("at").Values);
        Assert.Equal(times.Order(), rows.Numbers("at").Values.Order());
    }

    [Fact]
    public void Weekdays_and_hours_keep_their_shares_where_weeks_have_few_rows_and_quantile_bins_lose_them()
    {
        var random = new Random(2);
        double[] times = [.. Days(random, 4_000, weeks: 1_000).Select(day => Time(day, random) + random.Next(60))];
        var encoded = TableEncoder.Encode(
            new Table([Column("at", times)]),
            new Schema("s", [new DateTimeColumn("at")])
        );
        var encoding = Assert.IsType<CalendarEncoding>(Assert.Single(encoded.Encodings));
        double[] drawn = Replayed(encoded).Numbers("at").Values;
        Assert.All(drawn, value => Assert.InRange(value, encoding.Min, encoding.Max));
        // Replaying the seed's tokens draws no weekday and no hour anew: the counts are the seed's.
        Assert.Equal(Counts(times, 7, 86_400), Counts(drawn, 7, 86_400));
        Assert.Equal(Counts(times, 24, 3_600), Counts(drawn, 24, 3_600));

        var plain = NumberScaleFit.Fit(times, step: 1);
        var cells = new NumberDecoder(plain);
        double[] bent = [.. times.Select(value => cells.Draw(plain.TokenOf(value), random.NextDouble()))];
        // No seed row is on a Sunday. Bins of 40 rows span ten weeks, so that a seventh of the draws is,
        // less 4.5 standard errors of 4,000 draws.
        Assert.InRange(Counts(bent, 7, 86_400)[6], (4_000 / 7.0) - (4.5 * Math.Sqrt(4_000 * 6 / 49.0)), 4_000);
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(300)]
    [InlineData(2_000)]
    public void Even_days_and_hours_get_no_parts_but_for_the_tests_level(int rows)
    {
        const int seeds = 200;
        int chosen = 0;
        for (int seed = 0; seed < seeds; seed++)
        {
            var random = new Random(seed);
            double[] days = [.. Enumerable.Range(0, rows).Select(_ => NewYear + random.Next(1_500))];
            double[] times = [.. days.Select(_ => NewYearSeconds + random.Next(1_500 * 86_400))];
            var encoded = TableEncoder.Encode(
                new Table([Column("day", days), Column("at", times)]),
                new Schema("s", [new DateColumn("day"), new DateTimeColumn("at")])
            );
            if (encoded.Encodings.Any(encoding => encoding is CalendarEncoding))
            {
                chosen++;
            }
        }

        // At a level of 1 % two of 200 seeds are expected; Poisson(2) exceeds 9 once in 20,000.
        Assert.InRange(chosen, 0, 9);
    }

    [Theory]
    [InlineData(0.02, false)]
    [InlineData(0.10, true)]
    public void A_pattern_is_kept_where_it_is_large_enough_to_matter(double moved, bool chosen)
    {
        // Of an even week, `moved` of all rows come on Mondays instead; 6/7 of that is the distance to evenness.
        // 10,000 rows say so beyond doubt.
        var random = new Random(3);
        double[] days =
        [
            .. Enumerable
                .Range(0, 10_000)
                .Select(_ =>
                {
                    int day = random.Next(7 * 3_000);
                    return 700_000 + day - (random.NextDouble() < moved ? day % 7 : 0);
                }),
        ];
        var encoded = TableEncoder.Encode(new Table([Column("day", days)]), new Schema("s", [new DateColumn("day")]));
        Assert.Equal(chosen, encoded.Encodings[0] is CalendarEncoding);
    }

    [Fact]
    public void Days_that_are_atoms_of_the_plain_scale_and_a_span_below_a_week_need_no_parts()
    {
        var random = new Random(4);
        double[] few = Days(random, 3_000, weeks: 12),
            hours = [.. few.Select(_ => NewYearSeconds + (random.Next(6) * 86_400) + random.Next(3_600))];
        var encoded = TableEncoder.Encode(
            new Table([Column("day", few), Column("at", hours)]),
            new Schema("s", [new DateColumn("day"), new DateTimeColumn("at")])
        );
        Assert.All(encoded.Encodings, encoding => Assert.IsType<NumberEncoding>(encoding));
    }

    [Fact]
    public void A_draw_outside_the_bounds_moves_by_a_week_and_keeps_its_weekday()
    {
        var model = Hand(
            new CalendarEncoding("day", 0, [Part(0, 7, 0, 7, 14), Part(1, 1, 0, 1, 2, 3, 4, 5, 6)], Min: 3, Max: 16)
        );
        var rows = Sample(model, new Replay([0, 1, 0, 3, 2, 2, 2, 6, 1, 5], 2), new SampleRequest(5, 1));
        Assert.Equal([8.0, 3, 16, 13, 12], rows.Numbers("day").Values);
    }

    [Fact]
    public void A_given_date_gives_all_its_parts_and_comes_out_even_where_the_seed_has_no_such_day()
    {
        double[] days = [double.NaN, .. Days(new Random(5), 2_000, weeks: 104)];
        var encoded = TableEncoder.Encode(
            new Table([Column("day", days)]),
            new Schema("s", [new DateColumn("day") { Nullable = true }])
        );
        double wednesday = NewYear + 4 + 70,
            sunday = NewYear + 1,
            later = NewYear + 10_000;
        bool[]? asked = null;
        var replay = new Replay([0, 0, 0], 3);
        var given = new GivenRows(new Table([Column("day", [wednesday, sunday, later])]), pattern =>
        {
            asked = [.. pattern];
            return replay;
        });
        var rows = Sample(Model(encoded), replay, new SampleRequest(3, 1, Given: given));
        Assert.Equal([wednesday, sunday, later], rows.Numbers("day").Values);
        Assert.Equal([true, true, true], asked!);
        var encoding = (CalendarEncoding)encoded.Encodings[0];
        int week = encoding.Parts[0].Scale.TokenOf(Math.Floor(wednesday / 7) * 7);
        Assert.Equal([0, week, 2], replay.LastGiven[..3]);
        // There are no Sundays: Saturday is next to it.
        Assert.Equal(5, replay.LastGiven[5]);
    }

    [Fact]
    public void A_written_encoding_reads_as_it_was_and_one_that_does_not_fit_is_refused()
    {
        var good = new CalendarEncoding("day", 0, [Part(0, 7, 0, 7, 14), Part(1, 1, 0, 1, 6)], Min: 3, Max: 16);
        var read = ModelDocument.Read(ModelDocument.Write(Hand(good).Manifest), []);
        Assert.Equal(ModelDocument.Write(Hand(good).Manifest), ModelDocument.Write(read.Manifest));
        foreach (
            var bad in new[]
            {
                good with
                {
                    Parts = [good.Parts[0]],
                },
                good with
                {
                    Max = 9,
                },
                good with
                {
                    Min = 8,
                },
                good with
                {
                    Max = 13,
                },
                good with
                {
                    Origin = -50,
                },
                good with
                {
                    Parts = [good.Parts[0], Part(1, 1, 0, 1, 7)],
                },
                good with
                {
                    Parts = [good.Parts[0], Part(1, 1, -1, 1, 6)],
                },
                good with
                {
                    Parts = [good.Parts[0], Part(1, 1, 0, 1)],
                },
                good with
                {
                    Parts = [good.Parts[0], Part(2, 1, 0, 1, 6)],
                },
                good with
                {
                    Parts = [good.Parts[0] with { Scale = new NumberScale(good.Parts[0].Scale.Cells) }, good.Parts[1]],
                },
            }
        )
        {
            byte[] json = ModelDocument.Write(Hand(good).Manifest with { Encodings = [bad] });
            Assert.Equal("model.malformed", Assert.Throws<RefusedException>(() => ModelDocument.Read(json, [])).Code);
        }
    }
}
