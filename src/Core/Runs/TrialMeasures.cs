using AethergenAI.Evaluation;

namespace AethergenAI.Runs;

/// <summary>A report's figures under one name each, so that trials can be compared.</summary>
internal static class TrialMeasures
{
    internal const string UtilityRatio = "utility.ratio";

    internal const string ColumnShapes = "fidelity.column-shapes";

    /// <summary>What was measured, by section and name; what was not is absent.</summary>
    internal static IReadOnlyDictionary<string, double> Of(EvaluationReport report)
    {
        var named = report.Fidelity.Overall.Select(measure => ($"fidelity.{measure.Name}", measure.Value))
            .Concat(report.Utility.Measures.Select(measure => ($"utility.{measure.Name}", measure.Value)))
            .Concat(report.Utility.Learners.Select(learner => ($"utility.{learner.Learner}.ratio", learner.Ratio?.Value)))
            .Concat(report.Privacy.Attacks.Select(attack => ($"privacy.{attack.Name}", attack.Estimate)))
            .Append(("collapse-risk", report.Dial.Value))
            .Append(("cost.gpu-seconds", report.Cost.GpuSeconds))
            .Append(("cost.kilowatt-hours", report.Cost.KilowattHours))
            .Append(("cost.money", report.Cost.Money));
        var measures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in named)
        {
            if (value is { } figure && double.IsFinite(figure)) { measures[name] = figure; }
        }

        return measures;
    }
}
