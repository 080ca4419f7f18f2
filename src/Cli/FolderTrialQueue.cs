using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Cli;

/// <summary>
/// The queue of trials of a run in a folder, shared by several processes. A process claims a trial by locking its
/// file; the operating system releases the locks of a process that ends for any reason. A process that claims a trial
/// which another has already carried out finds its record and does not repeat it.
/// </summary>
internal sealed class FolderTrialQueue(string folder) : ITrialQueue
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly List<Trial> waiting = [];
    private readonly HashSet<string> posted = new(StringComparer.Ordinal);
    private int left;

    public Task PostAsync(string recipeHash, IReadOnlyList<Trial> trials, CancellationToken ct)
    {
        lock (gate)
        {
            foreach (var trial in trials.Where(trial => posted.Add(trial.Name)))
            {
                waiting.Add(trial);
                left++;
            }
        }

        return Task.CompletedTask;
    }

    public Task<ITrialClaim?> TakeAsync(CancellationToken ct)
    {
        lock (gate)
        {
            foreach (var trial in waiting)
            {
                if (TryLock(trial.Name) is not { } locked)
                {
                    continue;
                }

                waiting.Remove(trial);
                return Task.FromResult<ITrialClaim?>(new Claim(this, trial, locked));
            }
        }

        return Task.FromResult<ITrialClaim?>(null);
    }

    public Task<IReadOnlyList<TrialRecord>> WithdrawAsync(
        string recipeHash,
        IReadOnlyList<TrialRecord> records,
        CancellationToken ct
    )
    {
        lock (gate)
        {
            var withdrawn = new List<TrialRecord>();
            foreach (var record in records.Where(record => waiting.Exists(trial => trial.Name == record.Name)))
            {
                using var locked = TryLock(record.Name);
                if (locked is null || File.Exists(Path.Combine(folder, "trials", record.Name, "trial.json")))
                {
                    continue;
                }

                waiting.RemoveAll(trial => trial.Name == record.Name);
                left--;
                withdrawn.Add(record);
            }

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
        while (true)
        {
            if (TryLock(name) is { } locked)
            {
                return locked;
            }
            await Task.Delay(Look, ct);
        }
    }

    private FileStream? TryLock(string name)
    {
        string locks = Path.Combine(folder, FolderArtefacts.Locks);
        Directory.CreateDirectory(locks);
        try
        {
            return new FileStream(
                Path.Combine(locks, name),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 0
            );
        }
        catch (IOException taken) when (!ProblemOutput.IsDiskFull(taken))
        {
            return null;
        }
    }

    private sealed class Claim(FolderTrialQueue queue, Trial trial, FileStream locked) : ITrialClaim
    {
        private bool ended;

        public string Name => trial.Name;

        public int Attempt => 1;

        public CancellationToken Lost => CancellationToken.None;

        public Task AdvanceAsync(CancellationToken ct) => Task.CompletedTask;

        public Task<bool> EndAsync(TrialRecord record, CancellationToken ct)
        {
            ended = true;
            return Task.FromResult(true);
        }

        public async ValueTask DisposeAsync()
        {
            await locked.DisposeAsync();
            lock (queue.gate)
            {
                if (ended)
                {
                    queue.left--;
                }
                else
                {
                    queue.waiting.Insert(0, trial);
                }
            }
        }
    }
}
