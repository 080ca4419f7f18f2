using AethergenAI.Evaluation;
using AethergenAI.Statistics;

namespace AethergenAI.Runs;

/// <summary>The key figures of a cell: those of its trials' reports, over the repeats.</summary>
internal static class CellKpis
{
    /// <param name="records">The records of all trials, in the plan's order.</param>
    /// <param name="cell">Null: there are none.</param>
    /// <param name="overlap">How much repeats share, see <see cref="PairedTest"/>.</param>
    internal static IEnumerable<Kpi> Of(IEnumerable<TrialRecord> records, int? cell, double overlap) =>
        records
            .Where(record => record.Cell == cell && record.Failure is null)
            .SelectMany(record => record.Kpis.Select(kpi => (record.Repeat, Kpi: kpi)))
            .GroupBy(one => one.Kpi.Name)
            .Select(repeats => Over([.. repeats], overlap));

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
