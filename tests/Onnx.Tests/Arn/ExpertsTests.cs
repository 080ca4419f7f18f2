using AethergenAI.Onnx.Arn;
using AethergenAI.Onnx.Graphs;
using AethergenAI.Onnx.Tests.Graphs;

namespace AethergenAI.Onnx.Tests.Arn;

public sealed class ExpertsTests
{
    private const int Rows = 3,
        Count = 4,
        Units = 2;

    [Fact]
    public void The_best_experts_share_a_row_and_the_others_are_silent()
    {
        // Softmax of logarithms gives the numbers themselves over their sum.
        float[] logits = Array.ConvertAll(new float[] { 1, 2, 4, 3, 8, 1, 1, 2, 1, 1, 7, 5 }, MathF.Log);
        var (gated, load) = Gate(logits, active: 2);
        double[] expected = [0, 0, 4 / 7.0, 3 / 7.0, 8 / 10.0, 0, 0, 2 / 10.0, 0, 0, 7 / 12.0, 5 / 12.0];
        for (int i = 0; i < Rows * Count; i++)
        {
            Assert.Equal(expected[i], gated[i * Units], 1e-6);
            Assert.Equal(expected[i], gated[(i * Units) + 1], 1e-6);
        }

        // E/k · Σ (share of rows that have the expert)·(mean probability): shares 1/3, 0, 2/3, 1.
        double[] mean =
        [
            .. Enumerable
                .Range(0, Count)
                .Select(e =>
                    (Math.Exp(logits[e]) / 10) + (Math.Exp(logits[4 + e]) / 12) + (Math.Exp(logits[8 + e]) / 14)
                )
                .Select(sum => sum / 3),
        ];
        Assert.Equal(2 * ((mean[0] / 3) + (mean[2] * 2 / 3) + mean[3]), load, 1e-5);
    }

    [Fact]
    public void An_even_load_costs_one()
    {
        // Each row prefers another expert by as much.
        float[] logits = [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2];
        Assert.Equal(1, Gate(logits, active: 1).Load, 1e-6);
    }

    private static (float[] Gated, double Load) Gate(float[] logits, int active)
    {
        int rows = logits.Length / Count;
        var graph = new GraphBuilder("gate");
        Node input = graph.Input("logits", ElementType.Float, rows, Count);
        Node inner = graph.Constant([.. Enumerable.Repeat(1f, rows * Count * Units)], rows, Count * Units);
        var (gated, load) = Experts.Gate(new Tape(graph), inner, input, active);
        graph.Output("gated", gated);
        graph.Output("load", load);
        using var run = new GraphRun(graph);
        float[][] found = run.Of(("logits", logits, [rows, Count]));
        return (found[0], found[1][0]);
    }
}
