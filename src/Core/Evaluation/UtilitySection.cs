namespace AethergenAI.Evaluation;

/// <param name="Measures">
/// Of the boosted trees: tstr, trtr, ratio and, for classes, ratio-above-chance; importance-agreement.
/// Each with its interval.
/// </param>
/// <param name="Metric">auc (averaged over classes) or r2.</param>
public sealed record UtilitySection(string? Target, string? Learner, string? Metric, IReadOnlyList<Measure> Measures)
{
    /// <summary>
    /// Classes of the target that real rows have and synthetic rows lack, where ten of them or more were expected:
    /// chance leaves them out in e⁻¹⁰ of tables.
    /// </summary>
    public IReadOnlyList<string> LostClasses { get; init; } = [];

    /// <summary>
    /// Why no model can learn from the synthetic rows, though there are a hundred or more; null where one can.
    /// </summary>
    public string? Unlearnable { get; init; }

    /// <summary>linear, trees and, where available, network.</summary>
    public IReadOnlyList<LearnerUtility> Learners { get; init; } = [];

    /// <summary>
    /// How much the trees' score falls when a column is shuffled, trained on real and on synthetic rows.
    /// </summary>
    public IReadOnlyList<ColumnImportance> Importance { get; init; } = [];
}

/// <param name="Ratio">TSTR over TRTR of the task's metric.</param>
public sealed record LearnerUtility(string Learner, Measure? Ratio, IReadOnlyList<SetupUtility> Setups);

/// <param name="Scores">auc, accuracy, macro-f1, log-loss, calibration-error; or r2, mae:
/// the mean over the repeats with its interval.</param>
public sealed record SetupUtility(LearnerSetup Setup, IReadOnlyList<Measure> Scores);

/// <param name="Real">After training on one half of the holdout.</param>
/// <param name="Synthetic">After training on the synthetic rows; both are measured on the other half.</param>
public sealed record ColumnImportance(string Column, double Real, double Synthetic);
