using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Encodings;

/// <summary>The values that a column may have as a part of a key.</summary>
public class KeyLatticeTests
{
    private static readonly DateColumn Date = new("at", new DateOnly(2020, 1, 1), new DateOnly(2022, 12, 31));

    // 36 firsts of months between the bounds, though the seed has only ten of them.
    [Fact]
    public void Firsts_of_months_stay_firsts_of_months_up_to_the_declared_bounds()
    {
        var lattice = Dates([.. Enumerable.Range(3, 10).Select(month => new DateOnly(2020, 1, 1).AddMonths(month))]);
        Assert.Equal(36, lattice.Count);
        Assert.All(DaysOf(lattice), day => Assert.Equal(1, day.Day));
        Assert.Equal((new DateOnly(2020, 1, 1), new DateOnly(2022, 12, 1)), (DaysOf(lattice)[0], DaysOf(lattice)[^1]));
    }

    // Ends of quarters: every third last day of a month, whatever its number.
    [Fact]
    public void Ends_of_quarters_stay_ends_of_quarters()
    {
        var lattice = Dates([new(2020, 3, 31), new(2020, 6, 30), new(2020, 9, 30), new(2021, 12, 31)]);
        Assert.Equal(12, lattice.Count);
        Assert.All(DaysOf(lattice), day => Assert.Contains(day.Month, new[] { 3, 6, 9, 12 }));
        Assert.All(DaysOf(lattice), day => Assert.NotEqual(day.Month, day.AddDays(1).Month));
    }

    [Fact]
    public void Working_days_stay_working_days()
    {
        var days = Enumerable.Range(0, 60).Select(day => new DateOnly(2020, 1, 1).AddDays(day));
        var lattice = Dates([.. days.Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))]);
        // 2020-01-01 is a Wednesday: 1,096 days are 156 weeks of five working days, and Wednesday to Saturday.
        Assert.Equal((156 * 5) + 3, lattice.Count);
        Assert.DoesNotContain(DaysOf(lattice), day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    [Fact]
    public void Days_without_a_pattern_may_be_any_day()
    {
        var random = new Random(1);
        var lattice = Dates([
            .. Enumerable.Range(0, 40).Select(_ => new DateOnly(2020, 1, 1).AddDays(random.Next(1096))),
        ]);
        Assert.Equal((1096, null, null), (lattice.Count, lattice.Every, lattice.Values));
    }

    [Fact]
    public void Listed_values_are_all_that_there_are_whatever_the_range_and_the_seed_say()
    {
        double[] list = [2, 3, 50];
        Column[] columns =
        [
            new IntegerColumn("n", 0, 100) { Values = list },
            new IntegerColumn("n") { Values = list },
            new DecimalColumn("n", 0, 100) { Values = list },
        ];
        foreach (var column in columns)
        {
            var lattice = KeyLattice.Of(column, 1, Table([0, 7, 100]));
            Assert.Equal((3, list), (lattice.Count, lattice.Values));
        }
    }

    // 0:00, 6:00, 12:00 and 18:00.
    [Fact]
    public void Moments_keep_their_step()
    {
        double[] seconds = [.. Enumerable.Range(0, 48).Select(at => 1_577_836_800 + (at * 21_600.0))];
        var lattice = KeyLattice.Of(new DateTimeColumn("at"), 3_600, Table(seconds));
        Assert.Equal((6, 48), (lattice.Every, lattice.Count));
    }

    [Fact]
    public void Monthly_moments_keep_their_day_and_time()
    {
        double[] seconds =
        [
            .. Enumerable
                .Range(0, 12)
                .Select(month =>
                    (new DateTime(2020, 1, 15, 8, 30, 0).AddMonths(month) - DateTime.UnixEpoch).TotalSeconds
                ),
        ];
        var lattice = KeyLattice.Of(new DateTimeColumn("at"), 60, Table(seconds));
        Assert.Equal(seconds, lattice.Values);
    }

    // 3, 8, … 98, of the bounds 0 … 100: 20 numbers.
    [Fact]
    public void Numbers_keep_their_step_and_their_offset()
    {
        double[] values = [.. Enumerable.Range(0, 15).Select(at => 13.0 + (5 * at))];
        var lattice = KeyLattice.Of(new IntegerColumn("n", 0, 100), 1, Table(values));
        Assert.Equal((3, 5, 20), (lattice.First, lattice.Every, lattice.Count));
    }

    [Fact]
    public void Decimals_keep_their_step()
    {
        double[] values = [.. Enumerable.Range(0, 15).Select(at => Math.Round(0.05 * at, 2))];
        var lattice = KeyLattice.Of(new DecimalColumn("n", 0, 1, 0.01), 0.01, Table(values));
        Assert.Equal((0, 5, 21), (lattice.First, lattice.Every, lattice.Count));
    }

    // Three years that come again and again have a step; three numbers alone may be even by chance.
    [Theory]
    [InlineData(8, 5)]
    [InlineData(1, null)]
    public void A_few_values_have_a_step_only_where_they_come_again(int times, int? every)
    {
        double[] values = [.. Enumerable.Repeat(new[] { 2010.0, 2015, 2020 }, times).SelectMany(years => years)];
        Assert.Equal(every, KeyLattice.Of(new IntegerColumn("year"), 1, Table(values)).Every);
    }

    private static KeyLattice Dates(DateOnly[] days) =>
        KeyLattice.Of(Date, 1, Table([.. days.Select(day => (double)day.DayNumber)]));

    private static DateOnly[] DaysOf(KeyLattice lattice) =>
        [.. lattice.Values!.Select(value => DateOnly.FromDayNumber((int)value))];

    private static Table Table(double[] values) =>
        new([
            new NumberData { Name = "at", Values = values },
            new NumberData { Name = "n", Values = values },
            new NumberData { Name = "year", Values = values },
        ]);
}
