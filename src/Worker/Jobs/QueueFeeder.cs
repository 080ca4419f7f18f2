using System.Net.Sockets;
using AethergenAI.Data.Runs;
using AethergenAI.Workspace;
using Npgsql;
using Quartz;

namespace AethergenAI.Worker.Jobs;

/// <summary>
/// Makes a Quartz job for each queued run that has none: at once when one is queued, and every two seconds for those
/// whose notice or job was lost. Several workers may do so at the same time.
/// </summary>
internal sealed partial class QueueFeeder(
    NpgsqlDataSource source,
    ISchedulerFactory schedulers,
    ILogger<QueueFeeder> log
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection notices = await RunQueue.ListenAsync(source, stoppingToken);
                while (true)
                {
                    await FeedAsync(stoppingToken);
                    await notices.WaitAsync(Period, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception outage)
                when (outage is NpgsqlException or SchedulerException or SocketException or TimeoutException)
            {
                LogAway(outage.Message);
                await Task.Delay(Period, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FeedAsync(CancellationToken ct)
    {
        IScheduler scheduler = await schedulers.GetScheduler(ct);
        foreach (QueuedRun queued in await RunQueue.ReadyAsync(source, ct))
        {
            if (await scheduler.Exists(RunJob.KeyOf(queued.Run), ct))
            {
                continue;
            }

            try
            {
                await scheduler.ScheduleJob(RunJob.Of(queued), RunJob.Now(queued), cancellationToken: ct);
                LogScheduled(queued.Run);
            }
            catch (ObjectAlreadyExistsException)
            {
                LogScheduledElsewhere(queued.Run);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Scheduled run {RunId}")]
    private partial void LogScheduled(Id<Run> runId);

    [LoggerMessage(LogLevel.Debug, "Run {RunId} was scheduled by another worker")]
    private partial void LogScheduledElsewhere(Id<Run> runId);

    [LoggerMessage(LogLevel.Warning, "The queue cannot be read, trying again: {Reason}")]
    private partial void LogAway(string reason);
}
