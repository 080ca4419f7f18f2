using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>Decides the order in which a plan's trials start, and when no more trials start.</summary>
internal sealed class TrialSchedule(
    Recipe recipe,
    Plan plan,
    IReadOnlyList<Trial> trials,
    IReadOnlyList<RealData> data,
    RunServices services
)
{
    private readonly Lock gate = new();
    private readonly long start = services.Clock.GetTimestamp();
    private double seconds; // that trials took, in this attempt and before
    private bool closed;

    /// <summary>
    /// The plan's order, cheapest information first. Within a repeat, trials that make a fit come before trials
    /// that share one, so that no slot waits for a fit that another slot is making.
    /// </summary>
    internal IReadOnlyList<Trial> Order()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. plan
                .Trials.Join(
                    trials,
                    planned => planned.Name,
                    trial => trial.Name,
                    (planned, trial) => (Trial: trial, Makes: seen.Add(planned.Fit))
                )
                .OrderBy(entry => entry.Trial.Repeat)
                .ThenByDescending(entry => entry.Makes)
                .Select(entry => entry.Trial),
        ];
    }

    /// <summary>Checks the limits again, because more trials were queued.</summary>
    internal void Reopen() => closed = false;

    internal void Add(TrialRecord record)
    {
        lock (gate)
        {
            seconds += record.OwnCost.WallSeconds;
        }
    }

    /// <summary>
    /// Ends the trials that no process has started once this attempt's time or the recipe's money is used
    /// up. Running trials still finish.
    /// </summary>
    internal async Task CloseAsync(CancellationToken ct)
    {
        if (closed || Spent() is not { } limit)
        {
            return;
        }

        closed = true;
        var left = new List<TrialRecord>();
        foreach (var trial in trials)
        {
            var record = TrialRecord.Of(trial, data[trial.Block - 1].Schema) with
            {
                Failure = RunRefusals.NotBegun(limit),
            };
            var folder = new TrialFolder(services.Artefacts, trial.Name);
            if (await folder.ReadAsync(ct) is { } known && known.Failure?.Code != record.Failure.Code)
            {
                continue;
            }

            // Written before the trial ends in the queue, because a run that is killed in between must find the record.
            // A process that has taken the trial in the meantime overwrites it.
            await folder.WriteAsync(record, ct);
            left.Add(record);
        }

        await services.Queue.WithdrawAsync(plan.RecipeHash, left, ct);
    }

    private string? Spent()
    {
        lock (gate)
        {
            if (recipe.Limits?.Minutes is { } minutes && services.Clock.GetElapsedTime(start).TotalMinutes >= minutes)
            {
                return $"{minutes:0.##} minutes";
            }
            bool dear =
                recipe.Limits is { Money: { } money, PricePerHour: { } price } && seconds / 3600 * price >= money;
            return dear ? $"{recipe.Limits!.Money:0.####} in money" : null;
        }
    }
}
