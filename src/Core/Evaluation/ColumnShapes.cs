using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>
/// How alike each column is on its own: <c>1 − total variation</c> for levels (a missing cell is a level),
/// <c>1 − Kolmogorov–Smirnov</c> for numbers and dates (a missing cell lies below all numbers).
/// </summary>
internal static class ColumnShapes
{
    /// <summary>The columns' scores and their mean with its interval, holdout in the synthetic rows' place as ceiling.</summary>
    public static (IReadOnlyList<ColumnShape> Shapes, Measure Overall) Measure(MatchedSamples samples, CancellationToken ct)
    {
        var space = samples.Space;
        var shapes = new ColumnShape[space.Features.Count];
        var onReal = new Influence(samples.Train.Rows);
        var onSynthetic = new Influence(samples.Synthetic.Rows);
        double weight = 1.0 / Math.Max(1, shapes.Length);
        for (int f = 0; f < shapes.Length; f++)
        {
            ct.ThrowIfCancellationRequested();
            var feature = space.Features[f];
            double ceiling = 1 - Distance(feature, f, samples.Train, samples.Holdout, new Influence(samples.Train.Rows), new Influence(samples.Holdout.Rows));
            var real = new Influence(samples.Train.Rows);
            var synthetic = new Influence(samples.Synthetic.Rows);
            double score = 1 - Distance(feature, f, samples.Train, samples.Synthetic, real, synthetic);
            onReal.Add(real, weight);
            onSynthetic.Add(synthetic, weight);
            var (labels, cellOf) = Overlay.Of(feature);
            shapes[f] = new ColumnShape(
                feature.Name, feature.IsNumber ? "ks" : "tv", score, Influence.Around(score, 0, 1, real, synthetic), ceiling,
                labels, Overlay.Shares(samples.Train, f, labels.Count, cellOf), Overlay.Shares(samples.Synthetic, f, labels.Count, cellOf));
        }

        double mean = shapes.Length == 0 ? double.NaN : shapes.Average(shape => shape.Value);
        return (shapes, new Measure("column-shapes", mean, Influence.Around(mean, 0, 1, onReal, onSynthetic), shapes.Average(shape => shape.Ceiling)));
    }

    private static double Distance(Feature feature, int f, Sample left, Sample right, Influence onLeft, Influence onRight)
    {
        if (feature.IsNumber)
        {
            double[] x = left.Numbers[f], y = right.Numbers[f];
            double distance = Distribution.KolmogorovSmirnov([.. x.Order()], [.. y.Order()], out double at);
            double sign = Math.Sign(Distribution.ShareUpTo(x, at) - Distribution.ShareUpTo(y, at));
            Distribution.AddKolmogorovSmirnovInfluence(x, at, sign, 1, onLeft.Rows);
            Distribution.AddKolmogorovSmirnovInfluence(y, at, -sign, 1, onRight.Rows);
            return distance;
        }

        var p = new double[feature.Cells];
        var q = new double[feature.Cells];
        Distribution.Shares(left.Codes[f], p);
        Distribution.Shares(right.Codes[f], q);
        Distribution.AddTotalVariationInfluence(left.Codes[f], p, q, 1, onLeft.Rows);
        Distribution.AddTotalVariationInfluence(right.Codes[f], q, p, 1, onRight.Rows);
        return Distribution.TotalVariation(p, q);
    }
}
