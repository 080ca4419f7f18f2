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

    private readonly ConcurrentDictionary<string, int> ends = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (TimeSpan Pause, long At)> pauses = new(StringComparer.Ordinal);

    /// <summary>How often it ended by itself.</summary>
    internal int EndsOf(string resource) => ends.GetValueOrDefault(resource);

    /// <summary>
    /// Watches until cancelled. It begins before the first resource starts: starting lasts until all of them are up.
    /// </summary>
    internal async Task WatchAsync(CancellationToken ct)
    {
        var down = new HashSet<string>(StringComparer.Ordinal);
        await foreach (ResourceEvent change in notifications.WatchAsync(ct))
        {
            if (!change.Resource.TryGetLastAnnotation<Annotation>(out _))
            {
                continue;
            }

            string? state = change.Snapshot.State?.Text;
            if (state == KnownResourceStates.Running)
            {
                down.Remove(change.ResourceId);
            }
            else if (state == KnownResourceStates.Stopping)
            {
                down.Add(change.ResourceId); // a person asked: it does not end by itself
            }
            else if (
                (state == KnownResourceStates.Finished || state == KnownResourceStates.Exited)
                && down.Add(change.ResourceId)
            )
            {
                ends.AddOrUpdate(change.Resource.Name, 1, (_, before) => before + 1);
                _ = StartAgainAsync(change, ct);
            }
        }
    }

    private async Task StartAgainAsync(ResourceEvent ended, CancellationToken ct)
    {
        TimeSpan pause = NextPause(ended.ResourceId);
        log.Say(
            $"{ended.Resource.Name} ended with code {ended.Snapshot.ExitCode}; "
                + $"starting it again in {pause.TotalSeconds:0} s. The log is {log.Path}"
        );
        await Task.Delay(pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ct.IsCancellationRequested)
        {
            return;
        }

        ExecuteCommandResult result = await commands.ExecuteCommandAsync(
            ended.ResourceId,
            KnownResourceCommands.StartCommand,
            ct
        );
        if (!result.Success)
        {
            log.Say($"{ended.Resource.Name} was not started again: {result.Message}");
        }
    }

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
