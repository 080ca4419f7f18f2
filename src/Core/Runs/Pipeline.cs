using AethergenAI.Evidence;
using AethergenAI.Recipes;

namespace AethergenAI.Runs;

/// <summary>What happens to a run, in order. Each stage keeps what it made, so a run that is repeated goes on where it stopped.</summary>
public static class Pipeline
{
    /// <param name="key">Seals the evidence pack; null: none is made.</param>
    /// <exception cref="RefusedException">
    /// The inputs cannot be used, another run is kept here, or every trial was refused. A single refused trial is recorded and the others go on.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled; what is kept stays.</exception>
    public static async Task<RunSummary> CarryOutAsync(Recipe recipe, RunInputs inputs, Workshop workshop, SigningKey? key, CancellationToken ct)
    {
        var plan = TrialPlan.Of(recipe);
        using var watch = new RunWatch(workshop.Progress, workshop.Clock, plan.Count);
        var folder = new RunFolder(workshop.Artefacts);

        var (real, _) = await watch.MeasureAsync(RunStage.Seeding, null, async _ =>
        {
            var read = await RealRows.OpenAsync(recipe, inputs, plan, ct);
            await folder.ClaimAsync(recipe, inputs.Schema, read.Record, ct);
            await workshop.Board.PostAsync(RecipeHash.Of(recipe), TrialOrder.Of(plan), ct);
            return read;
        }, ct);

        await new Crew(plan, real.Rows, Tools(recipe, inputs, workshop, plan, watch)).WorkAsync(ct);

        var (summary, _) = await watch.MeasureAsync(RunStage.Evidence, null, async _ =>
        {
            var made = RunSummaries.Of(recipe, inputs.Schema, real.Record, await folder.RecordsAsync(plan, ct));
            await folder.SummariseAsync(made, ct);
            if (key is not null) { await folder.SealAsync(made, key, ct); }
            return made;
        }, ct);
        watch.Done();
        return summary;
    }

    /// <summary>Takes trials of a run that another process carries out, until all have ended.</summary>
    public static async Task HelpAsync(Recipe recipe, RunInputs inputs, Workshop workshop, CancellationToken ct)
    {
        var plan = TrialPlan.Of(recipe);
        using var watch = new RunWatch(workshop.Progress, workshop.Clock, plan.Count);
        var rows = await RealRows.JoinAsync(recipe, inputs, ct);
        await new Crew(plan, rows, Tools(recipe, inputs, workshop, plan, watch)).WorkAsync(ct);
    }

    private static TrialTools Tools(Recipe recipe, RunInputs inputs, Workshop workshop, IReadOnlyList<Trial> plan, RunWatch watch) =>
        new(inputs.Schema, recipe.Data.Target, workshop, new SharedFits(plan, workshop.Board, workshop.Artefacts), watch);
}
