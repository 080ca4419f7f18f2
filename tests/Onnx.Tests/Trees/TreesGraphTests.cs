using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Generation.Trees;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests.Trees;

public sealed class TreesGraphTests
{
    private static readonly Lazy<Model> Chain = new(() =>
        Generators.Named("trees").Fit(Seed(), new Schema("chain", [.. Seed().Columns.Select(Describe)]))
    );

    [Fact]
    public void The_graph_draws_what_trees_in_plain_code_draw()
    {
        var (seed, schema) = Seeds.Orders(800);
        var model = Generators.Named("trees").Fit(seed, schema);
        var manifest = model.Manifest;
        int width = manifest.Columns.Count;
        var parameters = manifest.Parameters.Deserialize<TreesParameters>(Json.Options)!;
        var walk = new TokenDraw(parameters, MissingRule.Of(width, manifest.Encodings));
        float[] noise = new float[RowSampler.BlockRows * width];
        for (int row = 0; row < RowSampler.BlockRows; row++)
        {
            RowNoise.Fill(noise.AsSpan(row * width, width), 9, row, 0);
        }
        int[] given = new int[noise.Length],
            tokens = new int[noise.Length],
            expected = new int[width];
        given.AsSpan().Fill(-1);
        using var sampler = new OnnxTokenSampler(model.Graph);
        sampler.Sample(noise, given, tokens, RowSampler.BlockRows);
        for (int row = 0; row < RowSampler.BlockRows; row++)
        {
            walk.Draw(noise.AsSpan(row * width, width), expected);
            Assert.Equal(expected, tokens[(row * width)..((row + 1) * width)]);
        }
    }

    [Theory]
    [InlineData("c")]
    [InlineData("b")]
    public void Given_one_column_another_has_the_conditional_distribution_of_the_seed(string given)
    {
        // a → b → c: whichever of the later columns is given, a must be drawn by trees that the fit did not have.
        var seed = Seed();
        using var sampler = new OnnxTokenSampler(Chain.Value.Graph);
        using var conditioned = new ConditionedSamplers(Chain.Value);
        var cells = new Table([Seeds.Levels(given, ["1"])]);
        var rows = RowSampler
            .Sample(
                Chain.Value,
                sampler,
                new SampleRequest(40_000, Seed: 2, Given: conditioned.Complete(cells)),
                Seeds.Silent,
                CancellationToken.None
            )
            .Table;
        int[] where = [.. Enumerable.Range(0, seed.RowCount).Where(row => seed.Levels(given)[row] == "1")];
        foreach (string level in seed.Levels("a").Levels)
        {
            double expected = where.Average(row => seed.Levels("a")[row] == level ? 1.0 : 0);
            double found = Enumerable.Range(0, rows.RowCount).Average(row => rows.Levels("a")[row] == level ? 1.0 : 0);
            // 4 standard errors of 40,000 draws (0.01) and of the 2¹⁵ rows, a third of which have the level,
            // that the trees are grown on (0.019);
            // 0.01 for what leaves borrow.
            Assert.Equal(expected, found, 0.039);
        }
    }

    [Fact]
    public void A_value_is_missing_as_often_as_in_the_seed_and_with_what_it_went_with()
    {
        var random = new Random(4);
        string[] kind = [.. Enumerable.Range(0, 4000).Select(_ => random.Next(2) == 0 ? "x" : "y")];
        double[] value =
        [
            .. kind.Select(level =>
            {
                double missing = level == "x" ? 0.6 : 0.1;
                return random.NextDouble() < missing ? double.NaN : random.Next(100);
            }),
        ];
        var after = value.Select(number =>
            number switch
            {
                double.NaN => "none",
                < 50 => "low",
                _ => "high",
            }
        );
        var seed = new Table([Seeds.Levels("kind", kind), Seeds.Numbers("value", value), Seeds.Levels("after", after)]);
        var schema = new Schema(
            "missing",
            [Describe(seed["kind"]), new IntegerColumn("value") { Nullable = true }, Describe(seed["after"])]
        );
        var rows = Generators.Named("trees").Fit(seed, schema).Rows(20_000);
        double[] drawn = rows.Numbers("value").Values;
        foreach (string level in new[] { "x", "y" })
        {
            int[] of = [.. Enumerable.Range(0, 20_000).Where(row => rows.Levels("kind")[row] == level)];
            // 4 standard errors of the seed's 2,000 rows of a kind: 4·√(0.24/2,000) = 0.044.
            Assert.Equal(level == "x" ? 0.6 : 0.1, of.Average(row => double.IsNaN(drawn[row]) ? 1.0 : 0), 0.05);
        }

        double wrong = Enumerable
            .Range(0, 20_000)
            .Average(row => (rows.Levels("after")[row] == "none") != double.IsNaN(drawn[row]) ? 1.0 : 0);
        Assert.True(wrong < 0.02, $"{wrong}");
    }

    private static Column Describe(ColumnData column) => Seeds.Category((LevelData)column);

    private static Table Seed()
    {
        var random = new Random(8);
        int[] a = [.. Enumerable.Range(0, 6000).Select(_ => random.Next(3))];
        int[] b = [.. a.Select(token => random.Next(4) == 0 ? random.Next(3) : token)];
        int[] c = [.. b.Select(token => random.Next(4) == 0 ? random.Next(3) : token)];
        return new Table([
            Seeds.Levels("a", a.Select(token => $"{token}")),
            Seeds.Levels("b", b.Select(token => $"{token}")),
            Seeds.Levels("c", c.Select(token => $"{token}")),
        ]);
    }
}
