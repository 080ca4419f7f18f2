using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// The trials of one run, shared by the processes that carry it out: locked files for the command line,
/// rows with leases for the workers. One process holds a trial at a time, and a trial ends once.
/// Recipe hash, cell, block and repeat identify it.
/// </summary>
public interface ITrialQueue
{
    /// <summary>
    /// Adds trials in the order in which they are to be taken. Trials that are already queued stay unchanged.
    /// </summary>
    Task PostAsync(string recipeHash, IReadOnlyList<Trial> trials, CancellationToken ct);

    /// <returns>A trial that has not ended and that no process holds; null if there is none now.</returns>
    Task<ITrialClaim?> TakeAsync(CancellationToken ct);

    /// <summary>
    /// Ends trials that no process has taken, without carrying them out, because a limit
    /// was reached or their cell was given up.
    /// </summary>
    /// <param name="records">One record per trial.</param>
    /// <returns>
    /// The trials that this call ended; without those that a process has taken or that had ended before.
    /// </returns>
    Task<IReadOnlyList<TrialRecord>> WithdrawAsync(
        string recipeHash,
        IReadOnlyList<TrialRecord> records,
        CancellationToken ct
    );

    /// <summary>The number of queued trials that have not ended, including those that a process holds.</summary>
    Task<int> LeftAsync(CancellationToken ct);

    /// <summary>
    /// Waits for the run's lock with this name. Disposing it, or the end of its process, releases the lock.
    /// </summary>
    Task<IAsyncDisposable> LockAsync(string name, CancellationToken ct);
}

/// <summary>
/// The exclusive right to carry out one trial. Disposing it returns an unfinished trial to the queue.
/// </summary>
public interface ITrialClaim : IAsyncDisposable
{
    /// <summary>The trial's name, for example <c>c01-r2</c>.</summary>
    string Name { get; }

    /// <summary>How often the trial was started, including this time.</summary>
    int Attempt { get; }

    /// <summary>Cancelled when the claim is lost because another process took this one for dead.</summary>
    CancellationToken Lost { get; }

    /// <summary>A stage is done: what ended earlier attempts was not this trial, so they count no longer.</summary>
    Task AdvanceAsync(CancellationToken ct);

    /// <summary>Says that whatever the caller's flow does from here on is the trial's work.</summary>
    void Enter() { }

    /// <returns>False if the claim was lost before; the other process's result then counts.</returns>
    Task<bool> EndAsync(TrialRecord record, CancellationToken ct);
}
