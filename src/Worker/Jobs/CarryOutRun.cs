using AethergenAI.Data;
using AethergenAI.Data.Jobs;
using AethergenAI.Data.Keys;
using AethergenAI.Data.Runs;
using AethergenAI.Evidence;
using AethergenAI.Pipeline;
using AethergenAI.Runs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Worker.Jobs;

/// <summary>
/// Carries out one run, from wherever an earlier attempt got to. Whatever way it ends, <c>jobs.run_jobs</c> says
/// whether there is more to do; where it throws, Hangfire begins it again.
/// </summary>
internal sealed partial class CarryOutRun(
    NpgsqlDataSource source,
    TenantDb tenants,
    WorkerSlots slots,
    SigningKeys keys,
    TimeProvider clock,
    ILogger<CarryOutRun> log
)
{
    /// <summary>
    /// After this many beginnings without an end the run is given up; where its worker died each time,
    /// nobody else could say so.
    /// </summary>
    private const int MaxAttempts = 5;

    /// <exception cref="OperationCanceledException">This worker stops, or has lost the run.</exception>
    internal async Task ExecuteAsync(Id<Tenant> tenant, Id<Run> id, CancellationToken ct)
    {
        if (!await FairTurns.TakeAsync(source, id, ct))
        {
            throw new InvalidOperationException($"Run {id} waits: it is another organisation's turn.");
        }

        int attempt = 0;
        string? failed = null;
        try
        {
            await using RunLease lease = await RunLease.TakeAsync(source, tenants, tenant, id, clock, ct);
            if (await RunAttempts.CountAsync(source, id, ct) is not { } counted)
            {
                return;
            }

            attempt = counted;
            await EndAsync(tenant, id, lease, attempt);
            await RunAttempts.EndAsync(source, id, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            LogLeft(id);
            await TakeBackAsync(id, attempt, ct);
            throw;
        }
        catch (Exception outage) when (Outages.Is(outage))
        {
            LogAway(id, outage.Message);
            DateTimeOffset since = clock.GetUtcNow();
            await TakeBackAsync(id, attempt, ct);
            await PersistAsync(() => RunWaits.NoteAsync(tenants, tenant, id, Outages.NeedOf(outage)!.Value, since), ct);
            throw;
        }
        catch (Exception failure)
        {
            LogFailed(id, attempt, FaultText.Of(failure));
            failed = failure.GetType().Name;
        }
        if (failed is not null)
        {
            // The job's record keeps this exception, and its dashboard shows it: without the first one's message.
            throw new InvalidOperationException($"Run {id} failed ({failed}); the log says where.");
        }
    }

    /// <summary>Outages and stops are not the run's fault, however long they last.</summary>
    private Task TakeBackAsync(Id<Run> id, int attempt, CancellationToken ct) =>
        attempt == 0
            ? Task.CompletedTask
            : PersistAsync(() => RunAttempts.TakeBackAsync(source, id, CancellationToken.None), ct);

    /// <summary>Writes as soon as the database takes it, or until this worker stops.</summary>
    private async Task PersistAsync(Func<Task> write, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await write();
                return;
            }
            catch (Exception outage) when (Outages.Is(outage))
            {
                if (ct.IsCancellationRequested)
                {
                    return;
                }
                await Task.Delay(TimeSpan.FromSeconds(1), clock, ct)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Brings the run to its end and says so in its row.</summary>
    /// <exception cref="OperationCanceledException">The lease ended, and not because the run was cancelled.</exception>
    private async Task EndAsync(Id<Tenant> tenant, Id<Run> id, RunLease lease, int attempt)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        Run run = await db.Runs.GetAsync(id, lease.Ended);
        if (run.Ended)
        {
            return;
        }

        try
        {
            if (attempt > MaxAttempts)
            {
                throw JobRefusals.Failed(MaxAttempts);
            }

            await BeginAsync(run, db, lease.Ended);
            LogBegun(run.Id, attempt);
            run.Finish(await CarryOutAsync(run, db, lease.Ended), clock);
            LogDone(run.Id);
        }
        catch (OperationCanceledException)
        {
            // a job that was deleted ends here before the lease has seen why
            if (!lease.CancelRequested && !await IsCancelledAsync(tenant, id))
            {
                throw;
            }

            run.Cancelled(clock);
            LogCancelled(run.Id);
        }
        catch (RefusedException refusal)
        {
            run.Refuse(refusal, clock); // asking again would be refused again: no retry
            LogRefused(run.Id, refusal.Code);
        }

        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task<bool> IsCancelledAsync(Id<Tenant> tenant, Id<Run> id)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        return await db.Runs.AnyAsync(row =>
            row.Id == id && (row.Status == RunStatus.Cancelling || row.Status == RunStatus.Cancelled)
        );
    }

    /// <summary>
    /// Begins the run unless it was cancelled at this very moment: in one statement,
    /// so that neither overwrites the other.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    private async Task BeginAsync(Run run, AethergenDb db, CancellationToken ct)
    {
        DateTimeOffset now = clock.GetUtcNow();
        int begun = await db
            .Runs.Where(row => row.Id == run.Id && (row.Status == RunStatus.Queued || row.Status == RunStatus.Running))
            .ExecuteUpdateAsync(
                row =>
                    row.SetProperty(it => it.Status, RunStatus.Running)
                        .SetProperty(it => it.StartedAt, it => it.StartedAt ?? now),
                ct
            );
        await RunWaits.EndForDatabaseAsync(db, run.Id, ct);
        await db.Entry(run).ReloadAsync(ct);
        if (begun == 0)
        {
            throw new OperationCanceledException();
        }
    }

    private async Task<RunSummary> CarryOutAsync(Run run, AethergenDb db, CancellationToken ct)
    {
        using var here = slots.Enter(run.Id);
        using SigningKey key = await keys.OfAsync(db.Tenant, ct);
        await using var progress = new WorkerProgress(
            tenants,
            db.Tenant,
            run.Id,
            new TelemetryPublisher(source, db.Tenant, run.Id, clock),
            clock
        );
        var services = slots.ServicesFor(run.Id, db.Tenant, progress) with
        {
            LaunchedAt = run.CreatedAt,
            Past = await PostgresTrialCache.TimesAsync(db, ct),
            Privacy = await slots.AccountAsync(run, db, ct),
            Prices = await WorkerSlots.PricesAsync(db, ct),
        };
        return await RunPipeline.CarryOutAsync(
            run.Recipe,
            await slots.InputsAsync(run, db, ct),
            services,
            key,
            seal: true,
            ct
        );
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId} begun, attempt {Attempt}")]
    private partial void LogBegun(Id<Run> runId, int attempt);

    [LoggerMessage(LogLevel.Information, "Run {RunId} done")]
    private partial void LogDone(Id<Run> runId);

    [LoggerMessage(LogLevel.Information, "Run {RunId} cancelled")]
    private partial void LogCancelled(Id<Run> runId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} refused: {Code}")]
    private partial void LogRefused(Id<Run> runId, string code);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} left to another worker")]
    private partial void LogLeft(Id<Run> runId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} interrupted, it is begun again: {Reason}")]
    private partial void LogAway(Id<Run> runId, string reason);

    [LoggerMessage(LogLevel.Error, "Run {RunId} failed, attempt {Attempt}: {Fault}")]
    private partial void LogFailed(Id<Run> runId, int attempt, string fault);
}
