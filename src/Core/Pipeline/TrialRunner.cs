using AethergenAI.Recipes;

namespace AethergenAI.Pipeline;

/// <summary>Takes trials from the queue and carries out as many at once as there are trial slots.</summary>
internal sealed class TrialRunner(IReadOnlyList<Trial> plan, TrialContext context)
{
    private int queued;

    /// <summary>How often the queue is polled while other processes hold all trials.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A trial that ended its process this many times is recorded as failed, so that the others continue.
    /// </summary>
    private const int MaxAttempts = 3;

    /// <summary>Counts trials that were added to the queue.</summary>
    internal void Expect(int trials) => queued += trials;

    /// <summary>Returns when every queued trial has ended, in this process or in another.</summary>
    internal async Task WorkAsync(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var busy = new List<Task>();
        try
        {
            while (await TakeAsync(busy, stop.Token))
            {
                await ObserveAsync(busy);
            }
            while (busy.Count > 0)
            {
                await Task.WhenAny(busy);
                await ObserveAsync(busy);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(busy).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes the next trial when a slot is free; waits a little if other processes hold all of them.</summary>
    /// <returns>False if every trial has ended.</returns>
    private async Task<bool> TakeAsync(List<Task> busy, CancellationToken ct)
    {
        await context.Services.TrialSlots.WaitAsync(ct);
        ITrialClaim? claim = null;
        try
        {
            await context.Schedule.CloseAsync(ct);
            claim = await context.Services.Queue.TakeAsync(ct);
        }
        finally
        {
            if (claim is null)
            {
                context.Services.TrialSlots.Release();
            }
        }

        if (claim is not null)
        {
            busy.Add(CarryOutAsync(claim, ct));
        }
        int left = await context.Services.Queue.LeftAsync(ct);
        context.Progress.Reach(queued - left);
        if (claim is not null || left == 0)
        {
            return left > 0;
        }

        await Task.WhenAny([.. busy, Task.Delay(Look, context.Services.Clock, ct)]);
        ct.ThrowIfCancellationRequested();
        return true;
    }

    private async Task CarryOutAsync(ITrialClaim claim, CancellationToken ct)
    {
        try
        {
            await using (claim)
            {
                claim.Enter();
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, claim.Lost);
                var trial = plan.First(candidate => candidate.Name == claim.Name);
                var executor = new TrialExecutor(trial, context, claim.AdvanceAsync);
                await Task.Run(() => CarryOutAsync(executor, claim.Attempt, stop.Token), ct);
                context.Progress.End(trial);
                context.Schedule.Add(executor.Record);
                await claim.EndAsync(executor.Record, ct);
            }
        }
        catch (OperationCanceledException) when (claim.Lost.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return; // somebody else has it now
        }
        finally
        {
            context.Services.TrialSlots.Release();
        }
    }

    private async Task CarryOutAsync(TrialExecutor trial, int attempt, CancellationToken ct)
    {
        try
        {
            if (attempt > MaxAttempts)
            {
                throw RunRefusals.TrialGivenUp(MaxAttempts);
            }

            await trial.RunAsync(ct);
        }
        catch (RefusedException refusal)
        {
            if (refusal.InnerException is { } bug)
            {
                context.Services.Faulted?.Invoke(trial.Record.Name, bug);
            }
            await trial.RefuseAsync(refusal, ct);
        }
    }

    /// <summary>Removes finished trials from the list and rethrows the exception of a failed one.</summary>
    private static async Task ObserveAsync(List<Task> busy)
    {
        foreach (var ended in busy.Where(task => task.IsCompleted).ToList())
        {
            busy.Remove(ended);
            await ended;
        }
    }
}
