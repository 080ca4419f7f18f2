using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Encodings;

public sealed class RepeatedColumnSearchTests
{
    private const int Rows = 1_000;

    /// <summary>
    /// Columns that go together but are no function of each other are not taken for a repetition: whole numbers of few
    /// values, amounts that are mostly 0, and correlated amounts.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Chance_is_no_relation(int seed)
    {
        var random = new Random(seed);
        double[] small = Made(_ => random.Next(5)),
            other = Made(row => Math.Min(4, small[row] + random.Next(2))),
            amount = Made(_ => random.NextDouble() < 0.7 ? 0 : Math.Round(1_000 * random.NextDouble(), 2)),
            second = Made(row =>
                random.NextDouble() < 0.7 ? 0 : Math.Round((amount[row] / 2) + (500 * random.NextDouble()), 2)
            ),
            wide = Made(_ => random.Next(200)),
            near = Made(row => wide[row] + random.Next(60) - 30),
            half = Made(row => Math.Floor(wide[row] * (0.3 + (0.4 * random.NextDouble()))));

        Assert.All(
            Encoded(
                ("small", small),
                ("other", other),
                ("amount", amount),
                ("second", second),
                ("wide", wide),
                ("near", near),
                ("half", half)
            ),
            encoding => Assert.Null(encoding.Repeats)
        );
    }

    [Theory]
    [InlineData(0.04)]
    [InlineData(0.15)]
    [InlineData(1)]
    public void A_share_of_equal_cells_is_found_and_flagged(double share)
    {
        var random = new Random(1);
        double[] bill = Made(_ => Math.Round(5_000 * random.NextDouble(), 2)),
            paid = Made(row => random.NextDouble() < share ? bill[row] : Math.Round(5_000 * random.NextDouble(), 2));

        var repeated = Encoded(("bill", bill), ("paid", paid)).Single(encoding => encoding.Column == "paid").Repeats!;

        Assert.Equal(
            ("bill", ValuePart.Value, 1, 0),
            (repeated.Other, repeated.Part, repeated.Factor, repeated.Offset)
        );
        Assert.Equal(share == 1, repeated.Flag is null);
    }

    /// <summary>A factor is the roundest one that fits every rounded number, not the ratio of two of them.</summary>
    [Theory]
    [InlineData(0.19)]
    [InlineData(2.20462262)]
    [InlineData(-1)]
    public void A_factor_is_found_exactly_enough_to_hold_in_all_rows(double factor)
    {
        var random = new Random(1);
        double[] net = Made(_ => Math.Round(90_000 * random.NextDouble(), 2)),
            tax = Made(row => NumberScale.Round(net[row] * factor, 0.01));

        var repeated = Encoded(("net", net), ("tax", tax)).Single(encoding => encoding.Column == "tax").Repeats!;

        Assert.Null(repeated.Flag);
        Assert.All(Enumerable.Range(0, Rows), row => Assert.Equal(tax[row], repeated.Of(net[row], false, 0.01)));
        Assert.Equal(factor, repeated.Factor, 1e-7);
    }

    /// <summary>
    /// Products that end in a half are rounded away from zero, as many programs do; a double's product may end just
    /// below it.
    /// </summary>
    [Theory]
    [InlineData(0.17)]
    [InlineData(0.045)]
    public void A_factor_is_found_whose_halves_are_rounded_up(double factor)
    {
        var random = new Random(1);
        double[] minutes = Made(_ => random.Next(4_000) / 10.0),
            charge = Made(row =>
                (double)Math.Round((decimal)minutes[row] * (decimal)factor, 2, MidpointRounding.AwayFromZero)
            );

        var repeated = Encoded(("minutes", minutes), ("charge", charge)).Single(one => one.Column == "charge").Repeats!;

        Assert.Null(repeated.Flag);
        Assert.All(Enumerable.Range(0, Rows), row => Assert.Equal(charge[row], repeated.Of(minutes[row], false, 0.01)));
    }

    [Fact]
    public void No_column_repeats_one_that_repeats_it()
    {
        var random = new Random(1);
        double[] first = Made(_ => Math.Round(5_000 * random.NextDouble(), 2)),
            second = Made(row => first[row] + 3),
            third = Made(row => Math.Round(first[row] * 2, 2));

        var encodings = Encoded(("first", first), ("second", second), ("third", third));

        Assert.All(encodings.Skip(1), encoding => Assert.NotNull(encoding.Repeats));
        Assert.Null(encodings[0].Repeats);
    }

    [Theory]
    [InlineData(ValuePart.Year, 2024)]
    [InlineData(ValuePart.Quarter, 1)]
    [InlineData(ValuePart.Month, 2)]
    [InlineData(ValuePart.DayOfMonth, 29)]
    [InlineData(ValuePart.DayOfYear, 60)]
    [InlineData(ValuePart.IsoWeekday, 4)]
    [InlineData(ValuePart.Weekday, 4)]
    [InlineData(ValuePart.Hour, 13)]
    [InlineData(ValuePart.Minute, 45)]
    public void Parts_of_a_moment_are_those_of_the_calendar(ValuePart part, double value)
    {
        // Thursday, 29 February 2024, 13:45:59
        var moment = new DateTime(2024, 2, 29, 13, 45, 59, DateTimeKind.Unspecified);
        double seconds = (moment - DateTime.UnixEpoch).TotalSeconds;
        Assert.Equal(value, RepeatedColumn.Taken(part, seconds, time: true));
        if (part < ValuePart.Hour)
        {
            Assert.Equal(value, RepeatedColumn.Taken(part, DateOnly.FromDateTime(moment).DayNumber, time: false));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(1e9)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_day_has_no_part(double day) =>
        Assert.Equal(double.NaN, RepeatedColumn.Taken(ValuePart.Month, day, time: false));

    private static double[] Made(Func<int, double> of) => [.. Enumerable.Range(0, Rows).Select(of)];

    private static IReadOnlyList<ColumnEncoding> Encoded(params (string Name, double[] Values)[] columns)
    {
        var table = new Table([
            .. columns.Select(column => new NumberData { Name = column.Name, Values = column.Values }),
        ]);
        var schema = new Schema(
            "s",
            [
                .. columns.Select(
                    Column (column) =>
                        column.Values.All(double.IsInteger)
                            ? new IntegerColumn(column.Name)
                            : new DecimalColumn(column.Name, Step: 0.01)
                ),
            ]
        );
        return TableEncoder.Encode(table, schema).Encodings;
    }
}
