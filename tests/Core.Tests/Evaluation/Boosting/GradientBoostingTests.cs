using AethergenAI.Evaluation.Boosting;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Evaluation.Boosting;

public class GradientBoostingTests
{
    [Fact]
    public void Learns_what_no_single_column_tells()
    {
        // Exclusive or of two signs.
        var (features, x) = Numbers(2_000, 2, 1);
        int[] labels = [.. Enumerable.Range(0, 2_000).Select(i => x[0][i] > 0.5 != x[1][i] > 0.5 ? 1 : 0)];
        Assert.True(
            Auc(GradientBoosting.Classify(features, labels, 2, new BoostingOptions(), default), features, labels) > 0.99
        );
    }

    [Fact]
    public void Knows_a_missing_value_from_any_number()
    {
        var (_, x) = Numbers(2_000, 1, 2);
        int[] labels = [.. Enumerable.Range(0, 2_000).Select(i => i % 3 == 0 ? 1 : 0)];
        for (int i = 0; i < 2_000; i += 3)
        {
            x[0][i] = double.NaN;
        }
        var features = new FeatureMatrix(2_000, [new FeatureColumn(x[0], null, 0)]);
        Assert.Equal(
            1,
            Auc(GradientBoosting.Classify(features, labels, 2, new BoostingOptions(), default), features, labels),
            6
        );
    }

    [Fact]
    public void Splits_categories_into_any_two_sets_and_takes_unseen_ones_as_missing()
    {
        // Odd of 40 categories are positive: one split by sets, a comb by order.
        int[] codes = [.. Enumerable.Range(0, 4_000).Select(i => i % 40)];
        int[] labels = Array.ConvertAll(codes, code => code % 2);
        var features = new FeatureMatrix(4_000, [new FeatureColumn(null, codes, 41)]);
        var model = GradientBoosting.Classify(
            features,
            labels,
            2,
            new BoostingOptions(Trees: 5, MaxLeaves: 2),
            default
        );
        Assert.Equal(1, Auc(model, features, labels), 12);
        var unseen = new FeatureMatrix(1, [new FeatureColumn(null, [40], 41)]);
        Assert.True(double.IsFinite(model.Score(unseen, default)[0][0]));
    }

    [Fact]
    public void Learns_a_mean()
    {
        var (features, x) = Numbers(3_000, 2, 3);
        double[] targets = [.. Enumerable.Range(0, 3_000).Select(i => (3 * x[0][i]) + Math.Sin(6 * x[1][i]))];
        double[] answers = GradientBoosting
            .Regress(features, targets, new BoostingOptions(), default)
            .Score(features, default)[0];
        double mean = targets.Average();
        double explained =
            1 - (targets.Zip(answers, (y, f) => (y - f) * (y - f)).Sum() / targets.Sum(y => (y - mean) * (y - mean)));
        Assert.True(explained > 0.995, $"R² is {explained}");
    }

    [Fact]
    public void Tells_three_classes_apart()
    {
        var (features, x) = Numbers(1_500, 1, 4);
        int[] labels = Array.ConvertAll(x[0], value => (int)(3 * value));
        double[][] scores = GradientBoosting
            .Classify(features, labels, 3, new BoostingOptions(Trees: 30), default)
            .Score(features, default);
        int right = Enumerable.Range(0, 1_500).Count(i => Enumerable.Range(0, 3).MaxBy(k => scores[k][i]) == labels[i]);
        Assert.True(right > 1_480, $"{right} of 1,500");
    }

    // With one tree, one split, rate 1 and squared error a leaf is the mean of its rows.
    [Fact]
    public void A_leaf_of_squared_error_is_a_mean()
    {
        double[] x = [.. Enumerable.Range(0, 40).Select(i => (double)i)];
        double[] y = Array.ConvertAll(x, value => value < 20 ? 1.0 : 5.0);
        var features = new FeatureMatrix(40, [new FeatureColumn(x, null, 0)]);
        var model = GradientBoosting.Regress(
            features,
            y,
            new BoostingOptions(Trees: 1, LearningRate: 1, MaxLeaves: 2),
            default
        );
        double[] answers = model.Score(new FeatureMatrix(2, [new FeatureColumn([19.4, 19.6], null, 0)]), default)[0];
        Assert.Equal(1, answers[0], 12);
        Assert.Equal(5, answers[1], 12);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Shuffled_scores_are_bit_for_bit_those_of_rows_with_that_column_shuffled(int classes)
    {
        var random = new RandomStream(7);
        const int rows = 1_200;
        double[] x = [.. Enumerable.Range(0, rows).Select(i => i % 9 == 0 ? double.NaN : random.NextDouble())],
            y = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
        int[] codes = [.. Enumerable.Range(0, rows).Select(i => random.NextInt(8) - 1)];
        int[] labels = [.. x.Select((value, i) => (int)(classes * Math.Abs(Math.Sin((value > 0.5 ? 9 : 5) * y[i]))))];
        var features = new FeatureMatrix(rows, [new(x, null, 0), new(null, codes, 7), new(y, null, 0)]);
        var model = GradientBoosting.Classify(features, labels, classes, new BoostingOptions(Trees: 20), default);
        int[][] orders = [.. features.Columns.Select(_ => random.Choose(rows, rows))];

        double[][][] scores = model.ScoreShuffled(features, orders, default);

        Assert.All(orders.Index(), one =>
            Assert.Equal(model.Score(features.Shuffled(one.Index, one.Item), default), scores[one.Index])
        );
    }

    [Fact]
    public void One_class_is_refused()
    {
        var (features, _) = Numbers(50, 1, 5);
        Assert.Throws<ArgumentException>(() =>
            GradientBoosting.Classify(features, new int[50], 2, new BoostingOptions(), default)
        );
    }

    [Fact]
    public void Stops_when_cancelled()
    {
        var (features, _) = Numbers(200, 1, 6);
        Assert.Throws<OperationCanceledException>(() =>
            GradientBoosting.Regress(features, new double[200], new BoostingOptions(), new CancellationToken(true))
        );
    }

    private static (FeatureMatrix Features, double[][] Values) Numbers(int rows, int columns, ulong seed)
    {
        var random = new RandomStream(seed);
        double[][] values =
        [
            .. Enumerable
                .Range(0, columns)
                .Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextDouble()).ToArray()),
        ];
        return (new FeatureMatrix(rows, [.. values.Select(column => new FeatureColumn(column, null, 0))]), values);
    }

    private static double Auc(GradientBoosting model, FeatureMatrix features, int[] labels) =>
        RocAuc.WithPlacements(model.Score(features, default)[0], Array.ConvertAll(labels, label => label == 1), out _);
}
