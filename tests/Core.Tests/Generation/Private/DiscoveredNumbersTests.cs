using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Schemas.Checks;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Private;

/// <summary>Columns of numbers whose range and bins a fit pays to discover.</summary>
public sealed class DiscoveredNumbersTests
{
    private static readonly int Day1990 = new DateOnly(1990, 1, 1).DayNumber,
        Day2025 = new DateOnly(2025, 1, 1).DayNumber;

    public static TheoryData<string, Column> Columns =>
        new()
        {
            { "whole", new IntegerColumn("a") },
            {
                "whole, public from -7",
                new IntegerColumn("a", -7) { Domain = ColumnDomain.Public }
            },
            {
                "whole, public to 5,000",
                new IntegerColumn("a", Max: 5_000) { Domain = ColumnDomain.Public }
            },
            {
                "whole, both public",
                new IntegerColumn("a", -1_000, 9_999) { Domain = ColumnDomain.Public }
            },
            { "whole, both seen", new IntegerColumn("a", -12, 77) },
            {
                "one number",
                new IntegerColumn("a", 3, 3) { Domain = ColumnDomain.Public, Bins = null }
            },
            { "cents", new DecimalColumn("a", Step: 0.01) },
            {
                "cents, both public",
                new DecimalColumn("a", 0.5, 1e6, 0.01) { Domain = ColumnDomain.Public }
            },
            {
                "quarters, between steps",
                new DecimalColumn("a", 0.1, 99.9, 0.25) { Domain = ColumnDomain.Public }
            },
            { "continuous", new DecimalColumn("a") },
            {
                "continuous, both public",
                new DecimalColumn("a", -2.5, 1e3) { Domain = ColumnDomain.Public }
            },
            { "days", new DateColumn("a") },
            {
                "days, public from 2020",
                new DateColumn("a", new(2020, 1, 1)) { Domain = ColumnDomain.Public }
            },
            { "seconds", new DateTimeColumn("a") },
            { "seconds, seen", new DateTimeColumn("a", new(1950, 1, 1), new(1970, 1, 2, 0, 0, 30)) },
        };

    /// <summary>
    /// Whatever the rows are, what is found and every number that is drawn from it keep to the limits and the step of
    /// the column, and the model's schema is one that a person could have written.
    /// </summary>
    [Theory]
    [MemberData(nameof(Columns))]
    public void What_is_found_and_drawn_keeps_to_limits_and_steps(string name, Column column)
    {
        Assert.NotEmpty(name);
        var limits = Bounds.Of(column);
        for (int seed = 0; seed < 24; seed++)
        {
            var random = new Random(seed);
            double[] values = [.. Rows(column, random, seed)];
            var encoded = Fit(column, values, seed, "0.5");
            var found = encoded.Schema["a"];
            var scale = ((NumberEncoding)encoded.Encodings[0]).Scale;
            var decoder = new NumberDecoder(scale);

            var range = Bounds.Of(found);
            Assert.True(range.Min >= limits.Min && range.Min <= range.Max && range.Max <= limits.Max, $"{found}");
            Assert.Empty(ColumnProblems.Of(encoded.Schema));
            for (int token = 0; token < scale.Cells.Count; token++)
            {
                double[] cell = scale.Cells[token];
                Assert.True(token == 0 || scale.Cells[token - 1][^1] < cell[0] || scale.Step is null);
                foreach (double unit in (double[])[1e-9, 0.3, random.NextDouble(), 1 - 1e-9])
                {
                    double drawn = decoder.Draw(token, unit);
                    Assert.InRange(drawn, Math.Max(range.Min, cell[0]), Math.Min(range.Max, cell[^1]));
                    Assert.Equal(drawn, NumberScale.Round(drawn, scale.Step));
                }
            }
        }
    }

    /// <summary>
    /// 1990 … 2024 lie in the cells from 2¹² and up to 2¹⁵ days after 1970, and from 2²⁹ and up to 2³¹
    /// seconds; whole years in the cell from 1,024. A cell beyond these is found in 1.6 of 100 columns at most (0.01 as
    /// one of all, and Φ(−2.5) as the one that ends above or below), so that of 60 columns 1 is expected, and 5 are
    /// 4 standard deviations more.
    /// </summary>
    [Theory]
    [InlineData("years")]
    [InlineData("days")]
    [InlineData("seconds")]
    public void Outlandish_times_are_not_found(string kind)
    {
        Column column = kind switch
        {
            "years" => new IntegerColumn("a"),
            "days" => new DateColumn("a"),
            _ => new DateTimeColumn("a"),
        };
        int outlandish = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            double[] values =
            [
                .. Enumerable
                    .Range(0, 3_000)
                    .Select(_ => random.Next(Day1990, Day2025))
                    .Select(day =>
                        kind switch
                        {
                            "years" => DateOnly.FromDayNumber(day).Year,
                            "days" => day,
                            _ => (DateOnly.FromDayNumber(day).ToDateTime(default) - DateTime.UnixEpoch).TotalSeconds
                                + random.Next(86_400),
                        }
                    ),
            ];
            var (first, last) = Fit(column, values, seed, "0.1").Schema["a"] switch
            {
                IntegerColumn year => ((int)year.Min!, (int)year.Max!),
                DateColumn date => (date.Min!.Value.Year, date.Max!.Value.Year),
                DateTimeColumn moment => (moment.Min!.Value.Year, moment.Max!.Value.Year),
                _ => (0, 0),
            };
            var (from, to) = kind == "years" ? (1024, 2047) : (1981, 2059);
            outlandish += first < from || last > to ? 1 : 0;
            Assert.True(first <= 2000 && last >= 2015, $"{first} … {last}");
        }

        Assert.InRange(outlandish, 0, 5);
    }

    /// <summary>Numbers of all sizes, some beyond the limits, or all near one limit; few of them or none.</summary>
    private static IEnumerable<double> Rows(Column column, Random random, int seed)
    {
        var limits = Bounds.Of(column);
        double near = new[] { limits.Min, limits.Max }.Where(double.IsFinite).DefaultIfEmpty(0).Max(),
            step = column is DecimalColumn real ? real.Step ?? 0.001 : 1;
        int count = seed % 6 == 0 ? 0 : 400;
        double size = Math.Pow(10, random.Next(1, 8));
        for (int row = 0; row < count; row++)
        {
            double number = seed % 3 == 1 ? near - (random.Next(20) * step) : (random.NextDouble() - 0.3) * size;
            // Tables hold numbers on their steps; dates lie in the calendar.
            yield return column is DateColumn
                ? Math.Clamp(Math.Round(number) + 700_000, 0, DateOnly.MaxValue.DayNumber)
                : NumberScale.Round(number, step);
        }
    }

    private static EncodedSeed Fit(Column column, double[] values, int seed, string share) =>
        PrivateSeed
            .Begin(
                PrivateSeed.Request(
                    new Table([new NumberData { Name = "a", Values = values }]),
                    new Schema("one", [column]) { Privacy = new SchemaPrivacy(100_000) },
                    PrivateSeed.Account(seed + 1),
                    ("epsilon", "1"),
                    ("domain-share", share)
                )
            )
            .Encode(CancellationToken.None);
}
