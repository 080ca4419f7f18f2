using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Evaluation.Learning;

public class LearningTests
{
    [Fact]
    public void Cholesky_solves_what_it_is_asked()
    {
        // A = [[4, 2, 0], [2, 5, 3], [0, 3, 6]], x = [1, −2, 3], b = A·x.
        double[] b = [0, 1, 12];
        Cholesky.Solve(
            [
                [4],
                [2, 5],
                [0, 3, 6],
            ],
            b
        );
        Assert.Equal([1, -2, 3], b.Select(x => Math.Round(x, 10)));
        Assert.Throws<ArgumentException>(() =>
            Cholesky.Solve(
                [
                    [1],
                    [2, 1],
                ],
                [0, 0]
            )
        );
    }

    // Two groups, 3 of 4 and 1 of 4 positive: by symmetry the constant is 0 and the weights are ±w.
    // Each group has ½ of n rows; with the one-hot pair (w, −w) the penalty is w², and the loss's derivative n·(σ(w)
    // − ¾) + 2w = 0 is the condition below.
    [Fact]
    public void Logistic_regression_meets_the_condition_of_its_minimum()
    {
        const int n = 400;
        int[] group = [.. Enumerable.Range(0, n).Select(i => i % 2)];
        int[] label = [.. Enumerable.Range(0, n).Select(i => i / 2 % 4 < 3 - (i % 2 * 2) ? 1 : 0)];
        var rows = new FeatureMatrix(n, [new FeatureColumn(null, group, 2)]);
        double p = LinearModel.Classify(rows, label, 2, default).Score(rows, 2)[1][0];
        double w = Math.Log(p / (1 - p));
        Assert.Equal(0, (n * (p - 0.75)) + (2 * w), 4);
    }

    // y = 3 + 2x with x standardised: the penalty shrinks the slope by n/(n + 1) and leaves the mean.
    [Fact]
    public void Ridge_regression_shrinks_by_its_penalty()
    {
        double[] x = [.. Enumerable.Range(0, 50).Select(i => (double)i)];
        double[] y = [.. x.Select(value => 3 + (2 * value))];
        var rows = new FeatureMatrix(50, [new FeatureColumn(x, null, 0)]);
        double[] fitted = LinearModel.Regress(rows, y).Score(rows, 0)[0];
        Assert.Equal(y.Average(), fitted.Average(), 6);
        Assert.Equal(2 * 50 / 51.0, (fitted[49] - fitted[0]) / 49, 6);
    }

    [Fact]
    public void Missing_numbers_and_unseen_levels_are_no_error()
    {
        var learn = new FeatureMatrix(4, [new([1, double.NaN, 3, 4], null, 0), new(null, [0, 1, -1, 0], 3)]);
        var model = LinearModel.Classify(learn, [0, 1, 0, 1], 2, default);
        var other = new FeatureMatrix(2, [new([double.NaN, 1e9], null, 0), new(null, [2, -1], 3)]);
        Assert.All(model.Score(other, 2)[1], p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void Probabilities_of_several_classes_sum_to_1()
    {
        int[] labels = [.. Enumerable.Range(0, 90).Select(i => i % 3)];
        var rows = new FeatureMatrix(90, [new([.. labels.Select(label => label + 0.01)], null, 0)]);
        double[][] p = LinearModel.Classify(rows, labels, 3, default).Score(rows, 3);
        Assert.All(Enumerable.Range(0, 90), i => Assert.Equal(1, p.Sum(column => column[i]), 12));
        Assert.True(p[2][2] > p[1][2]);
    }

    [Fact]
    public void Scores_agree_with_their_definitions()
    {
        double[][] predicted =
        [
            [0.9, 0.2, 0.6, 0.4],
            [0.1, 0.8, 0.4, 0.6],
        ];
        int[] labels = [0, 1, 1, 1];
        Assert.Equal(1, Scoring.Area(predicted, labels)!.Value, 12);
        Assert.Equal(0.75, Scoring.Accuracy(predicted, labels).Value, 12);
        Assert.Equal(((2.0 / 3) + 0.8) / 2, Scoring.MacroF1(predicted, labels).Value, 12);
        Assert.Equal(
            -(Math.Log(0.9) + Math.Log(0.8) + Math.Log(0.4) + Math.Log(0.6)) / 4,
            Scoring.LogLoss(predicted, labels).Value,
            12
        );
        // Bins of the best class's probability: .9 (−.1), .8 (−.2), and .6 twice (+.6 − .4 = +.2 together).
        Assert.Equal((0.1 + 0.2 + 0.2) / 4, Scoring.Calibration(predicted, labels).Value, 12);
        // Σ(y − ŷ)² = 4, Σ(y − 3)² = 20.
        Assert.Equal(1 - (4 / 20.0), Scoring.RSquared([1, 1, 5, 5], [0, 2, 4, 6])!.Value, 12);
        Assert.Equal(1, Scoring.AbsoluteError([1, 1, 5, 5], [0, 2, 4, 6]).Value, 12);
    }

    // A row's influence is the derivative of the score by the row's weight times n: drop a row of 2,000 and compare.
    [Fact]
    public void Influence_is_what_a_row_changes()
    {
        var random = new RandomStream(4);
        const int n = 2_000;
        int[] labels = [.. Enumerable.Range(0, n).Select(_ => random.NextInt(3))];
        double[][] predicted =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(k => labels.Select(label => (label == k ? 0.3 : 0) + random.NextDouble()).ToArray()),
        ];
        for (int i = 0; i < n; i++)
        {
            double sum = predicted.Sum(column => column[i]);
            foreach (double[] column in predicted)
            {
                column[i] /= sum;
            }
        }

        foreach (
            var score in new Func<double[][], int[], Scored?>[]
            {
                Scoring.Area,
                Scoring.Accuracy,
                Scoring.MacroF1,
                Scoring.LogLoss,
            }
        )
        {
            var whole = score(predicted, labels)!;
            Assert.Equal(0, whole.Influence.Average(), 9);
            foreach (int row in new[] { 0, 7, 1_234 })
            {
                double without = score(
                    [.. predicted.Select(column => Without(column, row))],
                    Without(labels, row)
                )!.Value;
                // The second order is O(1/n) of the first.
                Assert.Equal(whole.Influence[row], (n - 1) * (whole.Value - without), 0.02);
            }
        }

        static T[] Without<T>(T[] values, int row) => [.. values.Where((_, at) => at != row)];
    }

    [Fact]
    public void Every_row_is_left_out_in_one_repeat()
    {
        var left = Enumerable
            .Range(0, LeaveOneFoldOut.Count)
            .SelectMany(repeat => Enumerable.Range(0, 52).Except(LeaveOneFoldOut.Kept(52, repeat, 1, "x")))
            .ToArray();
        Assert.Equal(52, left.Length);
        Assert.Equal(52, left.Distinct().Count());
    }
}
