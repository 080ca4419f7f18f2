using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Learning;

namespace AethergenAI.Evaluation.Fidelity.Derived;

/// <summary>
/// Can boosted trees tell synthetic rows from holdout rows when they also see what <see cref="DerivedFeatures"/>
/// computes from the columns? The real rows are the holdout, never the seed: rows that repeat the seed are not
/// harder to tell from the holdout than fresh rows are.
/// </summary>
internal static class DerivedDetection
{
    internal static readonly MeasureDescription Description = new(
        "fidelity.detection-auc-derived",
        "Detection with derived features",
        "Can a model that also sees digits, differences and other relations tell synthetic rows from real ones?",
        "Area under the curve of boosted trees that see features derived from the columns too, against holdout rows: "
            + "0.5 means that the model only guesses, 1 that it is always right."
    )
    {
        Scope = IntervalScope.RowsDrawnAgain,
        Better = Better.Lower,
        Best = 0.5,
    };

    internal static readonly EvaluationStep Step = new(
        "Telling synthetic from real by derived features",
        0.3,
        [Description],
        evaluation =>
        {
            if (Measure(evaluation.Samples, evaluation.Options.Seed, evaluation.NotMeasured, evaluation.Ct) is { } one)
            {
                evaluation.Add(one);
            }
        }
    );

    /// <summary>
    /// The area of models cross-fitted to holdout and synthetic rows. The reference puts train rows in the place of the
    /// synthetic ones. For each of the two, features are chosen on its rows without their labels.
    /// </summary>
    /// <returns>Null where there are too few rows.</returns>
    public static Measure? Measure(
        MatchedSamples samples,
        ulong seed,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct
    )
    {
        int size = Detection.RowsOfEach(samples);
        if (size < Detection.MinRows)
        {
            string reason = $"Detection needs {Detection.MinRows} rows of each table; the smallest has {size}.";
            notMeasured.Add(new NotMeasured(Description.Name, reason, Blocks: false));
            return null;
        }

        Sample real = Detection.Some(samples.Holdout, size, seed, "detect-holdout"),
            synthetic = Detection.Some(samples.Synthetic, size, seed, "detect-synthetic"),
            fresh = Detection.Some(samples.Train, size, seed, "detect-train");
        Sample[] others = [synthetic, fresh];
        var areas = new CrossFitted[others.Length];
        var derived = new int[others.Length];
        Parallel.For(0, others.Length, new ParallelOptions { CancellationToken = ct }, job =>
        {
            var rows = real.Then(others[job]);
            var columns = FeatureMatrix.Of(samples.Space, rows, new HashSet<int>()).Columns;
            var more = DerivedFeatures.Of(samples.Space, rows, seed, ct);
            derived[job] = more.Count;
            areas[job] = Detection.CrossFit(
                Learner.Trees,
                new FeatureMatrix(rows.Rows, [.. columns, .. more]),
                real.Rows,
                seed,
                ct
            );
        });
        return new Measure(
            Description.Name,
            areas[0].Area,
            areas[0].Interval,
            areas[1].Area,
            $"Boosted trees with {derived[0]} derived features, {size:N0} holdout rows and as many synthetic ones; "
                + "0.5 means the model only guesses."
        );
    }
}
