using AethergenAI.Recipes;

namespace AethergenAI.Pipeline;

/// <summary>Carries out the trials on the board, as many at once as there are hands.</summary>
internal sealed class TrialRunner(IReadOnlyList<Trial> plan, TrialContext context)
{
    private int posted;

    /// <summary>How soon a trial that another process gave up is noticed.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>A trial that took its process down so often is recorded as failed, so that the others go on.</summary>
    private const int MaxAttempts = 3;

    /// <summary>So many more trials stand on the board.</summary>
    internal void Expect(int trials) => posted += trials;

    /// <summary>Returns when every posted trial has ended, here or elsewhere.</summary>
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

    /// <summary>Gives a free hand the next trial, or waits a little where all are with somebody.</summary>
    /// <returns>False where every trial has ended.</returns>
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
        context.Progress.Reach(posted - left);
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
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, claim.Lost);
                var trial = plan.First(candidate => candidate.Name == claim.Name);
                var executor = new TrialExecutor(trial, context);
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
            await trial.RefuseAsync(refusal, ct);
        }
    }

    /// <summary>Forgets the trials that have ended, and throws what one of them threw.</summary>
    private static async Task ObserveAsync(List<Task> busy)
    {
        foreach (var ended in busy.Where(task => task.IsCompleted).ToList())
        {
            busy.Remove(ended);
            await ended;
        }
    }
}
