using System.Text.Json;
using AethergenAI.Pipeline;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;

namespace AethergenAI.Cli;

/// <summary>The finished trials of the runs in the neighbouring folders.</summary>
internal sealed class FolderTrialCache(string folder) : ITrialCache
{
    private readonly Lazy<Task<IReadOnlyDictionary<string, (string Folder, TrialRecord Record)>>> known = new(() =>
        Task.Run(() => ReadAsync(folder))
    );

    public async Task<CachedTrial?> FindAsync(string contentHash, CancellationToken ct)
    {
        if (
            !(await known.Value.WaitAsync(ct)).TryGetValue(contentHash, out var found)
            || !found.Record.Files.Keys.All(file => File.Exists(Path.Combine(found.Folder, file)))
        )
        {
            return null;
        }

        string run = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(found.Folder)!)!);
        return new CachedTrial(run, found.Record, (file, _) =>
            Task.FromResult<Stream>(File.OpenRead(Path.Combine(found.Folder, file)))
        );
    }

    /// <summary>Itself if one of the trials has spent privacy; else null: no private trial can be reused.</summary>
    internal async Task<FolderTrialCache?> OfPrivateAsync(CancellationToken ct) =>
        (await known.Value.WaitAsync(ct)).Values.Any(trial => trial.Record.Privacy is not null) ? this : null;

    /// <summary>The times that these trials took, as the basis of estimates.</summary>
    internal async Task<IReadOnlyList<PastTrial>> TimesAsync(CancellationToken ct) =>
        [
            .. from trial in (await known.Value.WaitAsync(ct)).Values
            let record = trial.Record
            where record.Sampling is not null && record.ReusedFrom is null
            select new PastTrial(
                record.Generator,
                record.TrainRows,
                record.Sampling!.Rows,
                record.Stages.Sum(stage => stage.Cost.WallSeconds)
            ),
        ];

    private static async Task<IReadOnlyDictionary<string, (string Folder, TrialRecord Record)>> ReadAsync(string folder)
    {
        string own = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var trials = new Dictionary<string, (string, TrialRecord)>(StringComparer.Ordinal);
        if (Path.GetDirectoryName(own) is not { } parent || !Directory.Exists(parent))
        {
            return trials;
        }

        var access = new EnumerationOptions { IgnoreInaccessible = true };
        foreach (
            string run in Directory
                .EnumerateDirectories(parent, "*", access)
                .Where(run => run != own && File.Exists(Path.Combine(run, "recipe.json")))
        )
        {
            string all = Path.Combine(run, "trials");
            foreach (string trial in Directory.Exists(all) ? Directory.EnumerateDirectories(all, "*", access) : [])
            {
                if (
                    await RecordAsync(Path.Combine(trial, "trial.json"))
                        is { Failure: null, ContentHash.Length: > 0 } record
                    && record.Stages.Any(stage => stage.Stage == RunStage.Evaluation)
                )
                {
                    trials.TryAdd(record.ContentHash, (trial, record));
                }
            }
        }

        return trials;
    }

    private static async Task<TrialRecord?> RecordAsync(string file)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            return await JsonSerializer.DeserializeAsync<TrialRecord>(stream, Json.Options);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
