using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Utility;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Pipeline;

internal static class CostRatios
{
    private const double Comparable = 0.98;

    /// <returns>
    /// Null if the recipe names no baseline, if the baseline is the leading cell,
    /// or if one of the two has no trial to compare.
    /// </returns>
    internal static CostRatio? Of(Recipe recipe, IReadOnlyList<TrialRecord> records, int? best)
    {
        if (recipe.Baseline is not { Count: > 0 } named || best is not { } cell)
        {
            return null;
        }
        var done = records.Where(record => record.Failure is null && Seconds(record) > 0).ToList();
        int? baseline = done.FirstOrDefault(record =>
            named.All(level =>
                record.Levels.TryGetValue(level.Key, out var own) && own.ToString() == level.Value.ToString()
            )
        )?.Cell;
        if (baseline is null || baseline == cell)
        {
            return null;
        }

        double[] logs =
        [
            .. from dear in done
            where dear.Cell == baseline
            join cheap in done.Where(record => record.Cell == cell)
                on (dear.Block, dear.Repeat) equals (cheap.Block, cheap.Repeat)
            select Math.Log(Seconds(dear) / Seconds(cheap)),
        ];
        if (logs.Length == 0)
        {
            return null;
        }
        double? before = Usefulness(baseline.Value),
            after = Usefulness(cell);
        var interval = logs.Length > 1 ? StudentT.Interval95(logs) : null;
        return new CostRatio(
            baseline.Value,
            cell,
            Math.Exp(logs.Average()),
            interval is null ? null : new Interval(Math.Exp(interval.Low), Math.Exp(interval.High)),
            before is null || after is null || after >= Comparable * before
        );

        double? Usefulness(int of)
        {
            double[] ratios =
            [
                .. done.Where(record => record.Cell == of && record.Measures.ContainsKey(UtilityMeasures.Ratio.Key))
                    .Select(record => record.Measures[UtilityMeasures.Ratio.Key]),
            ];
            return ratios.Length == 0 ? null : ratios.Average();
        }
    }

    /// <param name="ratio">Null if the recipe names no baseline, or the baseline is the leading cell.</param>
    internal static Kpi Kpi(CostRatio? ratio)
    {
        var limit = KpiLimit.Cost;
        if (ratio is null)
        {
            return limit.NotMeasured(
                "The recipe names no baseline to compare with, or the baseline is the leading cell."
            );
        }

        bool failed = !ratio.Comparable || (ratio.Interval?.High ?? ratio.Value) < limit.Limit;
        var sure = (ratio.Interval?.Low ?? ratio.Value) >= limit.Limit ? Verdict.Pass : Verdict.Underpowered;
        return new Kpi(
            limit.Name,
            ratio.Value,
            ratio.Interval,
            failed ? Verdict.Fail : sure,
            limit.Rule,
            ratio.Comparable
                ? "Processor time of the baseline over that of the leading cell."
                : "Cheaper, but less than .98 as useful as the baseline."
        );
    }

    private static double Seconds(TrialRecord record) =>
        (record.CostOf(RunStage.Fitting)?.CpuSeconds ?? 0) + (record.CostOf(RunStage.Sampling)?.CpuSeconds ?? 0);
}
