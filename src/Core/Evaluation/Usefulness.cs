using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>
/// Train on synthetic, test on real (TSTR), against train on real, test on real (TRTR), both tested on the holdout: the area under the curve
/// (one class against the rest, averaged over classes) or R². Esteban, Hyland &amp; Rätsch (2017), <see href="https://arxiv.org/abs/1706.02633"/>.
/// </summary>
internal static class Usefulness
{
    private const int Resamples = 400;
    private const int FewestRows = 50;
    private const double FewestExplained = 0.02;

    /// <param name="synthetic">At most as many rows as <paramref name="train"/>.</param>
    public static Utility Measure(
        EvaluationInput input, FeatureSpace space, Sample train, Sample holdout, Sample synthetic,
        ulong seed, ICollection<NotMeasured> notMeasured, CancellationToken ct)
    {
        string? target = UtilityTask.TargetOf(input);
        var (task, whyNot) = UtilityTask.Of(input, space, train, holdout);
        if (task is null)
        {
            notMeasured.Add(new NotMeasured("utility", whyNot!));
            return new Utility(target, null, null, []);
        }

        string metric = task.IsRegression ? "r2" : "auc";
        var test = Labelled.Of(space, task, holdout);
        var sources = new[] { Labelled.Of(space, task, synthetic), Labelled.Of(space, task, train) };
        string?[] lacking = Array.ConvertAll(sources, source => source.WhyTooLittle(FewestRows));
        var outcomes = new Outcome?[2];
        Parallel.For(0, 2, new ParallelOptions { CancellationToken = ct }, which =>
        {
            if (lacking[which] is null) { outcomes[which] = Outcome.Of(task, sources[which], test, ct); }
        });
        var (tstr, trtr) = (outcomes[0], outcomes[1]);
        if (tstr is null) { notMeasured.Add(new NotMeasured("utility: tstr", $"The synthetic table {lacking[0]}.")); }
        if (trtr is null) { notMeasured.Add(new NotMeasured("utility: trtr", $"The train table {lacking[1]}.")); }

        var replicates = Replicates(outcomes, test.Rows, seed, ct);
        var measures = new List<Measure>();
        if (tstr is not null) { measures.Add(new Measure("tstr", tstr.Value(null), Interval(replicates, draw => draw[0]), trtr?.Value(null))); }
        if (trtr is not null) { measures.Add(new Measure("trtr", trtr.Value(null), Interval(replicates, draw => draw[1]))); }
        if (tstr is not null && trtr is not null)
        {
            double chance = task.IsRegression ? 0 : 0.5, real = trtr.Value(null);
            if (real < chance + FewestExplained)
            {
                notMeasured.Add(new NotMeasured("utility: ratio", $"The target cannot be predicted from the real rows either ({metric} {real:0.000}), so a ratio would say nothing."));
            }
            else
            {
                string note = $"Over {Resamples} resamples of the holdout, for the two fitted models. {task.Note}".Trim();
                measures.Add(new Measure("ratio", tstr.Value(null) / real, Interval(replicates, draw => draw[0] / draw[1]), Note: note));
                if (!task.IsRegression)
                {
                    measures.Add(new Measure(
                        "ratio-above-chance", (tstr.Value(null) - chance) / (real - chance), Interval(replicates, draw => (draw[0] - chance) / (draw[1] - chance)),
                        Note: "The same, counting only what lies above an area of 0.5."));
                }
            }
        }

        return new Utility(target, "histogram gradient-boosted trees", metric, measures);
    }

    private static double[][] Replicates(Outcome?[] outcomes, int rows, ulong seed, CancellationToken ct)
    {
        var replicates = new double[Resamples][];
        Parallel.For(0, Resamples, new ParallelOptions { CancellationToken = ct }, () => new int[rows], (draw, _, weights) =>
        {
            var random = RandomStream.For(seed, $"utility {draw}");
            Bootstrap.Draw(ref random, weights);
            replicates[draw] = Array.ConvertAll(outcomes, outcome => outcome?.Value(weights) ?? double.NaN);
            return weights;
        }, _ => { });
        return replicates;
    }

    private static Interval? Interval(double[][] replicates, Func<double[], double> figure)
    {
        double[] values = [.. replicates.Select(figure).Where(double.IsFinite)];
        return values.Length < Resamples / 2 ? null : Bootstrap.Percentile(values);
    }
}
