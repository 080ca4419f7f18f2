using AethergenAI.Generation;
using AethergenAI.Onnx.Arn;

namespace AethergenAI.Onnx.Tests.Arn;

[Trait("Speed", "Slow")]
public sealed class PrecisionTests
{
    private static readonly Dictionary<string, Model> Models = new[]
    {
        "fp32",
        "fp16",
        "int8",
        "int8-static",
        "fp8",
    }.ToDictionary(precision => precision, Fit);

    [Theory]
    [InlineData("fp16", 0.005)]
    [InlineData("int8", 0.02)]
    [InlineData("int8-static", 0.02)]
    [InlineData("fp8", 0.03)]
    public void Fewer_bits_give_a_smaller_graph_and_nearly_the_same_rows(string precision, double apart)
    {
        // The same weights and noise: a row's token differs only where rounding moves a cumulative probability across
        // its noise. Half a unit in the last place of a weight is 2⁻¹¹ of it in fp16, 2⁻⁷ of the column's
        // greatest in int8 (2⁻⁸ static), 2⁻⁴ in fp8, and errors of 64 products average out.
        Model full = Models["fp32"],
            less = Models[precision];
        Assert.True(less.Graph.Length < full.Graph.Length);
        var (fullRows, lessRows) = (full.Rows(20_000), less.Rows(20_000));
        foreach (string column in new[] { "city", "gift" })
        {
            Assert.All(Shares(fullRows, column).Zip(Shares(lessRows, column)), pair =>
                Assert.Equal(pair.First, pair.Second, apart)
            );
        }
    }

    [Fact]
    public void Every_precision_is_another_graph_of_the_same_weights()
    {
        Assert.Equal(Models.Count, Models.Values.Select(model => model.Manifest.GraphHash).Distinct().Count());
        Assert.Single(
            Models.Values.Select(model => model.Manifest.Parameters.GetProperty("weights")[0].GetString()).Distinct()
        );
    }

    [Fact]
    public void Conditioning_keeps_the_precision()
    {
        bool[] given = [.. Models["int8-static"].Manifest.Columns.Select((_, column) => column % 3 == 0)];
        byte[] graph = Generators.Named("arn").Condition(Models["int8-static"], given);
        using var sampler = new OnnxTokenSampler(graph);
        Assert.True(graph.Length < Generators.Named("arn").Condition(Models["fp32"], given).Length);
    }

    [Theory]
    [InlineData(1f, 0x38)]
    [InlineData(-1f, 0xB8)]
    [InlineData(0.001953125f, 0x01)] // the least, 2⁻⁹
    [InlineData(448f, 0x7E)]
    [InlineData(1000f, 0x7E)]
    [InlineData(1.0625f, 0x38)] // halfway between 1 and 1.125: even
    [InlineData(1.1875f, 0x3A)] // halfway between 1.125 and 1.25: even
    public void Eight_bit_floats_are_those_of_the_format(float value, int code) =>
        Assert.Equal(code, Float8.Encode(value));

    [Fact]
    public void Every_eight_bit_float_comes_back()
    {
        float[] table = Float8.Table;
        Assert.Equal(256, table.Length);
        Assert.Equal(0.875f * 0.015625f, table[7]);
        for (int code = 0; code < 256; code++)
        {
            if (code % 128 != 127)
            {
                Assert.Equal(code == 128 ? 128 : code, Float8.Encode(code == 128 ? -0f : table[code]));
            }
        }
    }

    private static Model Fit(string precision)
    {
        var (seed, schema) = Seeds.Orders(1500);
        var options = new Dictionary<string, string>
        {
            ["precision"] = precision,
            ["epochs"] = "4",
            ["width"] = "64",
            ["ensemble"] = "1",
        };
        return Generators
            .Named("arn")
            .Fit(new FitRequest(seed, schema, new GeneratorSettings(options, 1)), CancellationToken.None);
    }

    private static double[] Shares(Tables.Table rows, string column) =>
        [
            .. rows.Levels(column)
                .Levels.Select(
                    (_, level) => rows.Levels(column).Codes.Count(code => code == level) / (double)rows.RowCount
                ),
        ];
}
