using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests;

/// <summary>
/// Numbers are written as the seed's: on its round multiples with their shares, and to its significant digits.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class HeapTests
{
    private const int Rows = 3_000;

    private static readonly Schema Schema = new(
        "loans",
        [
            new CategoricalColumn("kind", ["car", "house"]),
            new IntegerColumn("amount") { Nullable = true },
            new DecimalColumn("hours", Step: 1e-6),
            new DecimalColumn("length", Step: 0.0001),
        ]
    );

    private static readonly Table Seed = Loans(3);

    public static TheoryData<string> Names => ["independent", "copula", "trees", "arn"];

    [Theory, MemberData(nameof(Names))]
    public void Multiples_keep_their_shares(string name)
    {
        var rows = Generators.Named(name).Fit(Seed, Schema).Rows(6_000);

        // 4σ of a share of 3,000 and of 6,000 rows are 4·√(.25·(1/3000 + 1/6000)) = .045, and .03 for what a
        // generator learns only nearly.
        Assert.Equal(Share(Seed, "amount", 100), Share(rows, "amount", 100), 0.075);
        Assert.Equal(Share(Seed, "amount", 25), Share(rows, "amount", 25), 0.075);
        Assert.Equal(Share(Seed, "hours", 1), Share(rows, "hours", 1), 0.075);
        Assert.Equal(Share(Seed, "hours", 1.0 / 3), Share(rows, "hours", 1.0 / 3), 0.075);
    }

    [Theory, MemberData(nameof(Names))]
    public void Significant_digits_are_kept(string name)
    {
        var rows = Generators.Named(name).Fit(Seed, Schema).Rows(6_000);
        var written = new Precision(0.0001, 6);
        Assert.All(rows.Numbers("length").Values, value => Assert.Equal(written.Round(value), value));
        Assert.Contains(rows.Numbers("length").Values, value => value > 100);
    }

    /// <summary>Amounts of houses are whole hundreds, those of cars are not.</summary>
    [Theory]
    [InlineData("trees")]
    [InlineData("arn")]
    public void Multiples_go_with_other_columns(string name)
    {
        var rows = Generators.Named(name).Fit(Seed, Schema).Rows(6_000);
        var kinds = rows.Levels("kind");
        double[] amounts = rows.Numbers("amount").Values;
        int[] houses = [.. Enumerable.Range(0, 6_000).Where(row => kinds[row] == "house" && amounts[row] > 0)];
        Assert.InRange(houses.Count(row => amounts[row] % 100 == 0) / (double)houses.Length, 0.95, 1);
    }

    [Theory, MemberData(nameof(Names))]
    public void Given_numbers_come_out_as_given(string name)
    {
        var model = Generators.Named(name).Fit(Seed, Schema);
        using var sampler = new OnnxTokenSampler(model.Graph);
        using var conditioned = new ConditionedSamplers(model);
        var cells = new Table([Seeds.Numbers("amount", [1_300, 1_234, 1_225])]);
        var request = new SampleRequest(300, Seed: 2, Given: conditioned.Complete(cells));
        double[] amounts = RowSampler
            .Sample(model, sampler, request, Seeds.Silent, CancellationToken.None)
            .Table.Numbers("amount")
            .Values;
        Assert.All(amounts.Index(), cell => Assert.Equal(cells.Numbers("amount").Values[cell.Index % 3], cell.Item));
    }

    /// <summary>
    /// Some quantiles of a bin are the same whole number, so that draws which are to be on no multiple meet it; numbers
    /// without a step have no neighbour to move to.
    /// </summary>
    [Fact]
    public void Numbers_without_a_step_keep_their_multiples()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 20_000).Select(Made)];
        var table = new Table([Seeds.Numbers("dose", values)]);
        var rows = Generators
            .Named("independent")
            .Fit(table, new Schema("s", [new DecimalColumn("dose")]))
            .Rows(20_000);

        // 4σ of a share of 20,000 and of 20,000 rows are 4·√(.24·2/20000) = .020, and .02 for the draws that stay.
        Assert.Equal(Share(table, "dose", 1), Share(rows, "dose", 1), 0.04);

        double Made(int row) => row % 5 < 2 ? random.Next(600) : 600 * random.NextDouble();
    }

    [Fact]
    public void A_model_with_multiples_is_written_and_read()
    {
        ModelFiles.AssertKept(Generators.Named("independent").Fit(Seed, Schema));
    }

    [Theory]
    [InlineData("\"over\":100,", "\"over\":0.5,")]
    [InlineData("\"digits\":6", "\"digits\":0")]
    public void A_malformed_model_is_refused(string from, string to)
    {
        ModelFiles.AssertRefused(Generators.Named("independent").Fit(Seed, Schema), from, to);
    }

    private static double Share(Table rows, string column, double step)
    {
        double[] values = [.. rows.Numbers(column).Values.Where(double.IsFinite)];
        return values.Count(value => Math.Abs(value - (Math.Round(value / step) * step)) < 1e-6)
            / (double)values.Length;
    }

    private static Table Loans(int seed)
    {
        var random = new Random(seed);
        string[] kinds = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(2) == 0 ? "car" : "house")];
        var written = new Precision(0.0001, 6);
        double[] amounts = [.. kinds.Select(Amount)],
            hours = [.. kinds.Select(_ => Hours())],
            lengths = [.. kinds.Select(_ => written.Round(Math.Exp(7 * random.NextDouble())))];
        return new Table([
            Seeds.Levels("kind", kinds),
            Seeds.Numbers("amount", amounts),
            Seeds.Numbers("hours", hours),
            Seeds.Numbers("length", lengths),
        ]);

        double Amount(string kind)
        {
            int size = random.Next(1_000, 90_000);
            if (kind == "house")
            {
                return size / 100 * 100;
            }
            return random.Next(10) switch
            {
                0 => double.NaN,
                < 5 => size / 25 * 25,
                _ => size,
            };
        }

        double Hours()
        {
            double hours = 400 * random.NextDouble();
            return random.Next(3) switch
            {
                0 => Math.Floor(hours),
                1 => Math.Round(Math.Floor(hours * 3) / 3, 6),
                _ => Math.Round(hours, 6),
            };
        }
    }
}
