using System.Net.Sockets;
using AethergenAI.Data.Runs;
using Npgsql;

namespace AethergenAI.Api.Runs;

/// <summary>
/// Hears what PostgreSQL tells all who listen and hands it on. One connection for the whole process;
/// when it breaks it is opened again, and whoever listened is told that something may have been missed.
/// </summary>
internal sealed partial class PostgresListener(
    NpgsqlDataSource source,
    TelemetryFeed telemetry,
    ChangeFeed changes,
    TimeProvider clock,
    ILogger<PostgresListener> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception broken) when (broken is NpgsqlException or SocketException or IOException)
            {
                LogBroken(broken);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        connection.Notification += (_, notice) =>
        {
            if (notice.Channel == TelemetryPublisher.Channel)
            {
                telemetry.Publish(notice.Payload);
            }
            else
            {
                changes.Publish(notice.Payload);
            }
        };
        await using (
            var listen = new NpgsqlCommand(
                $"listen {TelemetryPublisher.Channel}; listen {ChangeFeed.Channel}",
                connection
            )
        )
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        changes.Missed();
        while (true)
        {
            // Woken now and then to notice a connection that died without a word.
            if (await connection.WaitAsync(TimeSpan.FromSeconds(30), ct))
            {
                continue;
            }
            await using var alive = new NpgsqlCommand("select 1", connection);
            await alive.ExecuteNonQueryAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Lost the connection that hears notices; opening it again")]
    private partial void LogBroken(Exception exception);
}
