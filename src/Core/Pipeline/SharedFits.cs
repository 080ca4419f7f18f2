using System.Globalization;
using AethergenAI.Artefacts;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// Shares fits between trials of a run: cells that differ only in what follows the fit need only one.
/// </summary>
internal sealed class SharedFits(IReadOnlyList<Trial> plan, ITrialQueue queue, IArtefacts artefacts)
{
    private readonly ILookup<string, Trial> trials = plan.ToLookup(KeyOf, StringComparer.Ordinal);

    /// <summary>A hash of everything that a fit depends on, except the run's own schemas and seeds.</summary>
    internal static string KeyOf(Trial trial) =>
        TrialKeys.Fit(trial, trial.Block.ToString(CultureInfo.InvariantCulture));

    private readonly ILookup<string, Trial> duplicates = plan.ToLookup(ContentOf, StringComparer.Ordinal);

    /// <summary>
    /// Takes a lock if the run has duplicates of the trial: cells can differ only in options
    /// that their generator does not have.
    /// </summary>
    internal async Task<IAsyncDisposable?> LockDuplicatesAsync(Trial trial, CancellationToken ct)
    {
        string content = ContentOf(trial);
        return duplicates[content].Skip(1).Any() ? await queue.LockAsync($"trial-{content}", ct) : null;
    }

    /// <returns>A finished duplicate of the trial in this run; null where there is none.</returns>
    internal async Task<CachedTrial?> FindDuplicateAsync(TrialRecord wanted, Trial trial, CancellationToken ct)
    {
        foreach (var other in duplicates[ContentOf(trial)].Where(other => other.Name != trial.Name))
        {
            var folder = new TrialFolder(artefacts, other.Name);
            if (
                await folder.ReadAsync(ct) is { Failure: null } record
                && record.ContentHash == wanted.ContentHash
                && record.IsDone(RunStage.Evaluation)
            )
            {
                return new CachedTrial("", record, folder.OpenAsync);
            }
        }

        return null;
    }

    private static string ContentOf(Trial trial) =>
        TrialKeys.Trial(trial, trial.Block.ToString(CultureInfo.InvariantCulture));

    /// <summary>A lock on the trial's fit if another trial needs the same fit; null if none does.</summary>
    internal async Task<IAsyncDisposable?> LockFitAsync(Trial trial, CancellationToken ct)
    {
        string key = KeyOf(trial);
        return trials[key].Skip(1).Any() ? await queue.LockAsync($"fit-{key}", ct) : null;
    }

    /// <returns>
    /// Another trial that has already made this trial's fit, and where its files are; null if there is none.
    /// </returns>
    internal async Task<(TrialRecord Record, TrialFolder Folder)?> FindAsync(
        TrialRecord wanted,
        Trial trial,
        IReadOnlyList<string> files,
        CancellationToken ct
    )
    {
        foreach (var other in trials[KeyOf(trial)].Where(other => other.Name != trial.Name))
        {
            var folder = new TrialFolder(artefacts, other.Name);
            if (
                await folder.ReadAsync(ct) is { } record
                && record.HasFitOf(wanted)
                && await folder.HoldsAsync(record, files, ct)
            )
            {
                return (record, folder);
            }
        }

        return null;
    }
}
