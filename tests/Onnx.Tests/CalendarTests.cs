using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests;

/// <summary>
/// Dates and datetimes made of calendar parts, through every generator that learns from the rows as they are.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class CalendarTests
{
    private const int SeedRows = 3_000,
        SampledRows = 20_000,
        Sunday = 738_156;

    public static TheoryData<string> Names => ["independent", "copula", "trees", "arn"];

    [Theory, MemberData(nameof(Names))]
    public void Weekdays_and_hours_keep_their_shares_and_a_given_date_tells_what_goes_with_it(string name)
    {
        var (seed, schema) = Visits();
        var model = Generators.Named(name).Fit(seed, schema);
        Assert.Equal(2, model.Manifest.Encodings.OfType<CalendarEncoding>().Count());
        var rows = model.Rows(SampledRows);
        Alike(Shares(seed, "day", 7, Weekday), Shares(rows, "day", 7, Weekday), SeedRows * 9 / 10);
        Alike(Shares(seed, "at", 7, WeekdayOfSecond), Shares(rows, "at", 7, WeekdayOfSecond), SeedRows);
        Alike(Shares(seed, "at", 24, Hour), Shares(rows, "at", 24, Hour), SeedRows);
        Alike(Shares(seed, "day", 2, Missing), Shares(rows, "day", 2, Missing), SeedRows);
        foreach (string column in new[] { "day", "at" })
        {
            double least = seed.Numbers(column).Values.Where(double.IsFinite).Min(),
                most = seed.Numbers(column).Values.Where(double.IsFinite).Max();
            Assert.All(rows.Numbers(column).Values, value => Assert.False(value < least || value > most));
        }

        double[] given = [Sunday + 6 + 350, Sunday + 1 + 350];
        using var sampler = new OnnxTokenSampler(model.Graph);
        using var conditioned = new ConditionedSamplers(model);
        var request = new SampleRequest(
            8_000,
            2,
            Given: conditioned.Complete(new Table([Seeds.Numbers("day", given)]))
        );
        var completed = RowSampler.Sample(model, sampler, request, Seeds.Silent, CancellationToken.None).Table;
        Assert.All(Enumerable.Range(0, 8_000), row =>
            Assert.Equal(given[row % 2], completed.Numbers("day").Values[row])
        );
        if (name == "independent")
        {
            return;
        }
        // Had the weekday no say, shares of 4,000 rows each would differ by 4.5·√(¼·(1/4,000 + 1/4,000))
        // = 0.05 at most.
        double saturday = Leisure(0),
            monday = Leisure(1);
        Assert.True(saturday > monday + 0.05, $"{saturday} on a Saturday, {monday} on a Monday");

        double Leisure(int which) =>
            Enumerable.Range(0, 8_000).Count(row => row % 2 == which && completed.Levels("purpose")[row] == "leisure")
            / 4_000.0;
    }

    /// <summary>
    /// A model may know the shares as well as its seed's rows tell them, and a sample as well as its own rows do:
    /// both are samples of the same distribution where each share differs by 4.5·√(p(1 − p)(1/seed rows + 1/sampled
    /// rows)) at most.
    /// </summary>
    private static void Alike(double[] seed, double[] rows, int seedRows)
    {
        for (int i = 0; i < seed.Length; i++)
        {
            double p = Math.Max(seed[i], 1.0 / seedRows);
            Assert.InRange(
                Math.Abs(rows[i] - seed[i]),
                0,
                4.5 * Math.Sqrt(p * (1 - p) * ((1.0 / seedRows) + (1.0 / SampledRows))) + 1e-12
            );
        }
    }

    /// <summary>Monday is 0.</summary>
    private static int Weekday(double day) => (int)day % 7;

    private static int WeekdayOfSecond(double second) => Weekday(Math.Floor(second / 86_400) + 719_162);

    private static int Missing(double value) => double.IsNaN(value) ? 1 : 0;

    private static int Hour(double second) => (int)Math.Floor(second / 3_600) % 24;

    private static double[] Shares(Table table, string column, int digits, Func<double, int> digit)
    {
        double[] values = [.. table.Numbers(column).Values.Where(value => digits == 2 || !double.IsNaN(value))],
            shares = new double[digits];
        foreach (double value in values)
        {
            shares[digit(value)] += 1.0 / values.Length;
        }
        return shares;
    }

    /// <summary>Over 20 years: few visits on weekends, most in the morning; weekends are for leisure.</summary>
    private static (Table Seed, Schema Schema) Visits()
    {
        var random = new Random(11);
        double[] day = new double[SeedRows],
            at = new double[SeedRows];
        string[] purpose = new string[SeedRows];
        for (int row = 0; row < SeedRows; row++)
        {
            int weekday = random.Next(8) == 0 ? 5 + random.Next(2) : random.Next(5);
            day[row] = Sunday + 1 + weekday - (7 * random.Next(1_040));
            int booked = random.Next(8) == 0 ? random.Next(7) : random.Next(5),
                hour = random.Next(3) == 0 ? 8 + random.Next(12) : 9 + random.Next(3);
            at[row] =
                ((Sunday + 1 - 719_162 + booked - (7 * random.Next(1_040))) * 86_400.0)
                + (hour * 3_600)
                + (random.Next(60) * 60);
            purpose[row] = random.Next(10) == 0 == weekday > 4 ? "business" : "leisure";
            if (random.Next(10) == 0)
            {
                day[row] = double.NaN;
            }
        }

        var kind = Seeds.Levels("purpose", purpose);
        return (
            new Table([Seeds.Numbers("day", day), Seeds.Numbers("at", at), kind]),
            new Schema(
                "visits",
                [new DateColumn("day") { Nullable = true }, new DateTimeColumn("at"), Seeds.Category(kind)]
            )
        );
    }
}
