using AethergenAI.Evaluation;
using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Pipeline;

/// <summary>The key figures of a run: those of its best cell, over the repeats.</summary>
internal static class RunKpis
{
    private const string TimeToResults = "time-to-results";

    private const double ResultsLimitSeconds = 30 * 60;

    /// <param name="best">The records of the best cell's trials that were not refused.</param>
    /// <param name="cost">Of all trials.</param>
    /// <param name="ratio">Against the recipe's baseline, where it names one.</param>
    internal static IReadOnlyList<Kpi> Of(IReadOnlyList<TrialRecord> best, TrialCost cost, CostRatio? ratio) =>
        [
            .. best.SelectMany(record => record.Kpis)
                .Where(kpi => kpi.Name != TimeToResults)
                .GroupBy(kpi => kpi.Name)
                .Select(repeats => repeats.Key == "cost" && ratio is not null ? CostRatios.Kpi(ratio) : Over(repeats)),
            new Kpi(
                TimeToResults,
                cost.WallSeconds,
                null,
                cost.WallSeconds < ResultsLimitSeconds ? Verdict.Pass : Verdict.Fail,
                "under 30 minutes",
                "seconds that all trials took together"
            ),
        ];

    private static Kpi Over(IGrouping<string, Kpi> repeats)
    {
        var first = repeats.First();
        double[] values = [.. repeats.Select(kpi => kpi.Value).OfType<double>()];
        if (values.Length < 2)
        {
            return repeats.FirstOrDefault(kpi => kpi.Value is not null) ?? first;
        }

        return first with
        {
            Value = StudentT.Mean(values),
            Interval = StudentT.Interval95(values),
            Verdict = repeats.MaxBy(kpi => Severity(kpi.Verdict))!.Verdict,
            Note = $"mean of {values.Length} repeats; the worst verdict among them",
        };
    }

    private static int Severity(Verdict verdict) =>
        verdict switch
        {
            Verdict.Fail => 4,
            Verdict.Invalid => 3,
            Verdict.Underpowered => 2,
            Verdict.NotMeasured => 1,
            _ => 0,
        };
}
