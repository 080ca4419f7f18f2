using AethergenAI.Evidence;
using AethergenAI.Generation;
using AethergenAI.Recipes;

namespace AethergenAI.Runs;

/// <summary>What happens to a run, in order. Each stage keeps what it made, so a run that is repeated goes on where it stopped.</summary>
public static class Pipeline
{
    /// <param name="generators">Those that this process can run.</param>
    /// <param name="openSampler">Opens a sampler graph; the pipeline disposes it.</param>
    /// <param name="artefacts">Empty, or what an earlier attempt at the same run left.</param>
    /// <param name="key">Seals the evidence pack; null: none is made.</param>
    /// <exception cref="RefusedException">
    /// The inputs cannot be used, another run is kept here, or every trial was refused. A single refused trial is recorded and the others go on.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled; what is kept stays.</exception>
    public static async Task<RunSummary> CarryOutAsync(
        Recipe recipe, RunInputs inputs, IReadOnlyList<IGenerator> generators, Func<byte[], ITokenSampler> openSampler,
        IArtefacts artefacts, SigningKey? key, IProgress<Telemetry> progress, TimeProvider clock, CancellationToken ct)
    {
        var plan = TrialPlan.Of(recipe);
        using var watch = new RunWatch(progress, clock, plan.Count);
        var folder = new RunFolder(artefacts);
        var tools = new TrialTools(inputs.Schema, recipe.Data.Target, generators, openSampler, artefacts, watch);

        var (real, _) = await watch.MeasureAsync(RunStage.Seeding, null, async _ =>
        {
            var read = await RealRows.OpenAsync(recipe, inputs, plan, ct);
            await folder.ClaimAsync(recipe, inputs.Schema, read.Record, ct);
            return read;
        }, ct);

        var records = new List<TrialRecord>();
        foreach (var trial in plan)
        {
            records.Add(await CarryOutAsync(new TrialStages(trial, tools), real.Rows, ct));
            watch.Reach(records.Count);
        }

        var (summary, _) = await watch.MeasureAsync(RunStage.Evidence, null, async _ =>
        {
            var made = RunSummaries.Of(recipe, inputs.Schema, real.Record, records);
            await folder.SummariseAsync(made, ct);
            if (key is not null) { await folder.SealAsync(made, key, ct); }
            return made;
        }, ct);
        watch.Done();
        return summary;
    }

    private static async Task<TrialRecord> CarryOutAsync(TrialStages trial, RealRows rows, CancellationToken ct)
    {
        try
        {
            await trial.BeginAsync(rows, ct);
            await trial.FitAsync(ct);
            await trial.SampleAsync(ct);
            await trial.EvaluateAsync(ct);
        }
        catch (RefusedException refusal)
        {
            await trial.RefuseAsync(refusal, ct);
        }

        return trial.Record;
    }
}
