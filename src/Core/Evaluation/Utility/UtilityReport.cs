using AethergenAI.Evaluation.Learning;

namespace AethergenAI.Evaluation.Utility;

/// <summary>Turns the scores of all learners into the measures of the report's utility section.</summary>
internal static class UtilityReport
{
    /// <summary>The setups, in the order of the scores.</summary>
    public static readonly IReadOnlyList<LearnerSetup> Setups = Enum.GetValues<LearnerSetup>();

    /// <summary>Where the scores on the seed of the models of TRTS stand: the reference of TRTS.</summary>
    public const int TrtsReference = 4;

    private const double MinExplained = 0.02;

    /// <param name="scores">[learner, setup, repeat][score], the reference of TRTS last; null where a model could not
    /// be trained.</param>
    /// <param name="importance">[0 synthetic, 1 seed, 2 unseen real][repeat], null where a model could not be
    /// trained.</param>
    /// <param name="notMeasured">Receives every figure that is missing, with the reason.</param>
    public static UtilitySection Of(
        FeatureSpace space,
        UtilityTask task,
        List<Learner> learners,
        Scored?[,,][] scores,
        double[,][] importance,
        ICollection<NotMeasured> notMeasured
    )
    {
        var names = task.IsRegression ? Scoring.ForNumbers : Scoring.ForClasses;
        int trees = learners.IndexOf(Learner.Trees);
        double chance = task.IsRegression ? 0 : 0.5;
        var (tstr, trtr) = (Score(trees, 0, 0), Score(trees, 1, 0));
        double? real = trtr?.Average(one => one.Value);
        var measures = new List<Measure>();
        if (tstr is not null)
        {
            measures.Add(Over(UtilityMeasures.Tstr.Name, tstr) with { Reference = real });
        }
        if (trtr is not null)
        {
            measures.Add(Over(UtilityMeasures.Trtr.Name, trtr));
        }
        RepeatsOf(UtilityMeasures.Tstr, tstr, "synthetic");
        RepeatsOf(UtilityMeasures.Trtr, trtr, "train");

        bool predictable = real >= chance + MinExplained;
        if (tstr is not null && trtr is not null && !predictable)
        {
            Missing(
                UtilityMeasures.Ratio.Name,
                $"The target cannot be predicted from the real rows either ({names[0]} {real:0.000}), "
                    + "so a ratio would say nothing."
            );
        }
        if (tstr is not null && trtr is not null && predictable)
        {
            string note =
                $"Boosted trees, {LeaveOneFoldOut.Count} repeats, each without another fifth of the rows. {task.Note}";
            AddRatio(UtilityMeasures.Ratio, 0, note.Trim());
            if (!task.IsRegression)
            {
                AddRatio(
                    UtilityMeasures.AboveChance,
                    chance,
                    "The same, counting only the part of the area above 0.5."
                );
            }
        }

        string[] columns =
        [
            .. Enumerable
                .Range(0, space.Features.Count)
                .Where(f => !task.LeftOut.Contains(f))
                .Select(f => space.Features[f].Name),
        ];
        var (agreement, byColumn) = Importance.Agreement(columns, importance);
        if (agreement is not null)
        {
            measures.Add(agreement);
        }
        else if (tstr is not null && trtr is not null)
        {
            Missing(
                Importance.Description.Name,
                "Comparing the order of columns takes at least three of them besides the target, "
                    + "and a holdout of which one half suffices to learn from.",
                blocks: false
            );
        }
        return new UtilitySection(
            space.Features[task.Target].Name,
            "histogram gradient-boosted trees",
            names[0],
            measures
        )
        {
            Learners = [.. Enumerable.Range(0, learners.Count).Select(OfLearner)],
            Importance = byColumn,
        };

        LearnerUtility OfLearner(int learner)
        {
            var setups = Enumerable
                .Range(0, Setups.Count)
                .Select(setup => new SetupUtility(
                    Setups[setup],
                    [
                        .. Enumerable
                            .Range(0, names.Count)
                            .Select(score =>
                                Score(learner, setup, score) is { } repeats
                                    ? LeaveOneFoldOut.Over(
                                        names[score],
                                        repeats,
                                        Low(names[score]),
                                        High(names[score])
                                    ) with
                                    {
                                        Reference = ReferenceOf(learner, setup, score),
                                    }
                                    : null
                            )
                            .OfType<Measure>(),
                    ]
                ));
            return new LearnerUtility(
                learners[learner].Name,
                predictable || tstr is null || trtr is null ? RatioOf(learner, UtilityMeasures.Ratio.Name, 0) : null,
                [.. setups.Where(setup => setup.Scores.Count > 0)]
            );
        }

        // What real rows get in the place of the synthetic ones.
        double? ReferenceOf(int learner, int setup, int score) =>
            Setups[setup] switch
            {
                LearnerSetup.Tstr => Score(learner, 1, score)?.Average(one => one.Value),
                LearnerSetup.Trts => Score(learner, TrtsReference, score)?.Average(one => one.Value),
                _ => null,
            };

        Measure Over(string name, Scored[] repeats) => LeaveOneFoldOut.Over(name, repeats, Low(names[0]), 1);

        Scored[]? Score(int learner, int setup, int score)
        {
            Scored?[] repeats =
            [
                .. Enumerable.Range(0, LeaveOneFoldOut.Count).Select(repeat => scores[learner, setup, repeat]?[score]),
            ];
            return repeats.Any(one => one is null) ? null : [.. repeats.OfType<Scored>()];
        }

        void AddRatio(MeasureDescription described, double from, string note)
        {
            if (RatioOf(trees, described.Name, from) is { } ratio)
            {
                measures.Add(ratio with { Note = note });
                return;
            }
            Missing(
                described.Name,
                $"In at least one of the {LeaveOneFoldOut.Count} repeats, training on real rows predicts the target "
                    + $"no better than guessing ({names[0]} {from:0.#} or less), so a ratio would say nothing."
            );
        }

        Measure? RatioOf(int learner, string name, double from) =>
            Score(learner, 0, 0) is { } over && Score(learner, 1, 0) is { } under && under.All(one => one.Value > from)
                ? LeaveOneFoldOut.Over(
                    name,
                    [.. over.Zip(under, (x, y) => LeaveOneFoldOut.Ratio(x, y, from))],
                    double.NegativeInfinity,
                    double.PositiveInfinity
                )
                : null;

        // A table with too few usable rows has said so already.
        void RepeatsOf(MeasureDescription described, Scored[]? repeats, string table)
        {
            if (repeats is null && notMeasured.All(one => one.Name != $"utility: {described.Name}"))
            {
                Missing(
                    described.Name,
                    $"Without a fifth of its rows, the {table} table has only one class of the target, "
                        + "or the tested rows have."
                );
            }
        }

        void Missing(string name, string reason, bool blocks = true) =>
            notMeasured.Add(new NotMeasured($"utility: {name}", reason, blocks));
    }

    private static double Low(string score) => score == "r2" ? double.NegativeInfinity : 0;

    private static double High(string score) => score is "log-loss" or "mae" ? double.PositiveInfinity : 1;
}
