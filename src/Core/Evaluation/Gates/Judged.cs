using AethergenAI.Evaluation.Attacks;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Statistics;

namespace AethergenAI.Evaluation.Gates;

/// <summary>The figures that the gates judge.</summary>
/// <param name="Kpi">The key figure of usefulness.</param>
/// <param name="Extra">By how many rows in a hundred more than in the holdout a rule is broken, as a share.</param>
internal sealed record Judged(
    IReadOnlyList<Attack> Attacks,
    SelfTest? SelfTest,
    UtilitySection Utility,
    Kpi Kpi,
    Measure Validity,
    Interval Extra,
    Measure? Detection,
    Shortfall? Furthest
)
{
    private static readonly string[] OfCopies =
    [
        Replay.Exact.Name,
        Replay.Near.Name,
        Replay.Nearest.Name,
        IdentityReplay.Values.Name,
        IdentityReplay.Combinations.Name,
    ];

    public IReadOnlyList<Attack> Copies { get; } = [.. Attacks.Where(attack => OfCopies.Contains(attack.Name))];

    public IReadOnlyList<Attack> OnPeople { get; } = [.. Attacks.Where(attack => !OfCopies.Contains(attack.Name))];

    public bool Blind => SelfTest?.Outcome == Verdict.Invalid;

    /// <summary>Usefulness beyond guessing; the ratio itself for a number, whose R² is 0 where one guesses.</summary>
    public Measure? AboveChance { get; } =
        Utility.Measures.FirstOrDefault(measure =>
            measure.Name == (Utility.Metric == "r2" ? UtilityMeasures.Ratio : UtilityMeasures.AboveChance).Name
        );

    public static Judged Of(EvaluationContext evaluation, IReadOnlyList<Kpi> kpis)
    {
        var (rules, overall) = (evaluation.Rules[0], evaluation.Overall);
        return new Judged(
            evaluation.Attacked.Attacks,
            evaluation.Attacked.SelfTest,
            evaluation.Utility,
            kpis.Single(kpi => kpi.Name == KpiLimit.Utility.Name),
            rules,
            Fidelity.Validity.Extra(rules, evaluation.Input.Synthetic.RowCount, evaluation.Input.Holdout.RowCount),
            overall.FirstOrDefault(measure => measure.Name == Fidelity.Detection.Trees.Name),
            Shortfall.Furthest(evaluation.Shapes, evaluation.Pairs, evaluation.Subgroups)
        );
    }
}
