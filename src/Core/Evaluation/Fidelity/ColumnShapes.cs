using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// How alike each column is on its own: <c>1 − total variation</c> for levels (a missing cell is a level),
/// <c>1 − Kolmogorov–Smirnov</c> for numbers and dates (a missing cell lies below all numbers).
/// </summary>
internal static class ColumnShapes
{
    internal static readonly MeasureDescription Description = new(
        "fidelity.column-shapes",
        "Column shapes",
        "Does each column look like the real one?",
        "1 − total variation distance (levels) or 1 − Kolmogorov–Smirnov distance (numbers), the mean over columns."
    )
    {
        Scope = IntervalScope.RowsDrawnAgain,
    };

    internal static readonly EvaluationStep Step = new("Comparing columns", 0.05, [Description], evaluation =>
    {
        var (shapes, overall) = Measure(evaluation.Samples, evaluation.Options.Seed, evaluation.Ct);
        evaluation.Fidelity = evaluation.Fidelity with { Shapes = shapes };
        evaluation.Add(overall);
    });

    /// <summary>
    /// The columns' scores against the holdout, and their mean with its interval. The reference puts the seed
    /// in place of the synthetic rows.
    /// </summary>
    public static (IReadOnlyList<ColumnShape> Shapes, Measure Overall) Measure(
        MatchedSamples samples,
        ulong seed,
        CancellationToken ct
    )
    {
        var space = samples.Space;
        var (values, intervals) = HalfSamples.WithMean(
            samples.Holdout,
            samples.Synthetic,
            0,
            1,
            seed,
            (real, other) => Scores(space, real, other),
            ct
        );
        double[] references = Scores(space, samples.Holdout, samples.Train);
        var shapes = new ColumnShape[space.Features.Count];
        for (int f = 0; f < shapes.Length; f++)
        {
            var feature = space.Features[f];
            var (labels, cellOf) = HistogramOverlay.Of(feature);
            shapes[f] = new ColumnShape(
                feature.Name,
                feature.IsNumber ? ShapeMetric.Ks : ShapeMetric.Tv,
                values[f],
                intervals[f],
                references[f],
                labels,
                HistogramOverlay.Shares(samples.Holdout, f, labels.Count, cellOf),
                HistogramOverlay.Shares(samples.Synthetic, f, labels.Count, cellOf)
            );
        }

        return (shapes, new Measure(Description.Name, values[^1], intervals[^1], references.Average()));
    }

    /// <returns>One per feature, in [0, 1].</returns>
    public static double[] Scores(FeatureSpace space, Sample left, Sample right)
    {
        var scores = new double[space.Features.Count];
        for (int f = 0; f < scores.Length; f++)
        {
            scores[f] = 1 - Distance(space.Features[f], f, left, right);
        }
        return scores;
    }

    private static double Distance(Feature feature, int f, Sample left, Sample right)
    {
        if (feature.IsNumber)
        {
            double[] x = [.. left.Numbers[f]],
                y = [.. right.Numbers[f]];
            Array.Sort(x);
            Array.Sort(y);
            return Distribution.KolmogorovSmirnov(x, y, out _);
        }

        var p = new double[feature.Cells];
        var q = new double[feature.Cells];
        Distribution.Shares(left.Codes[f], p);
        Distribution.Shares(right.Codes[f], q);
        return Distribution.TotalVariation(p, q);
    }
}
