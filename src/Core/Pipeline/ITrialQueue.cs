using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// The trials of one run, shared by the processes that carry it out: locked files for the command line,
/// rows with leases for the workers. One process has a trial at a time, and a trial ends once:
/// its key is the recipe's hash, the cell, the block of data and the repeat.
/// </summary>
public interface ITrialQueue
{
    /// <summary>
    /// Adds trials in the order in which they are to be taken. Trials that are queued already stay as they are.
    /// </summary>
    Task PostAsync(string recipeHash, IReadOnlyList<Trial> trials, CancellationToken ct);

    /// <returns>A trial that has not ended and that no process has; null where there is none now.</returns>
    Task<ITrialClaim?> TakeAsync(CancellationToken ct);

    /// <summary>
    /// Ends trials that no process has taken, without carrying them out: a limit was reached,
    /// or their cell was given up.
    /// </summary>
    /// <param name="records">The record of each.</param>
    /// <returns>Those that were ended; a trial that a process has taken, or that had ended before,
    /// is not among them.</returns>
    Task<IReadOnlyList<TrialRecord>> WithdrawAsync(
        string recipeHash,
        IReadOnlyList<TrialRecord> records,
        CancellationToken ct
    );

    /// <summary>How many queued trials have not ended, those that a process has taken included.</summary>
    Task<int> LeftAsync(CancellationToken ct);

    /// <summary>
    /// Waits for this run’s lock of this name. The lock is released when it is disposed, or when its process ends.
    /// </summary>
    Task<IAsyncDisposable> LockAsync(string name, CancellationToken ct);
}

/// <summary>
/// The exclusive right to carry out one trial. Disposing returns a trial that has not ended to the queue.
/// </summary>
public interface ITrialClaim : IAsyncDisposable
{
    /// <summary>The trial's, for example <c>c01-r2</c>.</summary>
    string Name { get; }

    /// <summary>How often the trial was begun, this time included.</summary>
    int Attempt { get; }

    /// <summary>Cancelled when the right is lost: another process took this one for dead.</summary>
    CancellationToken Lost { get; }

    /// <returns>False where the right was lost before: another process's result counts.</returns>
    Task<bool> EndAsync(TrialRecord record, CancellationToken ct);
}
