using AethergenAI.Cards;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// Carries out a plan's trials: all at once or, if the recipe has an early stop, in rounds after
/// each of which hopeless cells are given up. A round begins only when every process has finished the one before,
/// so the choice does not depend on speed.
/// </summary>
internal sealed class RoundScheduler(Recipe recipe, Plan plan, IReadOnlyList<Trial> trials, TrialContext context)
{
    private readonly RunFolder folder = new(context.Services.Artefacts);

    /// <returns>The cells that were given up.</returns>
    internal async Task<IReadOnlyList<StoppedCell>> CarryOutAsync(CancellationToken ct)
    {
        var runner = new TrialRunner(trials, context);
        var stopped = new List<StoppedCell>();
        int[] ends = [.. SuccessiveHalving.Rungs(recipe), recipe.Repeats];
        var order = context.Schedule.Order();
        int done = 0;
        foreach (int end in ends)
        {
            Trial[] round =
            [
                .. order.Where(trial =>
                    trial.Repeat > done && trial.Repeat <= end && stopped.TrueForAll(cell => cell.Cell != trial.Cell)
                ),
            ];
            await context.Services.Queue.PostAsync(plan.RecipeHash, round, ct);
            context.Schedule.Reopen();
            runner.Expect(round.Length);
            await runner.WorkAsync(ct);
            if (end < recipe.Repeats)
            {
                stopped.AddRange(await StopAsync(end, stopped, ct));
            }
            done = end;
        }

        foreach (
            var trial in trials.Where(trial =>
                stopped.Exists(cell => cell.Cell == trial.Cell && cell.AfterRepeat < trial.Repeat)
            )
        )
        {
            var record = TrialRecord.Of(trial, context.Data[trial.Block - 1].Schema);
            string reason = stopped.First(cell => cell.Cell == trial.Cell).Reason;
            await new TrialFolder(context.Services.Artefacts, trial.Name).WriteAsync(
                record with
                {
                    Failure = RunRefusals.GivenUp(reason),
                },
                ct
            );
        }

        return stopped;
    }

    private async Task<IReadOnlyList<StoppedCell>> StopAsync(
        int repeat,
        List<StoppedCell> stopped,
        CancellationToken ct
    )
    {
        var going = trials
            .Where(trial => trial.Repeat <= repeat && stopped.TrueForAll(cell => cell.Cell != trial.Cell))
            .ToList();
        var outcomes = CardWriter.Outcomes((await folder.RecordsAsync(going, ct)).Select(TrialSummary.Of), plan);
        return SuccessiveHalving.Stop(recipe, plan.Baseline, outcomes, repeat, [.. stopped.Select(cell => cell.Cell)]);
    }
}
