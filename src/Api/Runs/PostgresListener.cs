using System.Net.Sockets;
using AethergenAI.Data.Runs;
using Npgsql;

namespace AethergenAI.Api.Runs;

/// <summary>
/// Receives PostgreSQL notifications on one connection for the whole process and forwards them. If the connection
/// breaks, it is opened again, and the clients are told that they may have missed changes.
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
            // The timeout makes it notice a connection that broke without an error.
            if (await connection.WaitAsync(TimeSpan.FromSeconds(30), ct))
            {
                continue;
            }
            await using var alive = new NpgsqlCommand("select 1", connection);
            await alive.ExecuteNonQueryAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Lost the connection that receives notifications; opening it again")]
    private partial void LogBroken(Exception exception);
}
