using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Tests;

/// <summary>
/// Numbers that go closely together keep the gap between them: a difference, a ratio, or what an inequality asks for.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class GapTests
{
    private const int Rows = 3_000;

    private static readonly Schema Schema = new(
        "meters",
        [
            new DecimalColumn("limit", Step: 1),
            new DecimalColumn("balance", Step: 1),
            new DecimalColumn("reading", Step: 0.01) { Nullable = true },
            new DecimalColumn("second", Step: 0.01) { Nullable = true },
            new DecimalColumn("width", Step: 0.01),
            new DecimalColumn("length", Step: 0.01),
        ]
    )
    {
        Constraints = [new InequalityConstraint("width", "length")],
    };

    private static readonly Table Seed = Meters(5);

    public static TheoryData<string> Names => ["independent", "copula", "trees", "arn"];

    [Theory, MemberData(nameof(Names))]
    public void Gaps_keep_their_distribution(string name)
    {
        var model = Generators.Named(name).Fit(Seed, Schema);
        var rows = model.Rows(6_000);
        Assert.Equal(["balance", "second", "length"], Gaps(model).Select(gap => gap.Column));

        // P(D > 1.95·√(1/3000 + 1/6000) = .044) < .001 for two samples of one distribution (Smirnov), and .03 for
        // what a network learns only nearly.
        Assert.InRange(Distance(Ratio(Seed, "balance", "limit"), Ratio(rows, "balance", "limit")), 0, 0.074);
        Assert.InRange(Distance(Difference(Seed), Difference(rows)), 0, 0.074);
        Assert.InRange(Distance(Ratio(Seed, "length", "width"), Ratio(rows, "length", "width")), 0, 0.074);
        Assert.All(Ratio(rows, "length", "width"), ratio => Assert.True(ratio >= 1));
    }

    /// <summary>Balances are 0 in a tenth of the rows, and whole hundreds in a third of the others.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Frequent_numbers_and_multiples_keep_their_shares(string name)
    {
        double[] rows = Generators.Named(name).Fit(Seed, Schema).Rows(6_000).Numbers("balance").Values,
            seed = Seed.Numbers("balance").Values;

        // 4σ of a share of 3,000 and of 6,000 rows are 4·√(.25·(1/3000 + 1/6000)) = .045, and .03 for what a
        // generator learns only nearly.
        Assert.Equal(seed.Count(value => value == 0) / 3_000.0, rows.Count(value => value == 0) / 6_000.0, 0.075);
        Assert.Equal(Hundreds(seed) / 3_000.0, Hundreds(rows) / 6_000.0, 0.075);

        static int Hundreds(double[] values) => values.Count(value => value > 0 && value % 100 == 0);
    }

    /// <summary>A given number comes out as given, and the one it is computed from is drawn to fit it.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_number_can_be_given_without_the_one_it_is_computed_from(string name)
    {
        var model = Generators.Named(name).Fit(Seed, Schema);
        using var sampler = new OnnxTokenSampler(model.Graph);
        using var conditioned = new ConditionedSamplers(model);
        double[] given = [0, 5_500, 4_321, double.NaN];
        var cells = new Table([Seeds.Numbers("balance", given), Seeds.Numbers("second", [50, double.NaN, 60, 70])]);
        var request = new SampleRequest(800, Seed: 2, Given: conditioned.Complete(cells));
        var rows = RowSampler.Sample(model, sampler, request, Seeds.Silent, CancellationToken.None).Table;
        for (int row = 0; row < 800; row++)
        {
            AssertGiven("balance", row);
            AssertGiven("second", row);
        }
        // Balances are 40 to 60 % of their limits; the limit is drawn from a bin of its own.
        var limits = rows.Numbers("limit").Values.Index().Where(cell => cell.Index % 4 == 2).ToArray();
        Assert.All(limits, cell => Assert.InRange(4_321 / cell.Item, 0.35, 0.7));
        Assert.True(limits.Select(cell => cell.Item).Distinct().Count() > 20);
        Assert.All(Enumerable.Range(0, 800).Where(row => row % 4 == 0), Near);
        // A balance of 0 says nothing of its limit, which is spread evenly over the scale of logarithms: half of them
        // lie below the middle, of 200 rows 4·√(.25/200) = .14, and .1 for what a network learns only nearly.
        double[] unpaid = [.. rows.Numbers("limit").Values.Where((_, row) => row % 4 == 0)];
        Assert.Equal(0.5, unpaid.Count(limit => limit < 2 * Math.Exp(9)) / 200.0, 0.24);

        void Near(int row)
        {
            double reading = rows.Numbers("reading").Values[row];
            Assert.True(double.IsNaN(reading) || Math.Abs(reading - 50) < 4);
        }

        void AssertGiven(string column, int row)
        {
            double wanted = cells.Numbers(column).Values[row % 4];
            if (!double.IsNaN(wanted))
            {
                Assert.Equal(wanted, rows.Numbers(column).Values[row]);
            }
        }
    }

    /// <summary>
    /// A surface is four times an area and never below it; a balance keeps to its limit and is never below a count.
    /// </summary>
    [Fact]
    public void An_inequality_gives_way_to_a_closer_relation_and_still_holds()
    {
        var random = new Random(6);
        double[] areas = [.. Enumerable.Range(0, 1_000).Select(_ => (double)random.Next(100, 5_000))],
            counts = [.. areas.Select(_ => (double)random.Next(6))],
            limits = [.. areas.Select(_ => Math.Round(Math.Exp(10 * random.NextDouble())) + 5)],
            balances = [.. limits.Select(limit => Math.Round(limit * (0.9 + (0.1 * random.NextDouble()))))];
        var schema = new Schema(
            "s",
            [
                new IntegerColumn("area"),
                new IntegerColumn("surface"),
                new IntegerColumn("count"),
                new IntegerColumn("limit"),
                new IntegerColumn("balance"),
            ]
        )
        {
            Constraints = [new InequalityConstraint("area", "surface"), new InequalityConstraint("count", "balance")],
        };
        double[] surfaces = [.. areas.Select(area => 4 * area)];
        var seed = new Table([
            Seeds.Numbers("area", areas),
            Seeds.Numbers("surface", surfaces),
            Seeds.Numbers("count", counts),
            Seeds.Numbers("limit", limits),
            Seeds.Numbers("balance", balances),
        ]);
        var model = Generators.Named("independent").Fit(seed, schema);
        var rows = model.Rows(4_000);
        Assert.Equal(["limit"], Gaps(model).Select(gap => gap.Other));
        Assert.All(Ratio(rows, "surface", "area"), ratio => Assert.Equal(4, ratio));
        Assert.All(rows.Numbers("balance").Values.Zip(rows.Numbers("count").Values), row =>
            Assert.True(row.First >= row.Second)
        );
    }

    /// <summary>An instrument gives only three of four numbers, so that a gap would give others.</summary>
    [Fact]
    public void Columns_with_holes_keep_their_own_tokens()
    {
        var random = new Random(7);
        double[] first = [.. Enumerable.Range(0, 3_000).Select(_ => (double)random.Next(400))],
            second = [.. first.Select(value => Skipped(value + random.Next(-9, 10)))];
        var schema = new Schema("s", [new IntegerColumn("first"), new IntegerColumn("second")]);
        var seed = new Table([Seeds.Numbers("first", first), Seeds.Numbers("second", second)]);
        Assert.Empty(Gaps(Generators.Named("independent").Fit(seed, schema)));
        var filled = new Table([Seeds.Numbers("first", first), Seeds.Numbers("second", [.. first.Select(Near)])]);
        Assert.Single(Gaps(Generators.Named("independent").Fit(filled, schema)));

        static double Skipped(double value) => Math.Abs(value % 4) == 3 ? value - 1 : value;
        double Near(double value) => value + random.Next(-9, 10);
    }

    [Fact]
    public void A_model_with_gaps_is_written_and_read()
    {
        ModelFiles.AssertKept(Generators.Named("independent").Fit(Seed, Schema));
    }

    [Theory]
    [InlineData("\"apart\":", "\"apart\":9")]
    [InlineData("\"counts\":[", "\"counts\":[7,")]
    public void A_malformed_model_is_refused(string from, string to)
    {
        ModelFiles.AssertRefused(Generators.Named("independent").Fit(Seed, Schema), from, to);
    }

    private static IEnumerable<GapEncoding> Gaps(Model model) => model.Manifest.Encodings.OfType<GapEncoding>();

    private static double[] Ratio(Table rows, string column, string other) =>
        [
            .. rows.Numbers(column)
                .Values.Zip(rows.Numbers(other).Values, (value, of) => value / of)
                .Where(ratio => ratio > 0),
        ];

    private static double[] Difference(Table rows) =>
        [
            .. rows.Numbers("second")
                .Values.Zip(rows.Numbers("reading").Values, (value, of) => value - of)
                .Where(double.IsFinite),
        ];

    /// <summary>The greatest difference between the cumulative shares of two samples.</summary>
    private static double Distance(double[] one, double[] other)
    {
        double[] a = [.. one.Order()],
            b = [.. other.Order()];
        return a.Concat(b).Max(value => Math.Abs(Below(a, value) - Below(b, value)));

        static double Below(double[] sorted, double value)
        {
            int low = 0,
                high = sorted.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
            }
            return low / (double)sorted.Length;
        }
    }

    private static Table Meters(int seed)
    {
        var random = new Random(seed);
        double[][] columns = [.. Enumerable.Range(0, 6).Select(_ => new double[Rows])];
        for (int row = 0; row < Rows; row++)
        {
            double limit = Math.Round(Math.Exp(8 + (2 * random.NextDouble())) / 0.5),
                balance = Math.Round(limit * (0.4 + (0.2 * random.NextDouble()))),
                reading = Math.Round(20 + (60 * random.NextDouble()), 2),
                width = Math.Round(Math.Exp(1 + (3 * random.NextDouble())), 2);
            double used = random.Next(10) switch
            {
                0 => 0,
                < 4 => Math.Max(100, Math.Round(balance / 100) * 100),
                _ => balance,
            };
            columns[0][row] = limit;
            columns[1][row] = used;
            columns[2][row] = random.Next(20) == 0 ? double.NaN : reading;
            columns[3][row] = random.Next(20) == 0 ? double.NaN : Math.Round(reading + random.NextDouble() - 0.5, 2);
            columns[4][row] = width;
            columns[5][row] = Math.Round(width * (1.02 + (0.1 * random.NextDouble())), 2);
        }

        return new Table([.. Schema.Columns.Select((column, i) => Seeds.Numbers(column.Name, columns[i]))]);
    }
}
