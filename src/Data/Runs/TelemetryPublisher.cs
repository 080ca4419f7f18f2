using System.Text.Json;
using System.Threading.Channels;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Npgsql;

namespace AethergenAI.Data.Runs;

/// <summary>
/// The JSON message on the channel <see cref="TelemetryPublisher.Channel"/>: a telemetry frame and its run.
/// </summary>
public sealed record TelemetryNotice(Id<Tenant> Tenant, Id<Run> Run, RunProgress Telemetry);

/// <summary>
/// Sends one run's telemetry through PostgreSQL to all listeners, at most ten times a second: a new frame replaces one
/// that has not been sent yet. Reporting never waits. A frame that cannot be sent is lost, which is harmless.
/// </summary>
public sealed class TelemetryPublisher : IProgress<RunProgress>, IAsyncDisposable
{
    public const string Channel = "telemetry";

    // A notification holds 8,000 bytes; a character takes up to 4 bytes in UTF-8, and JSON escapes some.
    private const int MaxCharacters = 1_500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Channel<RunProgress> waiting = System.Threading.Channels.Channel.CreateBounded<RunProgress>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );

    private readonly Func<RunProgress, CancellationToken, Task> send;
    private readonly TimeProvider clock;
    private readonly Task sending;

    public TelemetryPublisher(NpgsqlDataSource source, Id<Tenant> tenant, Id<Run> run, TimeProvider clock)
        : this((telemetry, ct) => NotifyAsync(source, new(tenant, run, telemetry), ct), clock) { }

    internal TelemetryPublisher(Func<RunProgress, CancellationToken, Task> send, TimeProvider clock)
    {
        this.send = send;
        this.clock = clock;
        sending = SendAsync();
    }

    public void Report(RunProgress value) => waiting.Writer.TryWrite(value);

    /// <summary>Sends the last frame and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await sending;
    }

    private async Task SendAsync()
    {
        await foreach (RunProgress telemetry in waiting.Reader.ReadAllAsync())
        {
            await send(telemetry, CancellationToken.None);
            await Task.WhenAny(Task.Delay(Pause, clock), waiting.Reader.Completion);
        }
    }

    private static async Task NotifyAsync(NpgsqlDataSource source, TelemetryNotice notice, CancellationToken ct)
    {
        if (notice.Telemetry.Message is { Length: > MaxCharacters } message)
        {
            notice = notice with { Telemetry = notice.Telemetry with { Message = message[..MaxCharacters] } };
        }

        try
        {
            await using var command = source.CreateCommand("select pg_notify($1, $2)");
            command.Parameters.Add(new() { Value = Channel });
            command.Parameters.Add(new() { Value = JsonSerializer.Serialize(notice, Json.Options) });
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException)
        {
            // The database is unavailable. The run notices that itself when it needs the database.
        }
    }
}
