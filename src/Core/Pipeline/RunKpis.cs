using AethergenAI.Evaluation;
using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Pipeline;

/// <summary>The key figures of a run: its best cell's figures over the repeats, its cost, and its times.</summary>
internal static class RunKpis
{
    /// <param name="records">The records of all trials, in the plan's order.</param>
    /// <param name="best">The cell that the card calls best.</param>
    /// <param name="ratio">The cost relative to the recipe's baseline; null if there is none.</param>
    internal static IReadOnlyList<Kpi> Of(
        IReadOnlyList<TrialRecord> records,
        int? best,
        CostRatio? ratio,
        DateTimeOffset launched
    )
    {
        var ended = records.Where(record => record.Failure is null).Select(record => record.EndedAt).ToList();
        return
        [
            .. records
                .Where(record => record.Cell == best && record.Failure is null)
                .SelectMany(record => record.Kpis)
                .GroupBy(kpi => kpi.Name)
                .Select(Over),
            CostRatios.Kpi(ratio),
            After(KpiLimit.TimeToFirstResult, launched, ended, ended.Min()),
            After(KpiLimit.TimeToResults, launched, ended, ended.Max()),
        ];
    }

    private static Kpi After(KpiLimit limit, DateTimeOffset launched, List<DateTimeOffset?> ended, DateTimeOffset? at)
    {
        if (at is not { } reached || ended.Contains(null))
        {
            return limit.NotMeasured("An earlier version of the program did not record when a trial ended.");
        }

        double seconds = Math.Max(0, (reached - launched).TotalSeconds);
        return new Kpi(limit.Name, seconds, null, seconds < limit.Limit ? Verdict.Pass : Verdict.Fail, limit.Rule);
    }

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
            Verdict = repeats.MaxBy(kpi => kpi.Verdict.Severity())!.Verdict,
            Estimand = Estimand.Recipe,
            Note = $"mean of {values.Length} repeats; the worst verdict among them",
        };
    }
}
