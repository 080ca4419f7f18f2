using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>Decides in which order the trials of a plan are begun, and when no more are.</summary>
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
    /// The plan's order, cheapest information first; within a repeat the trials that make a fit come before those that
    /// share one, so that no slot waits for a fit that another slot is making.
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

    /// <summary>Looks at the limits again, because more trials were queued.</summary>
    internal void Reopen() => closed = false;

    internal void Add(TrialRecord record)
    {
        lock (gate)
        {
            seconds += record.OwnCost.WallSeconds;
        }
    }

    /// <summary>
    /// Ends the trials that no process has begun when the time of this attempt or the recipe's money is used up;
    /// what is being carried out ends all the same.
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

            // Written before the trial ends in the queue: a run that is killed in between must find its record.
            // Whoever has taken the trial meanwhile writes over this.
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
