using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>Finds trials of other runs, so that the same work on the same rows is not done twice.</summary>
public interface ITrialCache
{
    /// <param name="contentHash"><see cref="TrialRecord.ContentHash"/>.</param>
    /// <returns>A trial that succeeded; null if none is known.</returns>
    Task<CachedTrial?> FindAsync(string contentHash, CancellationToken ct);
}

/// <param name="Run">The name under which the run is stored.</param>
/// <param name="OpenAsync">Opens one of the record's files.</param>
public sealed record CachedTrial(
    string Run,
    TrialRecord Record,
    Func<string, CancellationToken, Task<Stream>> OpenAsync
);
