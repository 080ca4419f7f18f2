using AethergenAI.Recipes;
using AethergenAI.Recipes.Cards;

namespace AethergenAI.Runs;

/// <summary>
/// Has a plan's trials carried out: all of them, or where the recipe asks for an early stop round by round, giving up hopeless cells in between.
/// A round begins only when the one before has ended everywhere, so what is given up does not depend on who was faster.
/// </summary>
internal sealed class Rounds(Recipe recipe, Plan plan, IReadOnlyList<Trial> trials, TrialTools tools)
{
    private readonly RunFolder folder = new(tools.Workshop.Artefacts);

    /// <returns>The cells that were given up.</returns>
    internal async Task<IReadOnlyList<StoppedCell>> CarryOutAsync(CancellationToken ct)
    {
        var crew = new Crew(trials, tools);
        var stopped = new List<StoppedCell>();
        int[] ends = [.. SuccessiveHalving.Rungs(recipe), recipe.Repeats];
        var order = tools.Agenda.Order();
        int done = 0;
        foreach (int end in ends)
        {
            Trial[] round = [.. order.Where(trial => trial.Repeat > done && trial.Repeat <= end && stopped.TrueForAll(cell => cell.Cell != trial.Cell))];
            await tools.Workshop.Board.PostAsync(plan.RecipeHash, round, ct);
            tools.Agenda.Reopen();
            crew.Expect(round.Length);
            await crew.WorkAsync(ct);
            if (end < recipe.Repeats) { stopped.AddRange(await StopAsync(end, stopped, ct)); }
            done = end;
        }

        foreach (var trial in trials.Where(trial => stopped.Exists(cell => cell.Cell == trial.Cell && cell.AfterRepeat < trial.Repeat)))
        {
            var record = TrialRecord.Of(trial, tools.Data[trial.Block - 1].Schema);
            string reason = stopped.First(cell => cell.Cell == trial.Cell).Reason;
            await new TrialFolder(tools.Workshop.Artefacts, trial.Name).WriteAsync(record with { Failure = RunRefusals.GivenUp(reason) }, ct);
        }

        return stopped;
    }

    private async Task<IReadOnlyList<StoppedCell>> StopAsync(int repeat, List<StoppedCell> stopped, CancellationToken ct)
    {
        var going = trials.Where(trial => trial.Repeat <= repeat && stopped.TrueForAll(cell => cell.Cell != trial.Cell)).ToList();
        var outcomes = CardWriter.Outcomes((await folder.RecordsAsync(going, ct)).Select(RunSummaries.Of), plan);
        return SuccessiveHalving.Stop(recipe, plan.Baseline, outcomes, repeat, [.. stopped.Select(cell => cell.Cell)]);
    }
}
