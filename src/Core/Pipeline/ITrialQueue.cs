using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>
/// Who does which trial of one run, where several processes may: files that are locked for the command line, rows with leases for the workers.
/// A trial is with one of them at a time, and it ends once: its key is the recipe's hash, the cell, the block of data and the repeat.
/// </summary>
public interface ITrialQueue
{
    /// <summary>Writes down what is to be done, in the order in which it is to be taken. What is there already stays as it is.</summary>
    Task PostAsync(string recipeHash, IReadOnlyList<Trial> trials, CancellationToken ct);

    /// <returns>A trial that has not ended and is with nobody; null where there is none now.</returns>
    Task<ITrialClaim?> TakeAsync(CancellationToken ct);

    /// <summary>Ends trials that are with nobody without carrying them out, because it came to be known that they are not to be.</summary>
    /// <param name="records">What is to be said of each.</param>
    /// <returns>Those that were ended; a trial that somebody has taken, or that has ended, is not.</returns>
    Task<IReadOnlyList<TrialRecord>> WithdrawAsync(
        string recipeHash,
        IReadOnlyList<TrialRecord> records,
        CancellationToken ct
    );

    /// <summary>How many of the posted trials have not ended, those that are with somebody included.</summary>
    Task<int> LeftAsync(CancellationToken ct);

    /// <summary>Waits until nobody else of this run holds <paramref name="name"/>; lets go when disposed, or when its process ends.</summary>
    Task<IAsyncDisposable> LockAsync(string name, CancellationToken ct);
}

/// <summary>The sole right to carry out one trial. Disposing gives back a trial that has not ended.</summary>
public interface ITrialClaim : IAsyncDisposable
{
    /// <summary>The trial's, for example <c>c01-r2</c>.</summary>
    string Name { get; }

    /// <summary>How often it has been begun, this time included.</summary>
    int Attempt { get; }

    /// <summary>Is cancelled when the right is lost, because others took this process for dead.</summary>
    CancellationToken Lost { get; }

    /// <returns>False where the right was lost before: another's result counts.</returns>
    Task<bool> EndAsync(TrialRecord record, CancellationToken ct);
}
