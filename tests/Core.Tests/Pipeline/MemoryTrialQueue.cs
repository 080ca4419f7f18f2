using System.Collections.Concurrent;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Core.Tests.Pipeline;

/// <summary>A board that ends with the process.</summary>
internal sealed class MemoryTrialQueue : ITrialQueue
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> holds = new(StringComparer.Ordinal);
    private readonly List<Trial> waiting = [];
    private int left;

    /// <summary>The names of the trials in the order in which they were taken.</summary>
    public List<string> Taken { get; } = [];

    public Task PostAsync(string recipeHash, IReadOnlyList<Trial> trials, CancellationToken ct)
    {
        lock (gate)
        {
            waiting.AddRange(trials);
            left += trials.Count;
        }

        return Task.CompletedTask;
    }

    public Task<ITrialClaim?> TakeAsync(CancellationToken ct)
    {
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                return Task.FromResult<ITrialClaim?>(null);
            }

            var next = waiting[0];
            waiting.RemoveAt(0);
            Taken.Add(next.Name);
            return Task.FromResult<ITrialClaim?>(new Claim(this, next));
        }
    }

    public Task<IReadOnlyList<TrialRecord>> WithdrawAsync(
        string recipeHash,
        IReadOnlyList<TrialRecord> records,
        CancellationToken ct
    )
    {
        lock (gate)
        {
            var withdrawn = records.Where(record => waiting.RemoveAll(trial => trial.Name == record.Name) > 0).ToList();
            left -= withdrawn.Count;
            return Task.FromResult<IReadOnlyList<TrialRecord>>(withdrawn);
        }
    }

    public Task<int> LeftAsync(CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult(left);
        }
    }

    public async Task<IAsyncDisposable> LockAsync(string name, CancellationToken ct)
    {
        var hold = holds.GetOrAdd(name, _ => new SemaphoreSlim(1));
        await hold.WaitAsync(ct);
        return new Release(hold);
    }

    private sealed class Release(SemaphoreSlim held) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            held.Release();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Claim(MemoryTrialQueue board, Trial trial) : ITrialClaim
    {
        private bool ended;

        public string Name => trial.Name;

        public int Attempt => 1;

        public CancellationToken Lost => CancellationToken.None;

        public Task AdvanceAsync(CancellationToken ct) => Task.CompletedTask;

        public Task<bool> EndAsync(TrialRecord record, CancellationToken ct)
        {
            lock (board.gate)
            {
                board.left--;
            }
            ended = true;
            return Task.FromResult(true);
        }

        public ValueTask DisposeAsync()
        {
            if (!ended)
            {
                lock (board.gate)
                {
                    board.waiting.Insert(0, trial);
                }
            }

            return ValueTask.CompletedTask;
        }
    }
}
