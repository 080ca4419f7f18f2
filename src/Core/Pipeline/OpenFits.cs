using AethergenAI.Artefacts;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Designs;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>The trials whose fit a run has still to make: it spends privacy on no others.</summary>
public static class OpenFits
{
    /// <summary>Those that neither this run has fitted nor an earlier run has carried out.</summary>
    /// <param name="artefacts">The run's own; null: it has not begun.</param>
    /// <param name="cache">The trials of other runs; null: none is reused, and no rows are read.</param>
    /// <param name="account">Records that the rows were refused; null: nothing is recorded, and nothing is told of
    /// rows that cannot be read: then no trial is reused.</param>
    /// <inheritdoc cref="RunServices.Device" path="/summary"/>
    /// <exception cref="RefusedException">The real rows cannot be read.</exception>
    public static async Task<IReadOnlyList<Trial>> OfAsync(
        Recipe recipe,
        RunInputs inputs,
        IArtefacts? artefacts,
        ITrialCache? cache,
        string device,
        PrivacyAccount? account,
        CancellationToken ct
    )
    {
        var trials = TrialPlan.Of(recipe);
        var open = artefacts is null ? trials : await UnfittedAsync(trials, artefacts, ct);
        if (cache is null || !PlannedSpending.IsPrivate(open))
        {
            return open;
        }
        try
        {
            var data = account is null
                ? await RealData.JoinAsync(recipe, inputs, ct)
                : await account.ReadingAsync(() => RealData.JoinAsync(recipe, inputs, ct));
            return await OfAsync(open, data, cache, device, ct);
        }
        catch (RefusedException) when (account is null)
        {
            return open;
        }
    }

    /// <summary>
    /// Whether a private trial does the same as one of an earlier recipe, on whichever rows. If none does, none is
    /// reused, and no rows need to be read to know that.
    /// </summary>
    public static bool MayReuse(IReadOnlyList<Trial> trials, IEnumerable<Recipe> earlier)
    {
        var wanted = Keys(trials).ToHashSet(StringComparer.Ordinal);
        return wanted.Count > 0 && earlier.Any(recipe => Keys(Planned(recipe)).Any(wanted.Contains));

        static IEnumerable<string> Keys(IReadOnlyList<Trial> of) =>
            from trial in of
            where TrialKeys.Terms(trial.Settings) is not null
            select TrialKeys.Trial(trial, "");
    }

    /// <summary>Those of a run's open trials that no earlier run has carried out.</summary>
    internal static async Task<IReadOnlyList<Trial>> OfAsync(
        IReadOnlyList<Trial> open,
        IReadOnlyList<RealData> data,
        ITrialCache? cache,
        string device,
        CancellationToken ct
    )
    {
        if (cache is null)
        {
            return open;
        }
        var reused = new HashSet<Trial>();
        // By their seeds, because the data keeps the latest splits only.
        foreach (var trial in open.OrderBy(trial => trial.Settings.Seed))
        {
            var rows = data[trial.Block - 1];
            if (
                TrialKeys.Terms(trial.Settings) is not null
                && Content(trial, rows, device, ct) is { } content
                && await cache.FindAsync(content, ct) is { Record: { Failure: null } found }
                && found.ContentHash == content
            )
            {
                reused.Add(trial);
            }
        }

        return [.. open.Where(trial => !reused.Contains(trial))];
    }

    /// <summary>
    /// Those whose fit is not in the run's own artefacts. The others have nothing left to spend, also where their
    /// folder was copied and the ledger knows their fits by another run's name.
    /// </summary>
    public static async Task<IReadOnlyList<Trial>> UnfittedAsync(
        IReadOnlyList<Trial> trials,
        IArtefacts artefacts,
        CancellationToken ct
    )
    {
        var (done, fits) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var trial in trials)
        {
            if (await new TrialFolder(artefacts, trial.Name).ReadAsync(ct) is not { } record)
            {
                continue;
            }
            if (record.IsDone(RunStage.Fitting))
            {
                done.Add(trial.Name);
            }
            if (record.Stages.Any(stage => stage is { Stage: RunStage.Fitting, From: null }))
            {
                fits.Add(SharedFits.KeyOf(trial)); // which the trials that need the same share
            }
        }
        return [.. trials.Where(trial => !done.Contains(trial.Name) && !fits.Contains(SharedFits.KeyOf(trial)))];
    }

    /// <returns>None where an older version accepted a recipe that is refused today.</returns>
    private static IReadOnlyList<Trial> Planned(Recipe recipe)
    {
        try
        {
            return TrialPlan.Of(recipe, DesignCells.Of(recipe));
        }
        catch (RefusedException)
        {
            return [];
        }
    }

    /// <returns>Null: the rows of the trial are refused, and with them the trial.</returns>
    private static string? Content(Trial trial, RealData rows, string device, CancellationToken ct)
    {
        try
        {
            return TrialRecord
                .Of(trial, rows.Schema)
                .On(rows.For(trial, ct), TrialKeys.Trial(trial, ""), rows.Target, device)
                .ContentHash;
        }
        catch (RefusedException)
        {
            return null;
        }
    }
}
