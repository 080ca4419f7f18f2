using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Tests.Graphs;

public sealed class GraphTests
{
    [Theory]
    [InlineData(0.975, 1.959963985)]
    [InlineData(0.5, 0)]
    [InlineData(0.001, -3.090232306)]
    [InlineData(1e-9, -5.997807015)]
    public void Normal_quantiles_are_the_published_ones(double p, double z) =>
        Assert.Equal(z, NormalQuantile.Of(p), 2e-6);

    [Fact]
    public void The_search_finds_what_counting_thresholds_finds()
    {
        var random = new Random(5);
        int[] tokens = [1, 2, 3, 8, 9, 1000];
        TokenLine[] lines =
        [
            .. tokens.Select(count => new TokenLine(
                [.. Enumerable.Range(0, count - 1).Select(_ => random.NextSingle()).Order()],
                [.. Enumerable.Range(0, count).OrderBy(_ => random.Next())]
            )),
        ];
        byte[] graph = SamplerGraph.Build(tokens.Length, (builder, noise, _) =>
            TokenSearch.Find(builder, noise, lines)
        );
        using var sampler = new OnnxTokenSampler(graph);
        float[] noise =
        [
            .. Enumerable
                .Range(0, 500 * tokens.Length)
                .Select(cell => cell % 7 == 0 ? lines[5].Thresholds[cell % 999] : random.NextSingle()),
        ];
        int[] found = new int[noise.Length];
        sampler.Sample(noise, [.. noise.Select(_ => -1)], found, 500);
        int[] expected =
        [
            .. noise.Select(
                (number, cell) =>
                {
                    var line = lines[cell % tokens.Length];
                    return line.Tokens[line.Thresholds.Count(threshold => threshold <= number)];
                }
            ),
        ];
        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_graph_of_columns_with_one_token_each_still_has_its_rows()
    {
        byte[] graph = SamplerGraph.Build(2, (builder, noise, _) =>
            TokenSearch.Find(builder, noise, [new TokenLine([], [0]), new TokenLine([], [0])])
        );
        using var sampler = new OnnxTokenSampler(graph);
        int[] tokens = [7, 7, 7, 7];
        sampler.Sample([0.5f, 0.5f, 0.5f, 0.5f], [-1, -1, -1, -1], tokens, 2);
        Assert.Equal([0, 0, 0, 0], tokens);
    }

    [Fact]
    public void Shapes_that_do_not_go_together_are_refused_when_built()
    {
        var graph = new GraphBuilder("test");
        Node left = graph.Input("left", ElementType.Float, Node.Batch, 3),
            right = graph.Input("right", ElementType.Float, Node.Batch, 4);
        Assert.Throws<ArgumentException>(() => graph.Add(left, right));
        Assert.Throws<ArgumentException>(() => graph.MatMul(left, graph.Constant([1f, 2f], 2, 1)));
        Assert.Throws<ArgumentException>(() => graph.Add(left, graph.Constant([1], 1)));
    }

    [Fact]
    public void The_processor_always_loads_and_what_does_not_says_why() =>
        Assert.All(ExecutionProviders.Probe(), probe =>
            Assert.True(probe.Name == "cpu" ? probe.Loads : probe.Loads || probe.Mend.Length > 0)
        );
}
