using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using AethergenAI.Data.Runs;
using AethergenAI.Workspace;

namespace AethergenAI.Api.Runs;

/// <summary>
/// Sends the telemetry of runs to their watchers. Each watcher has its own bounded channel: a slow watcher loses old
/// frames, and no one waits for it.
/// </summary>
internal sealed class TelemetryFeed
{
    internal const int Frames = 8;

    private readonly ConcurrentDictionary<Channel<RunProgress>, Id<Run>> watchers = new();

    /// <summary>Sends a frame to the watchers of its run. Where nobody watches any run, it is not even read.</summary>
    internal void Publish(string payload)
    {
        if (watchers.IsEmpty)
        {
            return;
        }
        var notice = JsonSerializer.Deserialize<TelemetryNotice>(payload, Json.Options)!;
        foreach (var (channel, run) in watchers)
        {
            if (run == notice.Run)
            {
                channel.Writer.TryWrite(notice.Telemetry);
            }
        }
    }

    internal async IAsyncEnumerable<RunProgress> WatchAsync(Id<Run> run, [EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateBounded<RunProgress>(
            new BoundedChannelOptions(Frames) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
        );
        watchers[channel] = run;
        try
        {
            await foreach (var frame in channel.Reader.ReadAllAsync(ct))
            {
                yield return frame;
            }
        }
        finally
        {
            watchers.TryRemove(channel, out _);
        }
    }
}
