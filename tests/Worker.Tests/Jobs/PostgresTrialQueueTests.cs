using System.Collections.Concurrent;
using System.Text.Json;
using AethergenAI.Data;
using AethergenAI.Data.Runs;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Worker.Tests.Jobs;

public sealed partial class PostgresTrialQueueTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixteen_workers_that_die_at_random_carry_out_each_of_2000_trials_once()
    {
        const int Workers = 16,
            Trials = 2_000,
            Kills = 24;
        var run = await PostAsync(Trials);
        var holders = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var ends = new ConcurrentBag<string>();
        int killed = 0,
            together = 0;

        await Task.WhenAll(
            Enumerable.Range(0, Workers).Select(worker => Task.Run(() => LiveAsync(new Random(worker)), ct))
        );

        await using var db = fixture.Tenants.OpenFor(fixture.Tenant);
        var rows = await db.Trials.AsNoTracking().Where(row => row.RunId == run).ToListAsync(ct);
        // no duplicate …
        Assert.Equal(Trials, rows.Select(row => (row.RecipeHash, row.Cell, row.Repeat)).Distinct().Count());
        Assert.All(rows, row => Assert.Equal(TrialStatus.Done, row.Status)); // … and none missing
        Assert.Equal(Trials, rows.Count);
        Assert.Equal(ends.Count, ends.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal((Kills, 0), (killed, together));

        // A worker: it carries out trials until all have ended; where it dies, another takes its place.
        async Task LiveAsync(Random chance)
        {
            bool over = false;
            while (!over)
            {
                string name = $"worker-{Guid.CreateVersion7():N}";
                var source = NpgsqlDataSource.Create(
                    new NpgsqlConnectionStringBuilder(fixture.ConnectionString)
                    {
                        ApplicationName = name,
                        MaxPoolSize = 4,
                    }
                );
                await using (source)
                {
                    var queue = new PostgresTrialQueue(
                        source,
                        new TenantDb(source),
                        fixture.Tenant,
                        run,
                        TimeProvider.System
                    )
                    {
                        Lease = TimeSpan.FromMinutes(5), // nobody is slow enough to lose it; the dead are made to
                    };
                    bool dies = Interlocked.Increment(ref killed) <= Kills;
                    if (!dies)
                    {
                        Interlocked.Decrement(ref killed);
                    }
                    int last = dies ? chance.Next(1, 100) : int.MaxValue;
                    over = await WorkAsync(queue, name, last) && !dies;
                }
            }
        }

        // Returns whether every trial has ended. When the trial `last` is taken the worker dies:
        // some in the middle of saying that the trial has ended.
        async Task<bool> WorkAsync(PostgresTrialQueue queue, string name, int last)
        {
            for (int taken = 0; ; taken++)
            {
                if (await queue.TakeAsync(ct) is not { } claim)
                {
                    if (await queue.LeftAsync(ct) == 0)
                    {
                        return true;
                    }
                    await Task.Delay(50, ct);
                    continue;
                }

                if (taken == last)
                {
                    var ending = last % 2 == 0 ? claim.EndAsync(RecordOf(claim.Name), ct) : Task.FromResult(false);
                    await TerminateAsync(name);
                    await ExpireAsync(run, claim.Name);
                    try
                    {
                        if (await ending)
                        {
                            ends.Add(claim.Name);
                        }
                    }
                    catch (Exception dead) when (dead is NpgsqlException or InvalidOperationException)
                    {
                        return false;
                    }
                    return false;
                }

                await using (claim)
                {
                    if (holders.AddOrUpdate(claim.Name, 1, (_, count) => count + 1) > 1)
                    {
                        Interlocked.Increment(ref together);
                    }
                    await Task.Yield();
                    holders.AddOrUpdate(claim.Name, 0, (_, count) => count - 1);
                    if (await claim.EndAsync(RecordOf(claim.Name), ct))
                    {
                        ends.Add(claim.Name);
                    }
                }
            }
        }
    }

    [Fact]
    public async Task A_result_that_comes_after_the_lease_was_lost_does_not_count()
    {
        var run = await PostAsync(1);
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        var queue = new PostgresTrialQueue(source, fixture.Tenants, fixture.Tenant, run, TimeProvider.System)
        {
            Lease = TimeSpan.FromMilliseconds(300),
        };
        ITrialClaim late;
        await using (var silenced = NpgsqlDataSource.Create(fixture.ConnectionString))
        {
            late = (
                await new PostgresTrialQueue(silenced, fixture.Tenants, fixture.Tenant, run, TimeProvider.System)
                {
                    Lease = queue.Lease,
                }.TakeAsync(ct)
            )!;
        }

        ITrialClaim? second = null;
        while (second is null)
        {
            await Task.Delay(50, ct);
            second = await queue.TakeAsync(ct);
        }

        await using (second)
        {
            Assert.Equal(2, second.Attempt);
            Assert.True(await second.EndAsync(RecordOf(second.Name), ct));
        }

        Assert.False(await late.EndAsync(RecordOf(late.Name), ct));
    }

    [Fact]
    public async Task A_trial_that_is_given_back_is_taken_again_and_not_counted_as_begun()
    {
        var run = await PostAsync(1);
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        var queue = new PostgresTrialQueue(source, fixture.Tenants, fixture.Tenant, run, TimeProvider.System);
        await using (await queue.TakeAsync(ct))
        {
            Assert.Null(await queue.TakeAsync(ct));
        }

        await using var again = await queue.TakeAsync(ct);
        Assert.Equal(1, again!.Attempt);
    }

    [Fact]
    public async Task What_is_held_by_name_waits_for_its_holder_alone()
    {
        var run = await PostAsync(1);
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        var queue = new PostgresTrialQueue(source, fixture.Tenants, fixture.Tenant, run, TimeProvider.System);
        Task<IAsyncDisposable> second;
        await using (await queue.LockAsync("fit-a", ct))
        {
            await (await queue.LockAsync("fit-b", ct)).DisposeAsync();
            second = queue.LockAsync("fit-a", ct);
            await Task.Delay(100, ct);
            Assert.False(second.IsCompleted);
        }

        await (await second).DisposeAsync();
    }

    /// <summary>Breaks every connection of a worker, as its death does.</summary>
    /// <summary>As if the lease's time had passed.</summary>
    private async Task ExpireAsync(Id<Run> run, string trial)
    {
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var command = source.CreateCommand(
            "update jobs.trial_queue set held_until = now() - interval '1 second' where run_id = $1 and name = "
                + "$2 and not ended"
        );
        command.Parameters.Add(new() { Value = run.Value });
        command.Parameters.Add(new() { Value = trial });
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task TerminateAsync(string worker)
    {
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var command = source.CreateCommand(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = $1"
        );
        command.Parameters.Add(new() { Value = worker });
        await command.ExecuteScalarAsync(ct);
    }

    private async Task<Id<Run>> PostAsync(int trials)
    {
        var recipe = new Recipe { Name = "trivial", Data = new RecipeData("seed.csv") };
        var run = await fixture.EnqueueAsync(recipe, "age\n1\n2\n"u8.ToArray(), ct);
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        var queue = new PostgresTrialQueue(source, fixture.Tenants, fixture.Tenant, run, TimeProvider.System);
        await queue.PostAsync(RecipeHash.Of(recipe), [.. Enumerable.Range(0, trials).Select(TrialOf)], ct);
        return run;
    }

    private static Trial TrialOf(int index) =>
        new((index / 4) + 1, (index % 4) + 1, new Dictionary<string, JsonElement>(), new TrialSettings());

    private static TrialRecord RecordOf(string name) =>
        new()
        {
            Name = name,
            Cell = 1,
            Repeat = 1,
            Levels = new Dictionary<string, JsonElement>(),
            Settings = new TrialSettings(),
            Generator = "independent",
            SchemaHash = "",
            TrainHash = "",
            TrainRows = 0,
            HoldoutHash = "",
            HoldoutRows = 0,
            Software = "",
        };
}
