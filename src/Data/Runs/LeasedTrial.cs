using System.Diagnostics;
using AethergenAI.Pipeline;
using AethergenAI.Runs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data.Runs;

/// <summary>
/// A trial that this process has claimed. The lease is renewed until the trial is disposed; a result is accepted only
/// while the lease is valid.
/// </summary>
internal sealed class LeasedTrial : ITrialClaim
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource source;
    private readonly TenantDb tenants;
    private readonly Id<Tenant> tenant;
    private readonly Id<Run> run;
    private readonly Guid holder;
    private readonly TimeSpan lease;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource released = new();
    private readonly Task renewing;
    private readonly Activity? span;
    private bool over;

    internal LeasedTrial(
        NpgsqlDataSource source,
        TenantDb tenants,
        Id<Tenant> tenant,
        Id<Run> run,
        string name,
        Guid holder,
        int attempt,
        TimeSpan lease,
        TimeProvider clock
    )
    {
        (this.source, this.tenants, this.tenant, this.run, this.holder, this.lease, this.clock) = (
            source,
            tenants,
            tenant,
            run,
            holder,
            lease,
            clock
        );
        (Name, Attempt) = (name, attempt);
        span = Traces.Source.StartActivity("trial");
        span?.SetTag("run.id", run.ToString()).SetTag("trial.name", name).SetTag("trial.attempt", attempt);
        renewing = RenewAsync();
    }

    public string Name { get; }

    public int Attempt { get; }

    public CancellationToken Lost => lost.Token;

    /// <summary>Marks the trial as running.</summary>
    internal async Task BeginAsync(CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        (await RowAsync(db, ct)).Begin(clock);
        await db.SaveChangesAsync(ct);
    }

    public async Task AdvanceAsync(CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        await AdvanceAsync(db, ct);
    }

    /// <summary>Neither the trial's nor the run's earlier attempts count any longer.</summary>
    private Task AdvanceAsync(AethergenDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with trial as (
                update jobs.trial_queue set attempts = 1
                where run_id = {run.Value} and name = {Name} and holder = {holder} returning run_id)
            update jobs.run_jobs set attempts = 1 from trial where run_jobs.run_id = trial.run_id and attempts > 1
            """,
            ct
        );

    /// <summary>The trial's span becomes the parent of what follows, statements and graphs included.</summary>
    public void Enter() => Activity.Current = span ?? Activity.Current;

    public async Task<bool> EndAsync(TrialRecord record, CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await AdvanceAsync(db, ct);
        int counted = await db.Database.ExecuteSqlAsync(
            $"""
            update jobs.trial_queue set ended = true, holder = null, held_until = null
            where run_id = {run.Value} and name = {Name} and holder = {holder} and not ended
            """,
            ct
        );
        over = true;
        if (counted == 0)
        {
            return false;
        }

        (await RowAsync(db, ct)).End(record, clock);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        Metrics.CountTrial(tenant, record);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await released.CancelAsync();
        await renewing;
        if (!over && !lost.IsCancellationRequested)
        {
            await ReleaseAsync();
        }
        lost.Dispose();
        released.Dispose();
        if (!over)
        {
            span?.SetStatus(ActivityStatusCode.Error, "not finished here");
        }
        span?.Dispose();
    }

    /// <summary>Takes the attempt back. While the database is away it asks again, for as long as a lease.</summary>
    private async Task ReleaseAsync()
    {
        long start = clock.GetTimestamp();
        while (!await IsReleasedAsync() && clock.GetElapsedTime(start) < lease)
        {
            await Task.Delay(Pause, clock, CancellationToken.None);
        }
    }

    private async Task<bool> IsReleasedAsync()
    {
        try
        {
            await using AethergenDb db = tenants.OpenFor(tenant);
            await using var transaction = await db.Database.BeginTransactionAsync();
            int held = await db.Database.ExecuteSqlAsync(
                $"""
                update jobs.trial_queue set holder = null, held_until = null, attempts = attempts - 1
                where run_id = {run.Value} and name = {Name} and holder = {holder}
                """
            );
            if (held == 0)
            {
                return true;
            }

            (await RowAsync(db, CancellationToken.None)).Release();
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return true; // this process ends
        }
        catch (Exception away)
            when (away is NpgsqlException or DbUpdateException or InvalidOperationException or TimeoutException)
        {
            return false; // at worst the lease expires by itself
        }
    }

    /// <summary>
    /// Renews the lease three times in its length. If renewing fails for that long, another worker may take the trial.
    /// </summary>
    private async Task RenewAsync()
    {
        long renewed = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await Task.Delay(lease / 3, clock, released.Token);
                await using var renew = source.CreateCommand(
                    "update jobs.trial_queue set held_until = now() + $4 where run_id = $1 and name = $2 and "
                        + "holder = $3 and not ended"
                );
                foreach (object value in (object[])[run.Value, Name, holder, lease])
                {
                    renew.Parameters.Add(new() { Value = value });
                }
                long asked = clock.GetTimestamp();
                if (await renew.ExecuteNonQueryAsync(released.Token) == 0)
                {
                    break;
                }
                renewed = asked;
            }
            catch (OperationCanceledException) when (released.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (away is NpgsqlException or InvalidOperationException or TimeoutException)
            {
                if (clock.GetElapsedTime(renewed) >= lease)
                {
                    break;
                }
            }
        }

        await lost.CancelAsync();
    }

    private Task<RunTrial> RowAsync(AethergenDb db, CancellationToken ct) =>
        db.Trials.SingleAsync(row => row.RunId == run && row.Name == Name, ct);
}
