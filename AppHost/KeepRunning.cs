using System.Collections.Concurrent;

namespace AethergenAI.AppHost;

internal static class KeepRunningExtensions
{
    /// <summary>
    /// Starts the resource again when it ends by itself, which Aspire does not; not where a person stopped it.
    /// </summary>
    internal static IResourceBuilder<T> KeepRunning<T>(this IResourceBuilder<T> resource)
        where T : IResource => resource.WithAnnotation(new KeepRunning.Annotation());
}

/// <summary>Starts resources again after a pause that grows while they keep ending.</summary>
internal sealed class KeepRunning(
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    SystemLog log,
    TimeProvider clock
)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1),
        Longest = TimeSpan.FromSeconds(30),
        Steady = TimeSpan.FromMinutes(1);

    private static readonly string[] Down =
    [
        KnownResourceStates.Finished,
        KnownResourceStates.Exited,
        KnownResourceStates.FailedToStart,
    ];

    private readonly ConcurrentDictionary<string, int> ends = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (TimeSpan Pause, long At)> pauses = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly HashSet<string> beingStarted = new(StringComparer.Ordinal);

    /// <summary>How often it ended by itself.</summary>
    internal int EndsOf(string resource) => ends.GetValueOrDefault(resource);

    /// <summary>
    /// Watches until cancelled, and returns when it starts nothing any more. It begins before the first resource
    /// starts: starting lasts until all of them are up.
    /// </summary>
    internal async Task WatchAsync(CancellationToken ct)
    {
        var stopped = new HashSet<string>(StringComparer.Ordinal);
        var restarts = new List<Task>();
        try
        {
            await foreach (ResourceEvent change in notifications.WatchAsync(ct))
            {
                string? state = change.Snapshot.State?.Text;
                if (state == KnownResourceStates.Running || state == KnownResourceStates.Starting)
                {
                    stopped.Remove(change.ResourceId);
                }
                else if (state == KnownResourceStates.Stopping)
                {
                    stopped.Add(change.ResourceId); // a person asked: it does not end by itself
                }
                else if (
                    change.Resource.TryGetLastAnnotation<Annotation>(out _)
                    && !stopped.Contains(change.ResourceId)
                    && Claim(change.ResourceId)
                )
                {
                    ends.AddOrUpdate(change.Resource.Name, 1, (_, before) => before + 1);
                    restarts.RemoveAll(restart => restart.IsCompleted);
                    restarts.Add(StartAgainAsync(change, ct));
                }
            }
        }
        finally
        {
            await Task.WhenAll(restarts);
        }
    }

    /// <summary>Tries until it runs, or until a person has started it.</summary>
    private async Task StartAgainAsync(ResourceEvent ended, CancellationToken ct)
    {
        string name = ended.Resource.Name;
        string what = ended.Snapshot.ExitCode is { } code ? $"ended with code {code}" : "did not start";
        do
        {
            TimeSpan pause = NextPause(ended.ResourceId);
            log.Say($"{name} {what}; starting it again in {pause.TotalSeconds:0} s. The log is {log.Path}");
            await Task.Delay(pause, clock, ct);
            if (IsDown(ended.ResourceId))
            {
                ExecuteCommandResult result = await commands.ExecuteCommandAsync(
                    ended.ResourceId,
                    KnownResourceCommands.StartCommand,
                    ct
                );
                what = result.Success ? "did not start" : $"was not started again ({result.Message})";
                ct.ThrowIfCancellationRequested();
            }
        } while (!Release(ended.ResourceId));
    }

    /// <returns>Whether it is down, and nothing starts it yet.</returns>
    private bool Claim(string resource)
    {
        lock (gate)
        {
            return IsDown(resource) && beingStarted.Add(resource);
        }
    }

    /// <returns>Whether it is no longer down, so that nothing has to start it.</returns>
    private bool Release(string resource)
    {
        lock (gate)
        {
            return !IsDown(resource) && beingStarted.Remove(resource);
        }
    }

    private bool IsDown(string resource) =>
        notifications.TryGetCurrentState(resource, out ResourceEvent? now)
        && now.Snapshot.State?.Text is { } state
        && Down.Contains(state);

    private TimeSpan NextPause(string resource)
    {
        long now = clock.GetTimestamp();
        return pauses
            .AddOrUpdate(
                resource,
                _ => (Shortest, now),
                (_, last) =>
                    clock.GetElapsedTime(last.At, now) > Steady
                        ? (Shortest, now)
                        : (TimeSpan.FromTicks(Math.Min(last.Pause.Ticks * 2, Longest.Ticks)), now)
            )
            .Pause;
    }

    internal sealed class Annotation : IResourceAnnotation;
}
