using AethergenAI.Evidence;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// Carries out a run, stage by stage. Each stage stores its results, so a repeated run continues where it stopped.
/// </summary>
public static class RunPipeline
{
    /// <summary>Checks the recipe's data sets as a run would before its first fit; runs nothing.</summary>
    /// <exception cref="RefusedException">A fit of the plan is known to be refused, or a data set cannot be used: the
    /// target is no column, there are too few rows, or the holdout overlaps the seed.</exception>
    /// <returns>The number of rows of the recipe's own seed.</returns>
    public static Task<int> CheckAsync(Recipe recipe, RunInputs inputs, CancellationToken ct)
    {
        if (RecipeTemplates.WaitsFor(recipe) is null)
        {
            PlannedFits.Require(recipe, TrialPlan.Of(recipe), inputs.Schemas);
        }
        return RealData.CheckAsync(recipe, inputs, ct);
    }

    /// <summary>
    /// As <see cref="CheckAsync"/>, but for a plan, of which no ledger records anything: of a private recipe it tells
    /// no refusal that the rows decide.
    /// </summary>
    /// <returns>The number of rows of the recipe's own seed; null: its run will be refused for its rows.</returns>
    public static async Task<int?> PlannedRowsAsync(Recipe recipe, RunInputs inputs, CancellationToken ct)
    {
        RealData.RequireTargets(recipe, inputs);
        try
        {
            return await RealData.CheckAsync(recipe, inputs, ct);
        }
        catch (RefusedException) when (PlannedSpending.IsPrivate(TrialPlan.Of(recipe)))
        {
            return null;
        }
    }

    /// <param name="key">Signs the card and, if <paramref name="seal"/> is set, the evidence pack; null:
    /// the card is not signed and there is no pack.</param>
    /// <exception cref="RefusedException">The inputs cannot be used, the artefacts belong to another run,
    /// or every trial was refused. A single refused trial is recorded and the others continue.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled;
    /// stored results remain.</exception>
    public static async Task<RunSummary> CarryOutAsync(
        Recipe recipe,
        RunInputs inputs,
        RunServices services,
        SigningKey? key,
        bool seal,
        CancellationToken ct
    )
    {
        var trials = TrialPlan.Of(recipe);
        using var watch = new ProgressTracker(services, trials.Count);
        var folder = new RunFolder(services.Artefacts);

        var begun = services.LaunchedAt is { } asked ? RunServices.WholeSeconds(asked) : services.Now();
        var ((data, seed), _) = await watch.MeasureAsync(
            RunStage.Seeding,
            null,
            async _ =>
            {
                var read = services.Privacy is { } account
                    ? await account.ReadingAsync(() => RealData.OpenAsync(recipe, inputs, trials, ct))
                    : await RealData.OpenAsync(recipe, inputs, trials, ct);
                await RequireBudgetAsync(trials, inputs, read.Data, services, ct);
                await folder.ClaimAsync(recipe, [.. read.Data.Select(rows => rows.Schema)], read.Record, ct);
                return read;
            },
            ct
        );

        var launched = await folder.LaunchedAsync(begun, ct);
        var plan = Planner.Of(recipe, new PlanFacts(seed.Rows, services.Past));
        var context = new TrialContext(recipe, plan, trials, data, services, watch);
        var stopped = await new RoundScheduler(recipe, plan, trials, context).CarryOutAsync(ct);

        // Before the next stage begins, so that the run is known to have stopped in the stage where its trials did.
        RunSummaries.RequireResult(await folder.RecordsAsync(trials, ct));
        var (summary, _) = await watch.MeasureAsync(
            RunStage.Evidence,
            null,
            async _ =>
            {
                var records = await folder.RecordsAsync(trials, ct);
                var counted = RunSummaries.Of(recipe, inputs.Schema, seed, records);
                var card = RunCard.Of(recipe, seed, counted, records, stopped, services.Machine, ct);
                var made = RunSummaries.Answered(recipe, counted, card, records, launched);
                await folder.SummariseAsync(made, ct);
                await folder.WriteCardAsync(card, made, key, ct);
                if (made.Privacy is { } spent)
                {
                    await folder.ExplainPrivacyAsync(made, spent, records, ct);
                }
                if (key is not null && seal)
                {
                    await folder.SealAsync(made, key, ct);
                }
                return made;
            },
            ct
        );
        watch.Done();
        return summary;
    }

    /// <summary>
    /// Trials that an earlier run has carried out are reused and spend nothing. Whether there are follows from the
    /// rows, so they have been read.
    /// </summary>
    private static async Task RequireBudgetAsync(
        IReadOnlyList<Trial> trials,
        RunInputs inputs,
        IReadOnlyList<RealData> data,
        RunServices services,
        CancellationToken ct
    )
    {
        if (services.Privacy is { } privacy)
        {
            var unfitted = await OpenFits.UnfittedAsync(trials, services.Artefacts, ct);
            var open = await OpenFits.OfAsync(unfitted, data, services.TrialCache, services.Device, ct);
            PlannedSpending.Require(open, inputs.Schemas, privacy.Ledger.Read(), privacy.Run);
        }
    }

    /// <summary>Carries out trials of a run that another process leads, until all have ended.</summary>
    public static async Task HelpAsync(Recipe recipe, RunInputs inputs, RunServices services, CancellationToken ct)
    {
        var trials = TrialPlan.Of(recipe);
        using var watch = new ProgressTracker(services, trials.Count);
        var data = await RealData.JoinAsync(recipe, inputs, ct);
        var unlimited = recipe with { Limits = null }; // the process that carries the run out keeps its limits
        await new TrialRunner(
            trials,
            new TrialContext(unlimited, Planner.Of(unlimited, new PlanFacts()), trials, data, services, watch)
        ).WorkAsync(ct);
    }
}
