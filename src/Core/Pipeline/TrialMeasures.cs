using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Evaluation.Costing;

namespace AethergenAI.Pipeline;

/// <summary>A report's figures under one name each, so that trials can be compared.</summary>
internal static class TrialMeasures
{
    /// <summary>What was measured, by section and name; what was not is absent.</summary>
    /// <param name="downstream">The learner that usefulness is by, as the recipe has it;
    /// boosted trees where it says none.</param>
    internal static IReadOnlyDictionary<string, double> Of(EvaluationReport report, string? downstream = null)
    {
        var named = report
            .Fidelity.Overall.Select(measure => ($"fidelity.{measure.Name}", measure.Value))
            .Concat(
                Usefulness(report.Utility, downstream).Select(measure => ($"utility.{measure.Name}", measure.Value))
            )
            .Concat(
                report.Utility.Learners.Select(learner => ($"utility.{learner.Learner}.ratio", learner.Ratio?.Value))
            )
            .Concat(report.Privacy.Attacks.Select(attack => ($"privacy.{attack.Name}", attack.Estimate)))
            .Concat(
                (report.Fidelity.Series?.Measures ?? []).Select(measure => ($"series.{measure.Name}", measure.Value))
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
    /// The report's own figures are those of the boosted trees; of another learner there are its ratio and scores.
    /// </summary>
    private static IEnumerable<(string Name, double? Value)> Usefulness(UtilitySection utility, string? downstream)
    {
        if (downstream is null or "trees")
        {
            return utility.Measures.Select(measure => (measure.Name, measure.Value));
        }

        var learner = utility.Learners.FirstOrDefault(learner => learner.Learner == downstream);
        return (learner?.Setups ?? [])
            .Where(setup => setup.Setup is "tstr" or "trtr")
            .Select(setup => (setup.Setup, setup.Scores.FirstOrDefault(score => score.Name == utility.Metric)?.Value))
            .Append(("ratio", learner?.Ratio?.Value));
    }
}
