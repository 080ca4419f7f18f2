using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>Trials of other runs, so that the same work on the same rows need not be done again.</summary>
public interface ITrialCache
{
    /// <param name="contentHash"><see cref="TrialRecord.ContentHash"/>.</param>
    /// <returns>A trial that ended well; null where none is known.</returns>
    Task<CachedTrial?> FindAsync(string contentHash, CancellationToken ct);
}

/// <param name="Run">What the run is called where it is kept.</param>
/// <param name="OpenAsync">Opens one of the record's files.</param>
public sealed record CachedTrial(
    string Run,
    TrialRecord Record,
    Func<string, CancellationToken, Task<Stream>> OpenAsync
);
