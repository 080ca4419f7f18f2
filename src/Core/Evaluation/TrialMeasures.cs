using AethergenAI.Evaluation.Collapse;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Evaluation.Utility;

namespace AethergenAI.Evaluation;

/// <summary>Collects a report's figures by unique names, so that trials can be compared.</summary>
internal static class TrialMeasures
{
    /// <summary>All measured figures, by section and name; a figure that was not measured is absent.</summary>
    /// <param name="downstream">The learner whose utility counts, as the recipe names it; null: boosted trees.</param>
    internal static IReadOnlyDictionary<string, double> Of(EvaluationReport report, string? downstream = null) =>
        Of(ReportFigures.Of(report), downstream);

    internal static IReadOnlyDictionary<string, double> Of(ReportFigures report, string? downstream)
    {
        var named = report
            .Fidelity.Overall.Select(measure => ($"fidelity.{measure.Name}", measure.Value))
            .Concat(
                Usefulness(report.Utility, downstream).Select(measure => ($"utility.{measure.Name}", measure.Value))
            )
            .Concat(
                report.Utility.Learners.Select(learner => ($"utility.{learner.Learner}.ratio", learner.Ratio?.Value))
            )
            .Concat(report.Privacy.Attacks.Select(attack => ($"privacy.{attack.Name}", BeyondFresh(attack))))
            .Concat(
                ReportSection
                    .Of(report.Fidelity, report.Sections)
                    .SelectMany(section =>
                        section.Measures.Select(measure => ($"{section.Name}.{measure.Name}", measure.Value))
                    )
            )
            .Append((CollapseRisk.Description.Key, report.Dial.Value))
            .Append((CostMeasures.Gpu.Key, report.Cost.GpuSeconds))
            .Append((CostMeasures.Electricity.Key, report.Cost.KilowattHours))
            .Append((CostMeasures.Money.Key, report.Cost.Money));
        var measures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in named)
        {
            if (value is { } figure && double.IsFinite(figure))
            {
                measures[name] = figure;
            }
        }

        return measures;
    }

    /// <summary>
    /// What an attack gains beyond what it gains from fresh real rows, where the report says that: the largest of
    /// several estimates is above 0 even where nothing leaks.
    /// </summary>
    private static double? BeyondFresh(Attack attack) => attack.Estimate - (attack.Fresh ?? 0);

    /// <summary>
    /// The report's main figures are those of the boosted trees.
    /// For another learner there are its ratio and its scores.
    /// </summary>
    private static IEnumerable<(string Name, double? Value)> Usefulness(UtilitySection utility, string? downstream)
    {
        if (downstream is null or "trees")
        {
            return utility.Measures.Select(measure => (measure.Name, measure.Value));
        }

        var learner = utility.Learners.FirstOrDefault(learner => learner.Learner == downstream);
        return (learner?.Setups ?? [])
            .Where(setup => setup.Setup is LearnerSetup.Tstr or LearnerSetup.Trtr)
            .Select(setup =>
                (
                    (setup.Setup == LearnerSetup.Tstr ? UtilityMeasures.Tstr : UtilityMeasures.Trtr).Name,
                    setup.Scores.FirstOrDefault(score => score.Name == utility.Metric)?.Value
                )
            )
            .Append(("ratio", learner?.Ratio?.Value));
    }
}
