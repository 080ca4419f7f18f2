using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Onnx.Arn;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests.Arn;

/// <summary>
/// Leave-one-out influence: how much more likely a model finds a row because the row was in its seed. Each of some rows
/// is left out of a fit of its own, with a random seed of its own; the other fits say how much the row's probability
/// varies from fit to fit anyway.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class InfluenceTests
{
    private const int Rows = 300,
        LeftOut = 12;

    /// <summary>No row of the table is like this one.</summary>
    private const int Odd = 7;

    private static readonly double[][] Likelihoods = Fits();

    [Fact]
    public void A_row_is_hardly_more_likely_for_being_in_the_seed() =>
        Assert.InRange(Usual.Average(row => Influence(row).Nats), -0.25, 0.25);

    [Fact]
    public void No_row_that_is_like_others_stands_out_from_the_spread_of_refits() => Assert.All(Usual, row =>
        {
            var (nats, spread) = Influence(row);
            Assert.InRange(nats, -4 * spread, 4 * spread);
        });

    /// <summary>Such a row is much more likely for being in the seed, as it is for any model without noise.</summary>
    [Fact]
    public void A_row_like_no_other_is_expected_less_than_once_in_ten_tables_as_large_as_the_seed() =>
        Assert.InRange(
            Rows
                * Enumerable
                    .Range(0, LeftOut)
                    .Where(out_ => out_ != Odd)
                    .Average(out_ => Math.Exp(Likelihoods[out_][Odd])),
            0,
            0.1
        );

    private static IEnumerable<int> Usual => Enumerable.Range(0, LeftOut).Where(row => row != Odd);

    /// <summary>
    /// The mean log-likelihood of a row under the fits that had it, less that under the fit that did not, and the
    /// standard deviation over the former, both in nats.
    /// </summary>
    private static (double Nats, double Spread) Influence(int row)
    {
        double[] had =
        [
            .. Enumerable.Range(0, LeftOut).Where(out_ => out_ != row).Select(out_ => Likelihoods[out_][row]),
        ];
        double mean = had.Average(),
            spread = Math.Sqrt(had.Sum(one => (one - mean) * (one - mean)) / (had.Length - 1));
        return (mean - Likelihoods[row][row], spread);
    }

    /// <returns>For each row left out, the log-likelihood of each of these rows, in nats.</returns>
    private static double[][] Fits()
    {
        var (table, schema) = Seed();
        return
        [
            .. Enumerable
                .Range(0, LeftOut)
                .Select(out_ =>
                {
                    var seed = table.Take([.. Enumerable.Range(0, Rows).Where(row => row != out_)]);
                    var settings = new GeneratorSettings(new Dictionary<string, string>(), (ulong)out_ + 1);
                    var model = Generators
                        .Named("arn")
                        .Fit(new FitRequest(seed, schema, settings), CancellationToken.None);
                    return Enumerable.Range(0, LeftOut).Select(row => LogLikelihood(model, table, row)).ToArray();
                }),
        ];
    }

    /// <summary>The mean over the model's networks, in the order of sampling.</summary>
    private static double LogLikelihood(Model model, Table table, int row)
    {
        var parameters = model.Manifest.Parameters.Deserialize<ArnParameters>(Json.Options)!;
        var layout = new ArnLayout(parameters.Columns, parameters.Shape);
        int[] classes = new int[parameters.Columns.Count];
        foreach (var levels in model.Manifest.Encodings.Cast<LevelEncoding>())
        {
            var data = table.Levels(levels.Column);
            int token = levels.Levels.ToList().IndexOf(data.Levels[data.Codes[row]]);
            classes[levels.ModelColumn] = parameters.Columns[levels.ModelColumn].Classes[token];
        }

        float[] mask = ColumnOrder.Mask(parameters.Order, parameters.Ahead);
        return parameters.Members().Average(weights => -PlainNetwork.Loss(layout, weights, classes, mask));
    }

    /// <summary>Five columns of levels that go together.</summary>
    private static (Table Seed, Schema Schema) Seed()
    {
        var random = new Random(4);
        int[][] rows =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row =>
                {
                    int a = random.Next(4),
                        b = (a + random.Next(2)) % 4,
                        c = random.Next(5) == 0 ? random.Next(6) : a + 1,
                        d = Math.Min(5, c + random.Next(2)),
                        e = b == c ? 1 : random.Next(2);
                    return row == Odd ? [0, 3, 5, 0, 0] : new[] { a, b, c, d, e };
                }),
        ];
        LevelData[] columns =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(column => Seeds.Levels($"column{column}", rows.Select(row => $"L{row[column]}"))),
        ];
        return (new Table(columns), new Schema("influence", [.. columns.Select(Seeds.Category)]));
    }
}
