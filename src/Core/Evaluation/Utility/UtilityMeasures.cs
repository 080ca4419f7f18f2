using AethergenAI.Evaluation.Learning;

namespace AethergenAI.Evaluation.Utility;

/// <summary>Describes the measures of <see cref="TaskUtility"/>.</summary>
internal static class UtilityMeasures
{
    internal static readonly MeasureDescription Ratio = new(
        "utility.ratio",
        "Utility, synthetic ÷ real",
        "How much of the real rows’ usefulness do the synthetic rows keep?",
        "The score on real holdout rows after training on synthetic rows, "
            + "divided by that after training on real rows (TSTR ÷ TRTR), by boosted trees."
    )
    {
        Scope = IntervalScope.LearnedAgain,
        Minimum = null,
        Maximum = null,
        Reading = "keep {0} of the real rows’ usefulness",
        Source = "https://arxiv.org/abs/1706.02633",
    };

    internal static readonly MeasureDescription AboveChance = new(
        "utility.ratio-above-chance",
        "Utility above chance, synthetic ÷ real",
        "How much of the usefulness beyond guessing do the synthetic rows keep?",
        "TSTR ÷ TRTR, counting only the score above guessing."
    )
    {
        Scope = IntervalScope.LearnedAgain,
        Minimum = null,
        Maximum = null,
    };

    internal static readonly MeasureDescription Tstr = new(
        "utility.tstr",
        "Trained on synthetic, tested on real",
        "How well does a model trained on synthetic rows predict?",
        "The score on real holdout rows of a model that was trained on synthetic rows: AUC for classes, R² for numbers."
    )
    {
        Scope = IntervalScope.LearnedAgain,
        Minimum = null,
    };

    internal static readonly MeasureDescription Trtr = new(
        "utility.trtr",
        "Trained on real, tested on real",
        "How well does a model trained on real rows predict?",
        "The score on real holdout rows of the same model trained on real rows: AUC for classes, R² for numbers."
    )
    {
        Scope = IntervalScope.LearnedAgain,
        Minimum = null,
    };

    private static readonly IReadOnlyList<MeasureDescription> ByLearner =
    [
        .. new[] { Learner.Linear.Name, Learner.Trees.Name, Learner.NetworkName }.Select(learner =>
            Ratio with
            {
                Key = $"utility.{learner}.ratio",
                Title = $"{Ratio.Title} ({learner})",
                Meaning =
                    "The score after training on synthetic rows divided by that after training on real rows "
                    + $"(TSTR ÷ TRTR), learner: {learner}.",
            }
        ),
    ];

    internal static readonly IReadOnlyList<MeasureDescription> All =
    [
        Ratio,
        AboveChance,
        Tstr,
        Trtr,
        Importance.Description,
        .. ByLearner,
    ];
}
