using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests;

/// <summary>
/// Exact relations between columns are kept with their shares, by every generator that learns from rows.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class RepeatedColumnTests
{
    private const int Rows = 3_000;

    private static readonly Schema Schema = new(
        "cards",
        [
            new DecimalColumn("bill", Step: 0.01),
            new DecimalColumn("paid", Step: 0.01),
            new DecimalColumn("fee", Step: 0.01),
            new DateColumn("opened"),
            new DateColumn("due"),
            new IntegerColumn("month"),
            new CategoricalColumn("weekday", ["0", "1", "2", "3", "4", "5", "6"]),
            new CategoricalColumn("year", ["0", "1", "2"]),
            new CategoricalColumn("works", ["no", "yes"]),
        ]
    );

    private static readonly Table Seed = Cards(4);

    public static TheoryData<string> Names => ["independent", "copula", "trees", "arn"];

    [Theory, MemberData(nameof(Names))]
    public void Relations_keep_their_shares(string name)
    {
        var rows = Generators.Named(name).Fit(Seed, Schema).Rows(6_000);

        // The share of a flag is a binomial of 3,000 and of 6,000 rows: σ = √(.24 (1/3000 + 1/6000)) = .011 at most;
        // four of them and .03 for what a network learns only nearly.
        Assert.Equal(Share(Seed, Same), Share(rows, Same), 0.075);
        Assert.Equal(Share(Seed, MonthLater), Share(rows, MonthLater), 0.075);
        Assert.Equal(1, Share(rows, IsFifth));
        Assert.Equal(1, Share(rows, HasParts));
    }

    /// <summary>Dates stay spread over their months: a 30th of them is the first day, and as many the last.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Dates_do_not_gather_at_the_ends_of_months(string name)
    {
        var rows = Generators.Named(name).Fit(Seed, Schema).Rows(6_000);
        // 4σ of 3,000 and of 6,000 rows: 4·√(.033·.967·(1/3000 + 1/6000)) = .016, and .015 for days taken from
        // beyond a bin's end.
        Assert.Equal(Share(Seed, IsFirst), Share(rows, IsFirst), 0.031);
        Assert.Equal(Share(Seed, IsLast), Share(rows, IsLast), 0.031);
    }

    /// <summary>Dates of which half are a week after another keep to workdays, as all of them do in the seed.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Dates_that_repeat_others_keep_their_weekdays(string name)
    {
        var random = new Random(2);
        double[] asked = [.. Enumerable.Range(0, Rows).Select(_ => Workday())],
            paid = [.. asked.Select(day => random.Next(2) == 0 ? day + 7 : Workday())];
        var table = new Table([Seeds.Numbers("asked", asked), Seeds.Numbers("paid", paid)]);
        var schema = new Schema("s", [new DateColumn("asked"), new DateColumn("paid")]);

        var rows = Generators.Named(name).Fit(table, schema).Rows(6_000);

        Assert.InRange(Share(rows, (all, row) => IsWeekend(all.Numbers("paid").Values[row])), 0, 0.01);
        // 4σ of 3,000 and of 6,000 rows are .045, and .03 for what a network learns only nearly.
        Assert.Equal(0.5, Share(rows, IsWeekLater), 0.075);

        double Workday() => 737_800 + (7 * random.Next(150)) + random.Next(5); // 737,800 was a Monday
    }

    /// <summary>
    /// One row that keeps no relation among 3,000 that do is not written into the model, and does not come out.
    /// </summary>
    [Theory]
    [InlineData("independent")]
    [InlineData("trees")]
    public void A_lone_exception_is_not_published(string name)
    {
        double[] first = Seed.Numbers("bill").Values,
            second = [.. first];
        second[17] = 987_654.32;
        var table = new Table([Seeds.Numbers("a", first), Seeds.Numbers("b", second)]);
        var schema = new Schema("s", [new DecimalColumn("a", Step: 0.01), new DecimalColumn("b", Step: 0.01)]);
        var rows = Generators.Named(name).Fit(table, schema).Rows(30_000);
        Assert.DoesNotContain(987_654.32, rows.Numbers("b").Values);
    }

    /// <summary>Whether somebody works follows from the weekday, not from the bin of the date.</summary>
    [Theory]
    [InlineData("trees")]
    [InlineData("arn")]
    public void Other_columns_still_go_with_the_parts_of_the_date(string name)
    {
        var rows = Generators.Named(name).Fit(Seed, Schema).Rows(6_000);
        Assert.InRange(Share(rows, Works), 0.95, 1);
    }

    [Theory, MemberData(nameof(Names))]
    public void Given_cells_come_out_as_given(string name)
    {
        var model = Generators.Named(name).Fit(Seed, Schema);
        using var sampler = new OnnxTokenSampler(model.Graph);
        using var conditioned = new ConditionedSamplers(model);
        var cells = new Table([Seeds.Numbers("paid", [123.45]), Seeds.Numbers("month", [7])]);
        var rows = RowSampler
            .Sample(
                model,
                sampler,
                new SampleRequest(500, Seed: 2, Given: conditioned.Complete(cells)),
                Seeds.Silent,
                CancellationToken.None
            )
            .Table;
        Assert.All(rows.Numbers("paid").Values, value => Assert.Equal(123.45, value));
        Assert.All(rows.Numbers("month").Values, value => Assert.Equal(7, value));
        Assert.Equal(1, Share(rows, HasParts)); // the date is one of July
    }

    [Fact]
    public void A_model_with_repeated_columns_is_written_and_read()
    {
        var read = ModelFiles.AssertKept(Generators.Named("independent").Fit(Seed, Schema));
        Assert.Equal(
            new RepeatedColumn("opened", ValuePart.Weekday, 1, 0, null),
            read.Manifest.Encodings.Single(encoding => encoding.Column == "weekday").Repeats
        );
    }

    [Theory]
    [InlineData("\"other\":\"bill\",\"part\":\"value\"", "\"other\":\"bill\",\"part\":\"month\"")]
    [InlineData("\"other\":\"opened\",\"part\":\"month\"", "\"other\":\"none\",\"part\":\"month\"")]
    [InlineData("\"other\":\"opened\",\"part\":\"month\"", "\"other\":\"works\",\"part\":\"month\"")]
    [InlineData("\"other\":\"bill\",\"part\":\"value\"", "\"other\":\"paid\",\"part\":\"value\"")]
    [InlineData("\"factor\":0.2", "\"factor\":0.2,\"flag\":77")]
    public void A_model_whose_relations_do_not_fit_is_refused(string from, string to)
    {
        var model = Generators.Named("independent").Fit(Seed, Schema);
        string text = System.Text.Encoding.UTF8.GetString(ModelDocument.Write(model.Manifest));
        string changed = text.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        var refused = Assert.Throws<RefusedException>(() =>
            ModelDocument.Read(System.Text.Encoding.UTF8.GetBytes(changed), model.Graph)
        );
        Assert.Equal("model.malformed", refused.Code);
    }

    private static double Share(Table rows, Func<Table, int, bool> holds) =>
        Enumerable.Range(0, rows.RowCount).Count(row => holds(rows, row)) / (double)rows.RowCount;

    private static bool Same(Table rows, int row) =>
        rows.Numbers("bill").Values[row] == rows.Numbers("paid").Values[row];

    private static bool MonthLater(Table rows, int row) =>
        rows.Numbers("due").Values[row] == rows.Numbers("opened").Values[row] + 30;

    private static bool IsFifth(Table rows, int row) =>
        rows.Numbers("fee").Values[row] == NumberScale.Round(rows.Numbers("bill").Values[row] * 0.2, 0.01);

    private static bool IsWeekend(double day) =>
        DateOnly.FromDayNumber((int)day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static bool IsWeekLater(Table rows, int row) =>
        rows.Numbers("paid").Values[row] == rows.Numbers("asked").Values[row] + 7;

    private static bool IsFirst(Table rows, int row) => Day(rows, row).Day == 1;

    private static bool IsLast(Table rows, int row) => Day(rows, row).AddDays(1).Day == 1;

    private static DateOnly Day(Table rows, int row) => DateOnly.FromDayNumber((int)rows.Numbers("opened").Values[row]);

    private static bool HasParts(Table rows, int row)
    {
        var day = DateOnly.FromDayNumber((int)rows.Numbers("opened").Values[row]);
        return rows.Numbers("month").Values[row] == day.Month
            && rows.Levels("weekday")[row] == $"{(int)day.DayOfWeek}"
            && rows.Levels("year")[row] == $"{day.Year - 2021}";
    }

    private static bool Works(Table rows, int row) =>
        rows.Levels("works")[row] == (rows.Levels("weekday")[row] is "0" or "6" ? "no" : "yes");

    private static Table Cards(int seed)
    {
        var random = new Random(seed);
        double[] bill = new double[Rows],
            paid = new double[Rows],
            fee = new double[Rows],
            opened = new double[Rows],
            due = new double[Rows],
            month = new double[Rows];
        string?[] weekday = new string?[Rows],
            year = new string?[Rows],
            works = new string?[Rows];
        int first = new DateOnly(2021, 1, 1).DayNumber;
        for (int row = 0; row < Rows; row++)
        {
            bill[row] = Math.Round(Math.Exp(4 + (2 * random.NextDouble())), 2);
            paid[row] = random.NextDouble() < 0.3 ? bill[row] : Math.Round(Math.Exp(3 + (3 * random.NextDouble())), 2);
            fee[row] = NumberScale.Round(bill[row] * 0.2, 0.01);
            opened[row] = first + random.Next(1_000);
            due[row] = opened[row] + (random.NextDouble() < 0.6 ? 30 : 31 + random.Next(300));
            var day = DateOnly.FromDayNumber((int)opened[row]);
            month[row] = day.Month;
            weekday[row] = $"{(int)day.DayOfWeek}";
            year[row] = $"{day.Year - 2021}";
            works[row] = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? "no" : "yes";
        }

        return new Table([
            Seeds.Numbers("bill", bill),
            Seeds.Numbers("paid", paid),
            Seeds.Numbers("fee", fee),
            Seeds.Numbers("opened", opened),
            Seeds.Numbers("due", due),
            Seeds.Numbers("month", month),
            Seeds.Levels("weekday", weekday),
            Seeds.Levels("year", year),
            Seeds.Levels("works", works),
        ]);
    }
}
