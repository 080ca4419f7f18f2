namespace AethergenAI.Evaluation.Boosting;

/// <param name="Trees">Boosting rounds; with more than two classes, each round grows one tree per class.</param>
/// <param name="MinLeafRows">The fewest rows in a leaf.</param>
/// <param name="L2">Added to a leaf's hessian.</param>
internal sealed record BoostingOptions(
    int Trees = 100,
    double LearningRate = 0.1,
    int MaxLeaves = 31,
    int MinLeafRows = 20,
    double L2 = 0
);

/// <summary>
/// Gradient-boosted trees over histograms, which handle missing values and categories directly.
/// Defaults are those of scikit-learn's HistGradientBoosting with early stopping off. Deterministic; one thread.
/// </summary>
internal sealed class GradientBoosting
{
    private readonly Binner[] binners;
    private readonly double[] start;
    private readonly List<Tree[]> rounds = [];

    private GradientBoosting(Binner[] binners, double[] start) => (this.binners, this.start) = (binners, start);

    /// <summary>
    /// Learns class probabilities by the logistic (two classes) or softmax loss.
    /// </summary>
    /// <param name="labels">One per row, in [0, <paramref name="classes"/>).</param>
    /// <exception cref="ArgumentException">Fewer than two classes occur.</exception>
    public static GradientBoosting Classify(
        FeatureMatrix features,
        int[] labels,
        int classes,
        BoostingOptions options,
        CancellationToken ct
    )
    {
        var counts = new double[classes];
        foreach (int label in labels)
        {
            counts[label]++;
        }
        if (counts.Count(count => count > 0) < 2)
        {
            throw new ArgumentException("At least two classes must occur.", nameof(labels));
        }
        double[] start =
            classes == 2
                ? [Math.Log(counts[1] / counts[0])]
                : Array.ConvertAll(counts, count => Math.Log(Math.Max(count, 0.5) / labels.Length));
        return Fit(features, start, options, ct, (scores, output, gradients, hessians) =>
        {
            if (classes == 2)
            {
                Logistic(scores[0], labels, gradients, hessians);
            }
            else
            {
                Softmax(scores, output, labels, gradients, hessians);
            }
        });
    }

    /// <summary>Learns the conditional mean by squared error.</summary>
    /// <param name="targets">One per row, finite.</param>
    public static GradientBoosting Regress(
        FeatureMatrix features,
        double[] targets,
        BoostingOptions options,
        CancellationToken ct
    ) => Fit(features, [targets.Average()], options, ct, (scores, _, gradients, hessians) =>
        {
            hessians.AsSpan().Fill(1);
            for (int i = 0; i < targets.Length; i++)
            {
                gradients[i] = scores[0][i] - targets[i];
            }
        });

    /// <returns>Raw scores, [class][row]: log-odds of class 1 for two classes, one log-weight a class for more,
    /// the mean for a number.</returns>
    public double[][] Score(FeatureMatrix features, CancellationToken ct)
    {
        byte[][] columns = features.Bin(binners);
        double[][] scores = Array.ConvertAll(start, value => Filled(features.Rows, value));
        foreach (var round in rounds)
        {
            ct.ThrowIfCancellationRequested();
            for (int k = 0; k < round.Length; k++)
            {
                round[k].AddTo(columns, scores[k]);
            }
        }

        return scores;
    }

    private static GradientBoosting Fit(
        FeatureMatrix features,
        double[] start,
        BoostingOptions options,
        CancellationToken ct,
        Action<double[][], int, double[], double[]> differentiate
    )
    {
        var binners = features.Binners();
        var model = new GradientBoosting(binners, start);
        byte[][] columns = features.Bin(binners);
        var grower = new BoostedTreeGrower(
            columns,
            Array.ConvertAll(binners, binner => binner.IsCategory),
            features.Rows,
            options
        );
        double[][] scores = Array.ConvertAll(start, value => Filled(features.Rows, value));
        var gradients = new double[features.Rows];
        var hessians = new double[features.Rows];
        for (int round = 0; round < options.Trees; round++)
        {
            var trees = new Tree[start.Length];
            // All trees of a round are fitted to the scores before the round.
            double[][] before =
                start.Length == 1 ? scores : Array.ConvertAll(scores, column => column.AsSpan().ToArray());
            for (int k = 0; k < trees.Length; k++)
            {
                differentiate(before, k, gradients, hessians);
                trees[k] = grower.Grow(gradients, hessians, scores[k], ct);
            }

            model.rounds.Add(trees);
        }

        return model;
    }

    private static void Logistic(double[] scores, int[] labels, double[] gradients, double[] hessians)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            double p = 1 / (1 + Math.Exp(-scores[i]));
            gradients[i] = p - labels[i];
            hessians[i] = p * (1 - p);
        }
    }

    private static void Softmax(double[][] scores, int output, int[] labels, double[] gradients, double[] hessians)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            double largest = double.NegativeInfinity,
                sum = 0;
            foreach (double[] column in scores)
            {
                largest = Math.Max(largest, column[i]);
            }
            foreach (double[] column in scores)
            {
                sum += Math.Exp(column[i] - largest);
            }
            double p = Math.Exp(scores[output][i] - largest) / sum;
            gradients[i] = p - (labels[i] == output ? 1 : 0);
            hessians[i] = p * (1 - p);
        }
    }

    private static double[] Filled(int length, double value)
    {
        var filled = new double[length];
        Array.Fill(filled, value);
        return filled;
    }
}
