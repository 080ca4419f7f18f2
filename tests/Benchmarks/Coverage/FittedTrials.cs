using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Benchmarks.Coverage;

/// <summary>
/// The trials of a recipe as a run carries them out: split, fit, sample, compare with the holdout. A recipe's repeat r
/// has the same split and the same random seed in every cell.
/// </summary>
internal static class FittedTrials
{
    internal const double HoldoutShare = 0.3;

    internal static readonly string[] Figures = ["column shapes", "usefulness", "detection", "nearer rows"];

    /// <param name="rows">The real rows that a repeat splits.</param>
    /// <param name="fixedSplit">Whether every repeat has the first one's split, as where the holdout is a file.</param>
    /// <param name="ratio">Synthetic rows per train row.</param>
    /// <returns>By repeat, generator and figure; NaN where a figure could not be measured.</returns>
    internal static double[][][] Of(
        Population population,
        Table rows,
        IReadOnlyList<string> generators,
        int repeats,
        bool fixedSplit,
        int ratio,
        CancellationToken ct
    )
    {
        var all = new double[repeats][][];
        Split? split = null;
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            ulong seed = (ulong)repeat + 1;
            split = split is null || !fixedSplit ? Split.Of(population, rows, seed, ct) : split;
            all[repeat] =
            [
                .. generators.Select(generator =>
                    split.Judge(Drawn(population.Schema, split.Train, generator, ratio, seed, ct), seed, ct)
                ),
            ];
        }

        return all;
    }

    private static Table Drawn(
        Schema schema,
        Table train,
        string generator,
        int ratio,
        ulong seed,
        CancellationToken ct
    )
    {
        var settings = new GeneratorSettings(new Dictionary<string, string>(), seed);
        var model = Generators.Named(generator).Fit(new FitRequest(train, schema, settings), ct);
        using var sampler = new OnnxTokenSampler(model.Graph);
        var request = new SampleRequest(ratio * train.RowCount, seed);
        return RowSampler.Sample(model, sampler, request, new Progress<RunProgress>(), ct).Table;
    }

    /// <param name="Real">What a model that learned from the train rows reaches on the holdout; null where it cannot be
    /// measured.</param>
    private sealed record Split(
        Table Train,
        FeatureSpace Space,
        Sample Held,
        UtilityTask? Task,
        Nearness Nearness,
        double? Real
    )
    {
        internal static Split Of(Population population, Table rows, ulong seed, CancellationToken ct)
        {
            var (train, holdout) = SeedSplit.Split(rows, population.Schema, HoldoutShare, seed);
            var input = new EvaluationInput(population.Schema, train, holdout, train) { Target = population.Target };
            var space = FeatureSpace.Over(input, ct);
            Sample seen = space.Encode(train),
                held = space.Encode(holdout);
            var split = new Split(
                train,
                space,
                held,
                UtilityTask.Of(input, space, seen, held).Task,
                new Nearness(space, seen, held),
                null
            );
            return split with { Real = split.Score(seen, seed, ct) };
        }

        /// <returns>In the order of <see cref="Figures"/>.</returns>
        internal double[] Judge(Table drawn, ulong seed, CancellationToken ct)
        {
            var rows = Space.Encode(drawn);
            var nothing = new HashSet<int>();
            double area = Detection
                .CrossFit(
                    Learner.Linear,
                    FeatureMatrix.Of(Space, Held, nothing),
                    FeatureMatrix.Of(Space, rows.Take([.. Enumerable.Range(0, Held.Rows)]), nothing),
                    seed,
                    ct
                )
                .Area;
            return
            [
                ColumnShapes.Scores(Space, Held, rows).Average(),
                Score(rows, seed, ct) / Real ?? double.NaN,
                area,
                Nearness.Of(rows, ct).Share,
            ];
        }

        private double? Score(Sample learnFrom, ulong seed, CancellationToken ct)
        {
            if (Task is not { } task || LabelledRows.Of(Space, task, learnFrom) is not { } learn)
            {
                return null;
            }
            var held = LabelledRows.Of(Space, task, Held);
            return learn.WhyTooLittle(2) is null
                ? Scoring
                    .First(Learner.Linear.Fit(learn, task.ClassCount, seed, ct).Predict(held.Features), held)
                    ?.Value
                : null;
        }
    }
}
