using AethergenAI.Generation.Private;
using AethergenAI.Pipeline.Stages;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// Carries out one trial, stage by stage. A stage whose files are intact from an earlier attempt is not repeated.
/// </summary>
/// <param name="advanced">Is called after each stage that was done.</param>
internal sealed class TrialExecutor(Trial trial, TrialContext context, Func<CancellationToken, Task> advanced)
{
    private readonly TrialFolder folder = new(context.Services.Artefacts, trial.Name);
    private readonly RealData data = context.Data[trial.Block - 1];

    internal TrialRecord Record { get; private set; } = TrialRecord.Of(trial, context.Data[trial.Block - 1].Schema);

    /// <exception cref="RefusedException">This trial cannot be carried out; other trials can.</exception>
    internal async Task RunAsync(CancellationToken ct)
    {
        await using var duplicates = await context.Fits.LockDuplicatesAsync(trial, ct);
        var rows = await BeginAsync(ct);
        foreach (var stage in TrialStages.All)
        {
            bool fits = stage.Stage == RunStage.Fitting && !Record.IsDone(RunStage.Fitting);
            await using var fit = fits ? await context.Fits.LockFitAsync(trial, ct) : null;
            if (fits)
            {
                await ShareAsync(ct);
            }
            await StageAsync(stage, rows, ct);
        }
    }

    internal async Task RefuseAsync(RefusedException refusal, CancellationToken ct)
    {
        Record = Record with { Failure = new TrialFailure(refusal.Code, refusal.Message) };
        await folder.WriteAsync(Record, ct);
    }

    /// <summary>
    /// Gets the trial's real rows, and the results of an earlier attempt or of an earlier
    /// run's trial with the same content.
    /// </summary>
    private async Task<TrialRows> BeginAsync(CancellationToken ct)
    {
        // Whether too few rows are left can depend on one of them.
        var rows = context.Services.Privacy is { } account
            ? account.Reading(() => data.For(trial, ct))
            : data.For(trial, ct);
        Record = await folder.ResumeAsync(
            Record.On(rows, TrialKeys.Trial(trial, ""), data.Target, context.Services.Device),
            ct
        );
        if (Record.Failure is { } failure)
        {
            throw new RefusedException(RefusalKind.Invalid, failure.Code, failure.Message);
        }
        if (Record.Stages.Count == 0)
        {
            await ReuseAsync(ct);
        }
        return rows;
    }

    private async Task StageAsync(ITrialStage stage, TrialRows rows, CancellationToken ct)
    {
        if (Record.IsDone(stage.Stage) && await folder.HoldsAsync(Record, stage.Files, ct))
        {
            context.Progress.Skip(stage.Stage, trial);
            await KeepAsync(stage, ct);
            return;
        }

        var work = new TrialWork(trial, folder, data, rows, Record, context.Services);
        var (made, cost) = await context.Progress.MeasureAsync(
            stage.Stage,
            trial,
            progress => stage.RunAsync(work, progress, ct),
            ct
        );
        Record = made with
        {
            // Later stages were made from the older files, so they run again.
            Stages = [.. made.Stages.Where(done => done.Stage < stage.Stage), new StageCost(stage.Stage, cost)],
            Files = await folder.HashAsync(made.Files, stage.Files, ct),
            ReusedFrom = null,
        };
        await folder.WriteAsync(Record, ct);
        if (stage.Stage == RunStage.Fitting)
        {
            Measurements.Forget(folder.Kept(TrialFiles.Checkpoints, ct));
        }
        await advanced(ct);
    }

    private async Task KeepAsync(ITrialStage stage, CancellationToken ct)
    {
        var kept = await stage.KeepAsync(folder, Record, ct);
        if (!CanonicalJson.Serialize(kept).AsSpan().SequenceEqual(CanonicalJson.Serialize(Record)))
        {
            Record = kept;
            await folder.WriteAsync(Record, ct);
        }
    }

    /// <summary>
    /// Reuses all results of an earlier trial with the same content, if there is one and its files are intact.
    /// </summary>
    private async Task ReuseAsync(CancellationToken ct)
    {
        var found = await context.Fits.FindDuplicateAsync(Record, trial, ct);
        if (found is null && context.Services.TrialCache is { } cache)
        {
            found = await cache.FindAsync(Record.ContentHash, ct);
        }
        if (found is null)
        {
            return;
        }
        if (found.Record.Failure is not null || found.Record.ContentHash != Record.ContentHash)
        {
            return;
        }

        foreach (var (file, sha256) in found.Record.Files)
        {
            if (!await folder.CopyAsync(file, sha256, stop => found.OpenAsync(file, stop), ct))
            {
                return;
            }
        }

        string from = found.Record.ReusedFrom
            ?? (found.Run.Length == 0 ? found.Record.Name : $"{found.Run}/{found.Record.Name}");
        Record = Record with
        {
            ReusedFrom = from,
            Stages = [.. found.Record.Stages.Select(stage => stage with { From = from })],
            Files = found.Record.Files,
            Sampling = found.Record.Sampling,
            Measures = found.Record.Measures,
            Kpis = found.Record.Kpis,
            Verdict = found.Record.Verdict,
            EndedAt = context.Services.Now(),
            Privacy = found.Record.Privacy,
            Generator = found.Record.Generator,
        };
        await folder.WriteAsync(Record, ct);
    }

    /// <summary>Reuses the fit of another trial of this run that differs only in what follows the fit.</summary>
    private async Task ShareAsync(CancellationToken ct)
    {
        if (await context.Fits.FindAsync(Record, trial, FitStage.ModelFiles, ct) is not var (other, source))
        {
            return;
        }

        foreach (string file in FitStage.ModelFiles)
        {
            if (!await folder.CopyAsync(file, other.Files[file], stop => source.OpenAsync(file, stop), ct))
            {
                return;
            }
        }

        Record = Record with
        {
            Stages = [new StageCost(RunStage.Fitting, other.CostOf(RunStage.Fitting)!, other.Name)],
            Files = FitStage.ModelFiles.ToDictionary(file => file, file => other.Files[file], StringComparer.Ordinal),
            Privacy = other.Privacy,
            Generator = other.Generator,
        };
        await folder.WriteAsync(Record, ct);
    }
}
