using AethergenAI.Evaluation.Learning;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Utility;

/// <summary>
/// Are the rows as good as real ones to learn from? Compares training on synthetic and testing on real
/// rows (TSTR) with training and testing on real rows (TRTR), beside training on real and testing
/// on synthetic rows (TRTS) and training on both (augmented). Tests on real rows use the holdout. For TRTS, models
/// learn from one half of the holdout: tested on a copy of rows that they learned from, they would look better than
/// they are. Every learner is trained five times, each time without another fifth of the rows. Esteban, Hyland &amp;
/// Rätsch (2017), <see href="https://arxiv.org/abs/1706.02633"/>.
/// </summary>
internal static class TaskUtility
{
    internal static readonly EvaluationStep Step = new(
        "Training on synthetic, testing on real",
        0.2,
        UtilityMeasures.All,
        evaluation =>
        {
            evaluation.Utility = Measure(evaluation);
        }
    );

    private const int MinRows = 50,
        EnoughRows = 100;

    private const double Expected = 10;

    /// <summary>The largest rows × columns × classes that a learner gets; beyond it, rows are sampled.</summary>
    private const int MaxWork = 2_500_000;

    private const int MinCap = 5_000;

    /// <summary>The number of rows of a table that models are trained or tested on.</summary>
    public static int RowsLookedAt(EvaluationInput input, FeatureSpace space, EvaluationOptions options)
    {
        var target = space.Features.FirstOrDefault(feature => feature.Name == UtilityTask.TargetOf(input));
        int outputs =
            target is null or { IsNumber: true } || target.Levels.Count <= 2
                ? 1
                : Math.Min(UtilityTask.MaxClasses, target.Levels.Count);
        return Math.Min(options.MaxRows, Math.Max(MinCap, MaxWork / (space.Features.Count * outputs)));
    }

    private static UtilitySection Measure(EvaluationContext evaluation)
    {
        var (input, space) = (evaluation.Input, evaluation.Space);
        int most = Math.Min(RowsLookedAt(input, space, evaluation.Options), input.Train.RowCount);
        return Measure(
            input,
            space,
            evaluation.Some(input.Train, most, "utility-train"),
            evaluation.Some(input.Holdout, most, "utility-holdout"),
            evaluation.Some(input.Synthetic, most, "utility-synthetic"),
            evaluation.Options,
            evaluation.NotMeasured,
            evaluation.Ct
        );
    }

    /// <param name="synthetic">At most as many rows as <paramref name="train"/>.</param>
    public static UtilitySection Measure(
        EvaluationInput input,
        FeatureSpace space,
        Sample train,
        Sample holdout,
        Sample synthetic,
        EvaluationOptions options,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct
    )
    {
        string? target = UtilityTask.TargetOf(input);
        var (task, whyNot) = UtilityTask.Of(input, space, train, holdout);
        if (task is null)
        {
            notMeasured.Add(new NotMeasured("utility", whyNot!));
            return new UtilitySection(target, null, null, [])
            {
                Unlearnable = synthetic.Rows >= EnoughRows && CouldBeMeasured(input, ct) ? Because(whyNot!) : null,
            };
        }

        var sources = Sources.Of(
            LabelledRows.Of(space, task, synthetic),
            LabelledRows.Of(space, task, train),
            LabelledRows.Of(space, task, holdout),
            options.Seed
        );
        bool canTstr = Usable("tstr", sources.Synthetic, "synthetic table"),
            canTrtr = Usable("trtr", sources.Train, "train table"),
            canTrts = canTstr && Usable("trts", sources.Unseen, "half of the holdout that it learns from", false);
        var learners = new List<Learner> { Learner.Linear, Learner.Trees };
        if (options.Network is { } network)
        {
            learners.Add(Learner.Network(network));
        }
        else
        {
            notMeasured.Add(
                new NotMeasured("utility: network", "Not run: no network learner was given.", Blocks: false)
            );
        }

        // Every fit of every repeat is a job of its own and writes to its own place, so the report does not depend
        // on the order in which jobs end.
        var scores = new Scored?[learners.Count, UtilityReport.Setups.Count + 1, LeaveOneFoldOut.Count][];
        var importance = new double[3, LeaveOneFoldOut.Count][];
        string[] usable =
        [
            .. canTstr && canTrtr ? ["augmented"] : Array.Empty<string>(),
            .. canTstr ? ["synthetic"] : Array.Empty<string>(),
            .. canTrtr ? ["train"] : Array.Empty<string>(),
            .. canTrts ? ["unseen"] : Array.Empty<string>(),
        ];
        var jobs =
            from repeat in Enumerable.Range(0, LeaveOneFoldOut.Count)
            from learner in Enumerable.Range(0, learners.Count)
            from source in usable
            select (repeat, learner, source);
        Parallel.ForEach(jobs.ToArray(), new ParallelOptions { CancellationToken = ct }, job =>
        {
            var learn = sources.Kept(job.source, job.repeat, options.Seed);
            if (learn.WhyTooLittle(2) is not null)
            {
                return;
            }
            var model = learners[job.learner]
                .Fit(learn, task.ClassCount, RandomStream.For(options.Seed, $"fit {job.repeat}").Next(), ct);
            int setup = job.source switch
            {
                "synthetic" => 0,
                "train" => 1,
                "unseen" => 2,
                _ => 3,
            };
            scores[job.learner, setup, job.repeat] = ScoresOf(model, setup == 2 ? sources.Synthetic : sources.Holdout);
            if (setup == 2 && canTrtr)
            {
                scores[job.learner, UtilityReport.TrtsReference, job.repeat] = ScoresOf(model, sources.Train);
            }
            if (learners[job.learner] == Learner.Trees && setup < 3)
            {
                importance[setup, job.repeat] = Importance.Of(model, sources.Rest, options.Seed);
            }
        });
        var measured = UtilityReport.Of(space, task, learners, scores, importance, notMeasured);
        string? lacks = sources.Synthetic.WhyTooLittle(MinRows) is { } few ? $"the table {few}" : null;
        if (lacks is null && !Has(UtilityMeasures.Tstr) && Has(UtilityMeasures.Trtr))
        {
            lacks = "hardly any row of them has another class than the others";
        }
        return measured with
        {
            LostClasses = Lost(space, task, sources, synthetic.Rows),
            Unlearnable = synthetic.Rows >= EnoughRows ? lacks : null,
        };

        bool Has(MeasureDescription measure) => measured.Measures.Any(one => one.Name == measure.Name);

        static Scored?[] ScoresOf(Fitted model, LabelledRows rows) => Scoring.Of(model.Predict(rows.Features), rows);

        bool Usable(string setup, LabelledRows rows, string table, bool blocks = true)
        {
            if (rows.WhyTooLittle(MinRows) is not { } lacks)
            {
                return true;
            }
            notMeasured.Add(new NotMeasured($"utility: {setup}", $"The {table} {lacks}.", blocks));
            return false;
        }
    }

    private static string Because(string sentence) =>
        $"{char.ToLowerInvariant(sentence[0])}{sentence[1..].TrimEnd('.')}";

    // Whether the target could be predicted from the seed: then it is the synthetic table that lacks something.
    private static bool CouldBeMeasured(EvaluationInput input, CancellationToken ct)
    {
        var real = input with { Synthetic = input.Train };
        var space = FeatureSpace.Over(real, ct);
        return UtilityTask.Of(real, space, space.Encode(input.Train), space.Encode(input.Holdout)).Task is not null;
    }

    private static string[] Lost(FeatureSpace space, UtilityTask task, Sources sources, int rows) =>
        [
            .. space
                .Features[task.Target]
                .Levels.Where(
                    (_, code) =>
                        !task.IsRegression
                        && task.Classes[code] is >= 0 and var lost
                        && !sources.Synthetic.Classes.Contains(lost)
                        && sources.Holdout.Classes.Count(one => one == lost) >= Expected / rows * sources.Holdout.Rows
                ),
        ];

    /// <param name="Unseen">One half of the holdout: models learn from it what real rows show.</param>
    /// <param name="Rest">The other half.</param>
    private sealed record Sources(
        LabelledRows Synthetic,
        LabelledRows Train,
        LabelledRows Holdout,
        LabelledRows Unseen,
        LabelledRows Rest
    )
    {
        public static Sources Of(LabelledRows synthetic, LabelledRows train, LabelledRows holdout, ulong seed)
        {
            int[] order = RandomStream.For(seed, "utility-halves").Choose(holdout.Rows, holdout.Rows);
            int half = holdout.Rows / 2;
            return new Sources(synthetic, train, holdout, holdout.Take(order[..half]), holdout.Take(order[half..]));
        }

        public LabelledRows Kept(string source, int repeat, ulong seed) =>
            source switch
            {
                "synthetic" => Synthetic.Take(LeaveOneFoldOut.Kept(Synthetic.Rows, repeat, seed, "fold-synthetic")),
                "train" => Train.Take(LeaveOneFoldOut.Kept(Train.Rows, repeat, seed, "fold-train")),
                "unseen" => Unseen.Take(LeaveOneFoldOut.Kept(Unseen.Rows, repeat, seed, "fold-unseen")),
                _ => Kept("train", repeat, seed).Then(Kept("synthetic", repeat, seed)),
            };
    }
}
