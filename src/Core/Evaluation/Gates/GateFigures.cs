using AethergenAI.Evaluation.Attacks;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Gates;

/// <summary>The figures that the gates judge.</summary>
/// <param name="Kpi">The key figure of usefulness.</param>
/// <param name="Extra">The share of synthetic rows that break a rule, minus that of holdout rows.</param>
internal sealed record GateFigures(
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
    public IReadOnlyList<Attack> Copies { get; } = [.. Attacks.Where(AttackGates.IsOfCopies)];

    public IReadOnlyList<Attack> OnPeople { get; } = [.. Attacks.Where(attack => !AttackGates.IsOfCopies(attack))];

    /// <summary>The rows of the smallest table.</summary>
    public int Rows { get; init; }

    public bool Blind => SelfTest?.Outcome == Verdict.Invalid;

    /// <summary>
    /// Usefulness beyond guessing. For a numeric target it is the ratio itself, because guessing has an R² of 0.
    /// </summary>
    public Measure? AboveChance { get; } =
        Utility.Measures.FirstOrDefault(measure =>
            measure.Name == (Utility.Metric == "r2" ? UtilityMeasures.Ratio : UtilityMeasures.AboveChance).Name
        );

    /// <summary>
    /// The lower 95 % bound of <see cref="AboveChance"/>: usefulness passes if this bound is high enough.
    /// </summary>
    public double? LeastAboveChance =>
        AboveChance is { Value: { } value, Interval: { } interval }
            ? value - (SpecialFunctions.Normal95 / SpecialFunctions.Normal975 * (value - interval.Low))
            : null;

    /// <summary>
    /// With how many rows a table like fresh real ones would pass in four of five cases.
    /// </summary>
    /// <param name="interval">95 %, two-sided.</param>
    /// <param name="room">How far the limit lies from what fresh rows get.</param>
    /// <param name="z">The normal quantile of the end that decides.</param>
    public int Needed(Interval interval, double room, double z)
    {
        double error = (interval.High - interval.Low) / (2 * SpecialFunctions.Normal975),
            ratio = (z + SpecialFunctions.Normal80) * error / room;
        return (int)Math.Min(int.MaxValue, Math.Ceiling(Rows * Math.Max(1.05, ratio * ratio)));
    }

    /// <summary>The same of a report's figures; null where its rows were not checked against the schema.</summary>
    public static GateFigures? Of(ReportFigures figures, ReportSubject subject, IReadOnlyList<Kpi> kpis)
    {
        var fidelity = figures.Fidelity;
        return
            fidelity.Overall.FirstOrDefault(measure => measure.Name == Fidelity.Validity.Description.Name)
                is not { Value: not null, Reference: not null } rules
            || subject is not { SyntheticRows: > 0, HoldoutRows: > 0 }
            ? null
            : new GateFigures(
                figures.Privacy.Attacks,
                figures.Privacy.SelfTest,
                figures.Utility,
                kpis.Single(kpi => kpi.Name == KpiLimit.Utility.Name),
                rules,
                Fidelity.Validity.Extra(rules, subject.SyntheticRows, subject.HoldoutRows),
                fidelity.Overall.FirstOrDefault(measure => measure.Name == Fidelity.Detection.Trees.Name),
                Shortfall.Furthest(fidelity.Shapes, fidelity.Pairs, fidelity.Subgroups)
            );
    }

    public static GateFigures Of(EvaluationContext evaluation, IReadOnlyList<Kpi> kpis)
    {
        var fidelity = evaluation.Fidelity;
        var rules = fidelity.Overall.Single(measure => measure.Name == Fidelity.Validity.Description.Name);
        return new GateFigures(
            evaluation.Attacked.Attacks,
            evaluation.Attacked.SelfTest,
            evaluation.Utility,
            kpis.Single(kpi => kpi.Name == KpiLimit.Utility.Name),
            rules,
            Fidelity.Validity.Extra(rules, evaluation.Input.Synthetic.RowCount, evaluation.Input.Holdout.RowCount),
            fidelity.Overall.FirstOrDefault(measure => measure.Name == Fidelity.Detection.Trees.Name),
            Shortfall.Furthest(fidelity.Shapes, fidelity.Pairs, fidelity.Subgroups)
        )
        {
            Rows = new[] { evaluation.Input.Train, evaluation.Input.Holdout, evaluation.Input.Synthetic }.Min(table =>
                table.RowCount
            ),
        };
    }
}
