using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Data.Runs;

/// <summary>A run that has a trial to take.</summary>
/// <param name="Trace">Of the request that asked for it, as W3C writes it, where that was traced.</param>
public sealed record OpenRun(Id<Run> Run, Id<Tenant> Tenant, string? Trace);

/// <summary>
/// The queue of one run's trials, shared by workers. Each trial is a row; a worker claims it with a lease and renews
/// the lease, so that another worker takes over the trial of one that died. A row is locked only while a worker claims
/// it, and other workers skip locked rows.
/// </summary>
public sealed class PostgresTrialQueue(
    NpgsqlDataSource source,
    TenantDb tenants,
    Id<Tenant> tenant,
    Id<Run> run,
    TimeProvider clock
) : ITrialQueue
{
    /// <summary>The length of a lease: after this time without renewal, another worker may take the trial.</summary>
    internal TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The runs of these classes of work that have a trial to claim.</summary>
    public static async Task<IReadOnlyList<OpenRun>> OpenRunsAsync(
        NpgsqlDataSource source,
        IReadOnlyCollection<string> queues,
        CancellationToken ct
    )
    {
        await using var command = source.CreateCommand(
            """
            select run_id, tenant_id, trace from jobs.run_jobs run
            where queue = any($1) and exists (
                select from jobs.trial_queue trial
                where trial.run_id = run.run_id and not ended and (held_until is null or held_until < now()))
            order by run_id
            """
        );
        command.Parameters.Add(new() { Value = queues.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(ct);
        List<OpenRun> open = [];
        while (await rows.ReadAsync(ct))
        {
            string? trace = await rows.IsDBNullAsync(2, ct) ? null : rows.GetString(2);
            open.Add(new(new(rows.GetGuid(0)), new(rows.GetGuid(1)), trace));
        }
        return open;
    }

    public async Task PostAsync(string recipeHash, IReadOnlyList<Trial> trials, CancellationToken ct)
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var known = (
            await db
                .Trials.Where(row => row.RunId == run && row.RecipeHash == recipeHash)
                .Select(row => row.Name)
                .ToListAsync(ct)
        ).ToHashSet(StringComparer.Ordinal);
        int place = known.Count;
        foreach (var trial in trials.Where(trial => !known.Contains(trial.Name)))
        {
            db.Trials.Add(
                new RunTrial
                {
                    RunId = run,
                    RecipeHash = recipeHash,
                    Cell = trial.Cell,
                    Repeat = trial.Repeat,
                    Block = trial.Block,
                    Name = trial.Name,
                    Place = place++,
                    Levels = trial.Levels,
                }
            );
        }

        await db.SaveChangesAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into jobs.trial_queue (run_id, recipe_hash, cell, block, repeat, name, tenant_id, place)
            select run_id, recipe_hash, cell, block, repeat, name, tenant_id, place from trials
            where run_id = {run.Value} and status in ('waiting', 'running')
            on conflict do nothing
            """,
            ct
        );
        await transaction.CommitAsync(ct);
    }

    public async Task<ITrialClaim?> TakeAsync(CancellationToken ct)
    {
        var holder = Guid.CreateVersion7();
        await using var command = source.CreateCommand(
            """
            update jobs.trial_queue set holder = $2, held_until = now() + $3, attempts = attempts + 1
            where run_id = $1 and name = (
                select name from jobs.trial_queue
                where run_id = $1 and not ended and (held_until is null or held_until < now())
                order by place limit 1 for update skip locked)
            returning name, attempts
            """
        );
        command.Parameters.Add(new() { Value = run.Value });
        command.Parameters.Add(new() { Value = holder });
        command.Parameters.Add(new() { Value = Lease });
        LeasedTrial claim;
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            if (!await rows.ReadAsync(ct))
            {
                return null;
            }
            claim = new LeasedTrial(
                source,
                tenants,
                tenant,
                run,
                rows.GetString(0),
                holder,
                rows.GetInt32(1),
                Lease,
                clock
            );
        }

        try
        {
            await claim.BeginAsync(ct);
            return claim;
        }
        catch
        {
            // Otherwise the lease would be renewed forever, and no worker would carry out the trial.
            await claim.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<TrialRecord>> WithdrawAsync(
        string recipeHash,
        IReadOnlyList<TrialRecord> records,
        CancellationToken ct
    )
    {
        await using AethergenDb db = tenants.OpenFor(tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        string[] names = [.. records.Select(record => record.Name)];
        var withdrawn = await db
            .Database.SqlQuery<string>(
                $"""
                update jobs.trial_queue set ended = true
                where run_id = {run.Value} and name = any({names})
                    and not ended and (held_until is null or held_until < now())
                returning name
                """
            )
            .ToListAsync(ct);
        foreach (
            var row in await db.Trials.Where(row => row.RunId == run && withdrawn.Contains(row.Name)).ToListAsync(ct)
        )
        {
            row.End(records.First(record => record.Name == row.Name), clock);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return [.. records.Where(record => withdrawn.Contains(record.Name))];
    }

    public async Task<int> LeftAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "select count(*) from jobs.trial_queue where run_id = $1 and not ended"
        );
        command.Parameters.Add(new() { Value = run.Value });
        return (int)(long)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task<IAsyncDisposable> LockAsync(string name, CancellationToken ct) =>
        new Held(await SessionLocks.LockAsync(source, $"{run}/{name}", ct));

    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await connection.UnlockAsync();
            await connection.DisposeAsync();
        }
    }
}
