using AethergenAI.Data.Jobs;
using AethergenAI.Data.Organisations;
using Hangfire;
using Hangfire.Common;

namespace AethergenAI.Worker.Jobs;

/// <summary>
/// When a worker starts: gives a job to runs that have none, and says what is to be done again and again. The schedule
/// lies in the database, and each time is carried out once, by whichever worker is first.
/// </summary>
internal sealed partial class JobSchedule(
    RunOutbox outbox,
    IRecurringJobManager schedule,
    TimeProvider clock,
    ILogger<JobSchedule> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await outbox.RecoverAsync(stoppingToken) is > 0 and var recovered)
                {
                    LogRecovered(recovered);
                }
                Add<Housekeeping>("housekeeping", work => work.RunAsync(CancellationToken.None), "*/10 * * * *");
                Add<DriftJob>("drift-checks", work => work.RunAsync(CancellationToken.None), Cron.Minutely());
                Add<BlobSweep>("blob-sweep", work => work.RunAsync(CancellationToken.None), Cron.Daily(3));
                Add<EndedOrganisations>(
                    "ended-organisations",
                    work => work.RunAsync(CancellationToken.None),
                    Cron.Hourly()
                );
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception outage) when (Outages.Is(outage))
            {
                LogAway(outage.Message);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Add<T>(string id, System.Linq.Expressions.Expression<Func<T, Task>> work, string cron) =>
        schedule.AddOrUpdate(id, Job.FromExpression(work, JobQueues.Io), cron);

    [LoggerMessage(LogLevel.Information, "Gave a job to {Count} runs that had none")]
    private partial void LogRecovered(int count);

    [LoggerMessage(LogLevel.Warning, "The jobs cannot be scheduled, trying again: {Reason}")]
    private partial void LogAway(string reason);
}
