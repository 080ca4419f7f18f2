using AethergenAI.Evaluation;
using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Pipeline;

/// <summary>The key figures of a run: its leading cell's figures over the repeats, its cost, and its times.</summary>
internal static class RunKpis
{
    /// <param name="records">The records of all trials, in the plan's order.</param>
    /// <param name="best">The cell that the card calls best.</param>
    /// <param name="overlap">How much repeats share, see <see cref="PairedTest"/>.</param>
    /// <param name="ratio">The cost relative to the recipe's baseline; null if there is none.</param>
    internal static IReadOnlyList<Kpi> Of(
        IReadOnlyList<TrialRecord> records,
        int? best,
        double overlap,
        CostRatio? ratio,
        DateTimeOffset launched
    )
    {
        var ended = records.Where(record => record.Failure is null).Select(record => record.EndedAt).ToList();
        return
        [
            .. CellKpis.Of(records, best, overlap),
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
}
