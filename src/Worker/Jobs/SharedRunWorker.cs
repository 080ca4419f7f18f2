using System.Diagnostics;
using AethergenAI.Data;
using AethergenAI.Data.Runs;
using AethergenAI.Pipeline;
using AethergenAI.Workspace;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AethergenAI.Worker.Jobs;

/// <summary>
/// Uses this process's free trial slots for runs that other workers lead: every two seconds it looks for a run with
/// a trial to take.
/// </summary>
internal sealed partial class SharedRunWorker(
    NpgsqlDataSource source,
    TenantDb tenants,
    WorkerSlots slots,
    TimeProvider clock,
    IOptions<WorkerOptions> options,
    ILogger<SharedRunWorker> log
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var helping = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                helping.RemoveAll(task => task.IsCompleted);
                if (slots.FreeSlots > 0)
                {
                    var queues = options.Value.Served;
                    foreach (var open in await PostgresTrialQueue.OpenRunsAsync(source, queues, stoppingToken))
                    {
                        if (!slots.IsAt(open.Run))
                        {
                            helping.Add(HelpAsync(open, stoppingToken));
                        }
                    }
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception outage) when (Outages.Is(outage))
            {
                LogAway(outage.Message);
            }

            await Task.Delay(Period, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(helping);
    }

    private async Task HelpAsync(OpenRun open, CancellationToken ct)
    {
        var (id, tenant, trace) = open;
        using var here = slots.Enter(id);
        using var span = Traces.Source.StartActivity("help", ActivityKind.Consumer, trace);
        try
        {
            await using RunLease lease = await RunLease.JoinAsync(source, tenants, tenant, id, clock, ct);
            await using AethergenDb db = tenants.OpenFor(tenant);
            Run run = await db.Runs.GetAsync(id, lease.Ended);
            if (run.Status != RunStatus.Running)
            {
                return;
            }

            LogHelping(id);
            await using var publisher = new TelemetryPublisher(source, tenant, id, clock);
            await RunPipeline.HelpAsync(
                run.Recipe,
                await slots.InputsAsync(run, db, lease.Ended),
                slots.ServicesFor(id, tenant, new OwnPart(publisher)) with
                {
                    Privacy = await slots.AccountAsync(run, db, lease.Ended),
                    Prices = await WorkerSlots.PricesAsync(db, lease.Ended),
                },
                lease.Ended
            );
        }
        catch (OperationCanceledException)
        {
            LogLeft(id);
        }
        // nobody awaits this before the worker stops, and the worker that leads the run says what becomes of it
        catch (Exception failure)
        {
            LogFailed(id, FaultText.Of(failure));
        }
    }

    /// <summary>Only the worker that leads the run reports how far the whole run is.</summary>
    private sealed class OwnPart(IProgress<RunProgress> progress) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Trial is not null)
            {
                progress.Report(value with { Fraction = null, EtaSeconds = null });
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Helping with run {RunId}")]
    private partial void LogHelping(Id<Run> runId);

    [LoggerMessage(LogLevel.Information, "Left run {RunId}")]
    private partial void LogLeft(Id<Run> runId);

    [LoggerMessage(LogLevel.Error, "Could not help with run {RunId}: {Fault}")]
    private partial void LogFailed(Id<Run> runId, string fault);

    [LoggerMessage(LogLevel.Warning, "The queue cannot be read, trying again: {Reason}")]
    private partial void LogAway(string reason);
}
