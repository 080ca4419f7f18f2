using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// Can a model tell synthetic rows from holdout rows, which the generator never saw? An AUC of 0.5 is no better than
/// chance, 1 is always right. The models are boosted trees and logistic regression. Against the seed, a generator that
/// repeats its seed would fall below 0.5: the models learn chance differences of rows that they are then tested on.
/// </summary>
internal static class Detection
{
    internal static readonly MeasureDescription Trees = new(
        "fidelity.detection-auc",
        "Detection AUC",
        "Can a model tell synthetic rows from real ones that their generator never saw?",
        "Area under the curve of boosted trees, against holdout rows: 0.5 means that the model only guesses, "
            + "1 that it is always right."
    )
    {
        Scope = IntervalScope.RowsDrawnAgain,
        Better = Better.Lower,
        Best = 0.5,
    };

    internal static readonly MeasureDescription Linear = new(
        "fidelity.detection-auc-linear",
        "Detection AUC, linear",
        "Can a linear model tell synthetic rows from real ones that their generator never saw?",
        "Area under the curve of a logistic regression, against holdout rows: 0.5 means that the model only guesses."
    )
    {
        Scope = IntervalScope.RowsDrawnAgain,
        Better = Better.Lower,
        Best = 0.5,
    };

    internal static readonly EvaluationStep Step = new(
        "Telling synthetic from real",
        0.15,
        [Trees, Linear],
        evaluation =>
        {
            evaluation.Add(Measure(evaluation.Samples, evaluation.Options.Seed, evaluation.NotMeasured, evaluation.Ct));
        }
    );

    public const int MaxRows = 10_000;

    public const int MinRows = 60;

    private const int Folds = 3;
    private const double ChanceCorrelation = 0.5;

    /// <summary>
    /// The mean area under the curve of models that are each scored on rows they did not see (cross-fitting),
    /// with as many holdout rows as synthetic ones. The reference puts the seed in place of the synthetic rows.
    /// </summary>
    /// <returns>detection-auc of the trees and detection-auc-linear; none where there are too few rows.</returns>
    public static IReadOnlyList<Measure> Measure(
        MatchedSamples samples,
        ulong seed,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct
    )
    {
        int size = RowsOfEach(samples);
        if (size < MinRows)
        {
            notMeasured.Add(
                new NotMeasured(Trees.Name, $"Detection needs {MinRows} rows of each table; the smallest has {size}.")
            );
            return [];
        }

        var nothing = new HashSet<int>();
        var real = FeatureMatrix.Of(samples.Space, Some(samples.Holdout, size, seed, "detect-holdout"), nothing);
        FeatureMatrix[] others =
        [
            FeatureMatrix.Of(samples.Space, Some(samples.Synthetic, size, seed, "detect-synthetic"), nothing),
            FeatureMatrix.Of(samples.Space, Some(samples.Train, size, seed, "detect-train"), nothing),
        ];
        (string Name, string Words, Learner Learner)[] learners =
        [
            (Trees.Name, "Boosted trees", Learner.Trees),
            (Linear.Name, "Logistic regression", Learner.Linear),
        ];
        var areas = new CrossFitted[learners.Length * others.Length];
        Parallel.For(0, areas.Length, new ParallelOptions { CancellationToken = ct }, job =>
        {
            areas[job] = CrossFit(learners[job / others.Length].Learner, real, others[job % others.Length], seed, ct);
        });
        return
        [
            .. learners.Select(
                (learner, at) =>
                {
                    var (found, reference) = (areas[at * others.Length], areas[(at * others.Length) + 1]);
                    return new Measure(
                        learner.Name,
                        found.Area,
                        found.Interval,
                        reference.Area,
                        $"{learner.Words}, {Folds} folds, {size:N0} rows of each; 0.5 means the model only guesses."
                    );
                }
            ),
        ];
    }

    /// <summary>The number of rows of each table that a detector looks at.</summary>
    public static int RowsOfEach(MatchedSamples samples) =>
        Math.Min(MaxRows, Math.Min(samples.Train.Rows, Math.Min(samples.Holdout.Rows, samples.Synthetic.Rows)));

    /// <summary>At most <paramref name="size"/> rows, drawn without replacement.</summary>
    public static Sample Some(Sample sample, int size, ulong seed, string purpose) =>
        sample.Take(RandomStream.For(seed, purpose).Choose(sample.Rows, Math.Min(size, sample.Rows)));

    /// <summary>
    /// The area averaged over the folds; each fold is scored by a model trained on the other folds. The folds have
    /// different test rows, so the variance is the mean of their DeLong variances divided by the number of folds:
    /// LeDell, Petersen &amp; van der Laan (2015), <see href="https://doi.org/10.1214/15-EJS1035"/>.
    /// The estimand is the mean area of models trained on two thirds of tables of these sizes.
    /// </summary>
    /// <remarks>
    /// Where nothing can be told apart, a model learns the chance differences d of its training folds,
    /// and the models of other folds are tested on those. With one column, the areas of two folds then correlate
    /// by <c>E[4φ(d)²] = 4/(2π√3) = .37</c>, with many columns by ½. Wherever the interval for a correlation of
    /// ½ contains 0.5, that interval is reported.
    /// </remarks>
    public static CrossFitted CrossFit(
        Learner learner,
        FeatureMatrix real,
        FeatureMatrix other,
        ulong seed,
        CancellationToken ct
    ) => CrossFit(learner, real.Then(other), real.Rows, seed, ct);

    /// <param name="both">The real rows, then the others.</param>
    /// <param name="real">The number of real rows.</param>
    /// <inheritdoc cref="CrossFit(Learner, FeatureMatrix, FeatureMatrix, ulong, CancellationToken)"/>
    public static CrossFitted CrossFit(Learner learner, FeatureMatrix both, int real, ulong seed, CancellationToken ct)
    {
        int[] labels = [.. Enumerable.Repeat(0, real), .. Enumerable.Repeat(1, both.Rows - real)];
        var rows = new LabelledRows(both, labels, []);
        int[] order = RandomStream.For(seed, "detect-folds").Choose(rows.Rows, rows.Rows);
        double area = 0,
            variance = 0;
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] test = [.. order.Where((_, at) => at % Folds == fold)],
                learn = [.. order.Where((_, at) => at % Folds != fold)];
            var model = learner.Fit(rows.Take(learn), 2, seed, ct);
            var tested = rows.Take(test);
            bool[] synthetic = Array.ConvertAll(tested.Classes, label => label == 1);
            area +=
                RocAuc.WithPlacements(model.Predict(tested.Features)[1], synthetic, out double[] placements) / Folds;
            variance += RocAuc.Variance(placements, synthetic) / (Folds * Folds);
        }

        double half = SpecialFunctions.Normal975 * Math.Sqrt(variance),
            dependent = half * Math.Sqrt(1 + ((Folds - 1) * ChanceCorrelation));
        if (Math.Abs(area - 0.5) <= dependent)
        {
            half = dependent;
        }
        return new CrossFitted(area, new Interval(Math.Max(0, area - half), Math.Min(1, area + half)));
    }
}

internal readonly record struct CrossFitted(double Area, Interval Interval);
