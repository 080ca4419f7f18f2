using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>Can boosted trees tell synthetic rows from real ones? 0.5 is no better than chance, 1 is always.</summary>
internal static class Detection
{
    private const int MostRows = 10_000;
    private const int FewestRows = 60;
    private const int Folds = 3;
    private static readonly BoostingOptions Learner = new();

    /// <summary>
    /// The mean area under the curve of models that are each scored on rows they did not see, with DeLong's interval for the fitted models;
    /// as many train rows as synthetic ones. The ceiling puts the holdout in the synthetic rows' place.
    /// </summary>
    public static Measure? Measure(MatchedSamples samples, ulong seed, ICollection<NotMeasured> notMeasured, CancellationToken ct)
    {
        int size = Math.Min(MostRows, Math.Min(samples.Train.Rows, samples.Synthetic.Rows));
        if (size < FewestRows)
        {
            notMeasured.Add(new NotMeasured("detection-auc", $"It needs {FewestRows} rows of each table; the smallest has {size}."));
            return null;
        }

        var nothing = new HashSet<int>();
        var real = FeatureMatrix.Of(samples.Space, Some(samples.Train, "detect-real"), nothing);
        FeatureMatrix[] others =
        [
            FeatureMatrix.Of(samples.Space, Some(samples.Synthetic, "detect-synthetic"), nothing),
            FeatureMatrix.Of(samples.Space, Some(samples.Holdout, "detect-holdout"), nothing),
        ];
        var areas = new (double Area, double Variance)[others.Length * Folds];
        int[] order = RandomStream.For(seed, "detect-folds").Choose(2 * size, 2 * size);
        Parallel.For(0, areas.Length, new ParallelOptions { CancellationToken = ct }, job =>
        {
            areas[job] = Fold(real.Then(others[job / Folds]), size, order, job % Folds, ct);
        });
        double area = areas.Take(Folds).Average(fold => fold.Area);
        // A fold's test rows are other folds' training rows, so their errors hang together; taken as wholly so, the interval covers at least 95 %.
        double half = SpecialFunctions.Normal975 * areas.Take(Folds).Average(fold => Math.Sqrt(fold.Variance));
        return new Measure(
            "detection-auc", area, new Interval(Math.Max(0, area - half), Math.Min(1, area + half)), areas.Skip(Folds).Average(fold => fold.Area),
            $"Boosted trees, {Folds} folds, {size:N0} rows of each; 0.5 means nobody could tell.");

        Sample Some(Sample sample, string purpose) => sample.Take(RandomStream.For(seed, purpose).Choose(sample.Rows, size));
    }

    private static (double Area, double Variance) Fold(FeatureMatrix rows, int size, int[] order, int fold, CancellationToken ct)
    {
        int[] test = [.. order.Where((_, at) => at % Folds == fold)], learn = [.. order.Where((_, at) => at % Folds != fold)];
        var model = GradientBoosting.Classify(rows.Take(learn), Array.ConvertAll(learn, row => row < size ? 0 : 1), 2, Learner, ct);
        double[] scores = model.Score(rows.Take(test), ct)[0];
        bool[] synthetic = Array.ConvertAll(test, row => row >= size);
        double area = RocAuc.WithPlacements(scores, synthetic, out double[] placements);
        return (area, RocAuc.Variance(placements, synthetic));
    }
}
