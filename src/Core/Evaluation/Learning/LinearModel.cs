using AethergenAI.Evaluation.Boosting;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Learning;

/// <summary>
/// Linear and logistic regression on standardised columns with a ridge penalty of <c>½‖w‖²</c>
/// and an unpenalised constant: what scikit-learn's LogisticRegression minimises by default.
/// With several classes, there is one model for each class against the rest. Hoerl &amp; Kennard (1970),
/// <see href="https://doi.org/10.1080/00401706.1970.10488634"/>; le Cessie &amp; van Houwelingen (1992),
/// <see href="https://doi.org/10.2307/2347628"/>.
/// </summary>
internal sealed class LinearModel
{
    private const double Penalty = 1;
    private const int MaxSteps = 30;

    private readonly DenseEncoding encoding;
    private readonly double[][] weights;

    private LinearModel(DenseEncoding encoding, double[][] weights) =>
        (this.encoding, this.weights) = (encoding, weights);

    /// <param name="labels">One per row, in [0, <paramref name="classes"/>).</param>
    public static LinearModel Classify(FeatureMatrix features, int[] labels, int classes, CancellationToken ct)
    {
        var design = new Design(DenseEncoding.Of(features), features);
        double[][] weights =
            classes == 2
                ? [Logistic(design, Array.ConvertAll(labels, label => label == 1 ? 1.0 : 0), ct)]
                :
                [
                    .. Enumerable
                        .Range(0, classes)
                        .Select(k => Logistic(design, Array.ConvertAll(labels, label => label == k ? 1.0 : 0), ct)),
                ];
        return new LinearModel(design.Encoding, weights);
    }

    /// <param name="targets">One per row, finite.</param>
    public static LinearModel Regress(FeatureMatrix features, double[] targets)
    {
        var design = new Design(DenseEncoding.Of(features), features);
        var (hessian, gradient) = design.Normal(targets, ones: null);
        Cholesky.Solve(hessian, gradient);
        return new LinearModel(design.Encoding, [gradient]);
    }

    /// <returns>[class][row] probabilities for classes (both of two), [0][row] the mean for a number.</returns>
    public double[][] Score(FeatureMatrix features, int classes)
    {
        var design = new Design(encoding, features);
        double[][] raw = Array.ConvertAll(weights, design.Times);
        if (classes == 0)
        {
            return raw;
        }
        foreach (double[] column in raw)
        {
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = Sigmoid(column[i]);
            }
        }
        if (classes == 2)
        {
            return [Array.ConvertAll(raw[0], p => 1 - p), raw[0]];
        }
        for (int i = 0; i < features.Rows; i++)
        {
            double sum = raw.Sum(column => column[i]);
            foreach (double[] column in raw)
            {
                column[i] /= sum;
            }
        }

        return raw;
    }

    // Newton's method; a step that does not lower the loss is halved.
    private static double[] Logistic(Design design, double[] labels, CancellationToken ct)
    {
        var weights = new double[design.Encoding.Width + 1];
        double share = Math.Clamp(labels.Average(), 1e-6, 1 - 1e-6);
        weights[^1] = Math.Log(share / (1 - share));
        double[] scores = design.Times(weights);
        double loss = Loss(scores, labels, weights);
        for (int step = 0; step < MaxSteps; step++)
        {
            ct.ThrowIfCancellationRequested();
            double[] residual = new double[scores.Length],
                curvature = new double[scores.Length];
            for (int i = 0; i < scores.Length; i++)
            {
                double p = Sigmoid(scores[i]);
                (residual[i], curvature[i]) = (labels[i] - p, Math.Max(1e-10, p * (1 - p)));
            }

            var (hessian, direction) = design.Normal(residual, curvature);
            for (int k = 0; k < weights.Length - 1; k++)
            {
                direction[k] -= Penalty * weights[k];
            }
            Cholesky.Solve(hessian, direction);
            double length = 1,
                before = loss;
            for (int halving = 0; halving < 20; halving++, length /= 2)
            {
                double[] next = [.. weights.Zip(direction, (w, d) => w + (length * d))];
                double[] nextScores = design.Times(next);
                double nextLoss = Loss(nextScores, labels, next);
                if (nextLoss <= loss)
                {
                    (weights, scores, loss) = (next, nextScores, nextLoss);
                    break;
                }
            }

            if (before - loss <= 1e-9 * Math.Abs(before))
            {
                break;
            }
        }

        return weights;
    }

    private static double Loss(double[] scores, double[] labels, double[] weights)
    {
        double loss = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double score = labels[i] > 0 ? -scores[i] : scores[i];
            loss += score > 0 ? score + Math.Log(1 + Math.Exp(-score)) : Math.Log(1 + Math.Exp(score));
        }

        for (int k = 0; k < weights.Length - 1; k++)
        {
            loss += 0.5 * Penalty * weights[k] * weights[k];
        }
        return loss;
    }

    private static double Sigmoid(double score) => 1 / (1 + Math.Exp(-score));

    /// <summary>The rows as their cells that are not 0, with a constant as the last column.</summary>
    private sealed class Design
    {
        private readonly int[] index;
        private readonly float[] value;
        private readonly int rows;

        public Design(DenseEncoding encoding, FeatureMatrix features)
        {
            (Encoding, rows) = (encoding, features.Rows);
            encoding.Sparse(features, out index, out value);
        }

        public DenseEncoding Encoding { get; }

        public double[] Times(double[] weights)
        {
            var result = new double[rows];
            for (int i = 0; i < rows; i++)
            {
                double sum = weights[^1];
                for (int at = i * Encoding.Used; at < (i + 1) * Encoding.Used; at++)
                {
                    sum += index[at] < 0 ? 0 : weights[index[at]] * value[at];
                }
                result[i] = sum;
            }

            return result;
        }

        /// <summary><c>XᵀWX + penalty</c> (lower triangle) and <c>Xᵀr</c>.</summary>
        /// <param name="ones">W's diagonal; null: all 1.</param>
        public (double[][] Hessian, double[] Gradient) Normal(double[] r, double[]? ones)
        {
            int width = Encoding.Width + 1,
                used = Encoding.Used;
            double[][] hessian = [.. Enumerable.Range(0, width).Select(row => new double[row + 1])];
            var gradient = new double[width];
            for (int i = 0; i < rows; i++)
            {
                double w = ones?[i] ?? 1;
                for (int a = i * used; a < (i + 1) * used; a++)
                {
                    if (index[a] < 0)
                    {
                        continue;
                    }
                    double scaled = w * value[a];
                    double[] row = hessian[index[a]];
                    // A row's cells stand in ascending order.
                    for (int b = i * used; b <= a; b++)
                    {
                        if (index[b] >= 0)
                        {
                            row[index[b]] += scaled * value[b];
                        }
                    }
                    hessian[width - 1][index[a]] += scaled;
                    gradient[index[a]] += value[a] * r[i];
                }

                hessian[width - 1][width - 1] += w;
                gradient[width - 1] += r[i];
            }

            for (int k = 0; k < width - 1; k++)
            {
                hessian[k][k] += Penalty;
            }
            return (hessian, gradient);
        }
    }
}
