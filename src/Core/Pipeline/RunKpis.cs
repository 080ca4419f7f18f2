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
            .. records
                .Where(record => record.Cell == best && record.Failure is null)
                .SelectMany(record => record.Kpis.Select(kpi => (record.Repeat, Kpi: kpi)))
                .GroupBy(one => one.Kpi.Name)
                .Select(repeats => Over([.. repeats], overlap)),
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

    /// <param name="trials">A repeat has one for each data set.</param>
    private static Kpi Over((int Repeat, Kpi Kpi)[] trials, double overlap)
    {
        Kpi[] kpis = [.. trials.Select(trial => trial.Kpi)];
        double[] values =
        [
            .. trials
                .Where(trial => trial.Kpi.Value is not null)
                .GroupBy(trial => trial.Repeat)
                .Select(repeat => repeat.Average(trial => trial.Kpi.Value!.Value)),
        ];
        if (values.Length < 2)
        {
            return kpis.MaxBy(kpi => kpi.Verdict.Severity())!;
        }

        var interval = PairedTest.Interval95(values, overlap).Interval;
        var worst = kpis.MaxBy(kpi => kpi.Verdict.Severity())!.Verdict;
        // What no repeat shows by itself, but the recipe's own interval does not exclude, is not passed.
        bool unsure =
            worst == Verdict.Pass
            && interval is not null
            && KpiLimit.All.FirstOrDefault(limit => limit.Name == kpis[0].Name)?.IsMetBy(interval) == false;
        return kpis[0] with
        {
            Value = StudentT.Mean(values),
            Interval = interval,
            Verdict = unsure ? Verdict.Underpowered : worst,
            Estimand = Estimand.Recipe,
            Note = unsure
                ? $"mean of {values.Length} repeats; each passes, but their interval reaches beyond the limit"
                : $"mean of {values.Length} repeats; the worst verdict among them",
        };
    }
}
