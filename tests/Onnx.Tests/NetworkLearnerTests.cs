using AethergenAI.Evaluation.Learning;
using AethergenAI.Onnx.Networks;

namespace AethergenAI.Onnx.Tests;

public sealed class NetworkLearnerTests
{
    // Whether two numbers have one sign: no linear learner can tell, and a network of two layers can.
    [Fact]
    public void Learns_what_no_line_separates()
    {
        var (rows, targets) = Signs(1_000, 1);
        var (others, truth) = Signs(400, 2);
        float[] answers = NetworkLearner.Fit(rows, targets, 2, 1, CancellationToken.None)(others);
        Assert.All(Enumerable.Range(0, 400), i => Assert.Equal(1, answers[2 * i] + answers[(2 * i) + 1], 1e-5f));
        Assert.InRange(Enumerable.Range(0, 400).Count(i => (answers[(2 * i) + 1] > 0.5f) == (truth[i] > 0)), 370, 400);
    }

    [Fact]
    public void Learns_a_number()
    {
        var (rows, _) = Signs(800, 3);
        float[] targets = [.. Enumerable.Range(0, 800).Select(i => Math.Abs(rows.Cells[2 * i]))];
        float[] answers = NetworkLearner.Fit(rows, targets, 0, 1, CancellationToken.None)(rows);
        double error = targets.Zip(answers, (target, answer) => (target - answer) * (target - answer)).Average();
        double mean = targets.Average(),
            spread = targets.Average(target => (target - mean) * (target - mean));
        Assert.True(error < 0.1 * spread, $"{error} of {spread}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_answers_and_another_seed_others()
    {
        var (rows, targets) = Signs(100, 4);
        float[] Answers(ulong seed) => NetworkLearner.Fit(rows, targets, 2, seed, CancellationToken.None)(rows);
        Assert.Equal(Answers(1), Answers(1));
        Assert.NotEqual(Answers(1), Answers(2));
    }

    [Fact]
    public void Stops_when_cancelled()
    {
        var (rows, targets) = Signs(100, 5);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            NetworkLearner.Fit(rows, targets, 2, 1, new CancellationToken(true))
        );
    }

    private static (DenseRows Rows, float[] Targets) Signs(int rows, int seed)
    {
        var random = new Random(seed);
        float[] cells = [.. Enumerable.Range(0, 2 * rows).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        return (
            new DenseRows(rows, 2, cells),
            [.. Enumerable.Range(0, rows).Select(i => cells[2 * i] * cells[(2 * i) + 1] > 0 ? 1f : 0)]
        );
    }
}
