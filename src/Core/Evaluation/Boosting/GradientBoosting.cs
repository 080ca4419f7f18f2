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
        return Fit(features, start, options, ct, (scores, gradients, hessians) =>
        {
            if (classes == 2)
            {
                Logistic(scores[0], labels, gradients[0], hessians[0]);
            }
            else
            {
                Softmax(scores, labels, gradients, hessians);
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
    ) => Fit(features, [targets.Average()], options, ct, (scores, gradients, hessians) =>
        {
            hessians[0].AsSpan().Fill(1);
            for (int i = 0; i < targets.Length; i++)
            {
                gradients[0][i] = scores[0][i] - targets[i];
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

    /// <summary>
    /// For each column in turn, the scores of the rows with that column shuffled and all others as they are.
    /// </summary>
    /// <param name="orders">One per column: row i takes the cell of row <c>orders[column][i]</c>.</param>
    /// <returns>[column][class][row]: for each column, what <see cref="Score"/> returns for such rows.</returns>
    public double[][][] ScoreShuffled(FeatureMatrix features, int[][] orders, CancellationToken ct)
    {
        byte[][] columns = features.Bin(binners);
        byte[][] shuffled = [.. columns.Zip(orders, (bins, order) => Array.ConvertAll(order, row => bins[row]))];
        double[][][] scores = Array.ConvertAll(columns, _ =>
            Array.ConvertAll(start, value => Filled(features.Rows, value))
        );
        double[][][] byClass =
        [
            .. Enumerable.Range(0, start.Length).Select(k => Array.ConvertAll(scores, ofColumn => ofColumn[k])),
        ];
        foreach (var round in rounds)
        {
            ct.ThrowIfCancellationRequested();
            for (int k = 0; k < round.Length; k++)
            {
                round[k].AddShuffledTo(columns, shuffled, byClass[k]);
            }
        }

        return scores;
    }

    private static GradientBoosting Fit(
        FeatureMatrix features,
        double[] start,
        BoostingOptions options,
        CancellationToken ct,
        Action<double[][], double[][], double[][]> differentiate
    )
    {
        var binners = features.Binners();
        var model = new GradientBoosting(binners, start);
        byte[][] columns = features.Bin(binners);
        var grower = new BoostedTreeGrower(columns, binners, features.Rows, options);
        double[][] scores = Array.ConvertAll(start, value => Filled(features.Rows, value)),
            gradients = Array.ConvertAll(start, _ => new double[features.Rows]),
            hessians = Array.ConvertAll(start, _ => new double[features.Rows]);
        for (int round = 0; round < options.Trees; round++)
        {
            // All trees of a round are fitted to the scores before the round.
            differentiate(scores, gradients, hessians);
            var trees = new Tree[start.Length];
            for (int k = 0; k < trees.Length; k++)
            {
                trees[k] = grower.Grow(gradients[k], hessians[k], scores[k], ct);
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

    private static void Softmax(double[][] scores, int[] labels, double[][] gradients, double[][] hessians)
    {
        Span<double> weights = new double[scores.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            double largest = double.NegativeInfinity,
                sum = 0;
            foreach (double[] column in scores)
            {
                largest = Math.Max(largest, column[i]);
            }
            for (int k = 0; k < weights.Length; k++)
            {
                weights[k] = Math.Exp(scores[k][i] - largest);
                sum += weights[k];
            }
            for (int k = 0; k < weights.Length; k++)
            {
                double p = weights[k] / sum;
                gradients[k][i] = p - (labels[i] == k ? 1 : 0);
                hessians[k][i] = p * (1 - p);
            }
        }
    }

    private static double[] Filled(int length, double value)
    {
        var filled = new double[length];
        Array.Fill(filled, value);
        return filled;
    }
}
