using System.Diagnostics;
using System.Transactions;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data.Jobs;

/// <summary>Saves a run and its job in one transaction: there is never one without the other.</summary>
public sealed class RunOutbox(NpgsqlDataSource source, TenantDb tenants, JobStorage storage, IJobFilterProvider filters)
{
    private static readonly PostgreSqlStorageOptions Options = Enlisting();

    /// <param name="admit">Runs first, in the same transaction; if it throws, neither is saved.</param>
    public async Task EnqueueAsync(AethergenDb db, Run run, CancellationToken ct, Func<Task>? admit = null)
    {
        string queue = JobQueues.Of(run);
        string? trace = Activity.Current?.Id;
        await InTransactionAsync(
            db,
            async connection =>
            {
                await (admit?.Invoke() ?? Task.CompletedTask);
                db.Runs.Add(run);
                await db.SaveChangesAsync(ct);
                long job = Create(connection, run.Id, db.Tenant, queue);
                await db.Database.ExecuteSqlAsync(
                    $"""
                    insert into jobs.run_jobs (run_id, tenant_id, queue, job_id, trace)
                    values ({run.Id.Value}, {db.Tenant.Value}, {queue}, {job}, {trace})
                    """,
                    ct
                );
            },
            ct
        );
    }

    /// <summary>Deletes the job of a run that was cancelled before a worker began it.</summary>
    public async Task WithdrawAsync(Id<Run> run, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "delete from jobs.run_jobs where run_id = $1 returning coalesce(job_id, 0)"
        );
        command.Parameters.Add(new() { Value = run.Value });
        if (await command.ExecuteScalarAsync(ct) is long job and > 0)
        {
            new BackgroundJobClient(storage, filters).Delete(job.ToString(null, null));
        }
    }

    /// <summary>
    /// Gives a new job to each run that has not ended and whose job is gone or has failed for good, such as a run
    /// from before Hangfire.
    /// </summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RecoverAsync(CancellationToken ct)
    {
        int recovered = 0;
        foreach (var (run, tenant, queue) in await LostAsync(ct))
        {
            await using AethergenDb db = tenants.OpenFor(tenant);
            await InTransactionAsync(
                db,
                async connection =>
                {
                    // whoever else recovers at this moment waits here, and then finds the run to have a job
                    await db.Database.ExecuteSqlAsync(
                        $"select from jobs.run_jobs where run_id = {run.Value} for update",
                        ct
                    );
                    int lost = await db.Database.ExecuteSqlAsync(
                        $"""
                        update jobs.run_jobs set job_id = null where run_id = {run.Value} and not exists (
                            select from hangfire.job
                            where id = job_id and statename not in ('Succeeded', 'Deleted', 'Failed'))
                        """,
                        ct
                    );
                    if (lost == 0)
                    {
                        return;
                    }

                    bool open = await db.Runs.AnyAsync(
                        row =>
                            row.Id == run
                            && row.Status != RunStatus.Done
                            && row.Status != RunStatus.Cancelled
                            && row.Status != RunStatus.Refused,
                        ct
                    );
                    if (open)
                    {
                        long job = Create(connection, run, tenant, queue);
                        await db.Database.ExecuteSqlAsync(
                            $"update jobs.run_jobs set job_id = {job} where run_id = {run.Value}",
                            ct
                        );
                        recovered++;
                    }
                    else
                    {
                        await db.Database.ExecuteSqlAsync($"delete from jobs.run_jobs where run_id = {run.Value}", ct);
                    }
                },
                ct
            );
        }

        return recovered;
    }

    private async Task<List<(Id<Run> Run, Id<Tenant> Tenant, string Queue)>> LostAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            select run_id, tenant_id, queue from jobs.run_jobs left join hangfire.job on id = job_id
            where id is null or statename in ('Succeeded', 'Deleted', 'Failed')
            """
        );
        await using var rows = await command.ExecuteReaderAsync(ct);
        List<(Id<Run>, Id<Tenant>, string)> lost = [];
        while (await rows.ReadAsync(ct))
        {
            lost.Add((new(rows.GetGuid(0)), new(rows.GetGuid(1)), rows.GetString(2)));
        }
        return lost;
    }

    private long Create(NpgsqlConnection connection, Id<Run> run, Id<Tenant> tenant, string queue)
    {
        var enlisted = new PostgreSqlStorage(new ExistingNpgsqlConnectionFactory(connection, Options), Options);
        string job = new BackgroundJobClient(enlisted, filters).Create(
            RunJob.Of(run, tenant, queue),
            new EnqueuedState(queue)
        );
        return long.Parse(job, null);
    }

    /// <summary>On the context's own connection, which speaks for its tenant for as long as it is open.</summary>
    private static async Task InTransactionAsync(
        AethergenDb db,
        Func<NpgsqlConnection, Task> write,
        CancellationToken ct
    )
    {
        try
        {
            using var transaction = new TransactionScope(
                TransactionScopeOption.RequiresNew,
                new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted },
                TransactionScopeAsyncFlowOption.Enabled
            );
            await db.Database.OpenConnectionAsync(ct);
            await write((NpgsqlConnection)db.Database.GetDbConnection());
            transaction.Complete();
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static PostgreSqlStorageOptions Enlisting()
    {
        PostgreSqlStorageOptions options = JobStore.Options(JobStore.Silence);
        // else Hangfire begins a transaction of its own, which a connection that has one refuses
        options.EnableTransactionScopeEnlistment = true;
        return options;
    }
}
