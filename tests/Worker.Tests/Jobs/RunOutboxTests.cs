using AethergenAI.Data.Jobs;
using AethergenAI.Data.Postgres;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.Worker.Tests.Jobs;

public sealed class RunOutboxTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_and_its_job_are_saved_together()
    {
        Id<Run> run = await EnqueueAsync();
        string job = await fixture.JobOfAsync(run, ct);
        Assert.Equal("cpu", await QueueAsync(job));
        Assert.Equal(RunStatus.Queued, (await fixture.ReadAsync(run, ct)).Status);
    }

    [Fact]
    public async Task A_run_that_asks_for_a_gpu_waits_in_that_queue()
    {
        Id<Run> run = await fixture.EnqueueAsync(Samples.RecipeOf(1, 50), Samples.Seed(40), ct, needsGpu: true);
        Assert.Equal("gpu", await QueueAsync(await fixture.JobOfAsync(run, ct)));
        Assert.True((await fixture.ReadAsync(run, ct)).NeedsGpu);
    }

    [Fact]
    public async Task A_transaction_that_is_rolled_back_after_the_job_was_made_leaves_neither_run_nor_job()
    {
        const string all =
            "select (select count(*) from hangfire.job) + (select count(*) from hangfire.jobqueue) + "
            + "(select count(*) from hangfire.state) + (select count(*) from jobs.run_jobs)";
        await EnqueueAsync();
        long before = await fixture.CountAsync(all, ct);
        await using var db = fixture.Tenants.OpenFor(fixture.Tenant);
        int runs = await db.Runs.CountAsync(ct);
        // the row in run_jobs is the last thing that the transaction writes
        await AsOwnerAsync("alter table jobs.run_jobs add constraint nothing check (false) not valid");
        try
        {
            await Assert.ThrowsAsync<PostgresException>(EnqueueAsync);
        }
        finally
        {
            await AsOwnerAsync("alter table jobs.run_jobs drop constraint nothing");
        }

        Assert.Equal(before, await fixture.CountAsync(all, ct));
        Assert.Equal(runs, await db.Runs.CountAsync(ct));
    }

    [Fact]
    public async Task The_transaction_speaks_for_its_tenant_and_for_no_other()
    {
        Id<Run> known = await EnqueueAsync();
        Run mine = await fixture.ReadAsync(known, ct);
        await using var other = fixture.Tenants.OpenFor(Id<Tenant>.New());
        var run = new Run
        {
            Id = Id<Run>.New(),
            ProjectId = mine.ProjectId,
            SeedId = mine.SeedId,
            SchemaId = mine.SchemaId,
            Name = "planted",
            Recipe = mine.Recipe,
            CreatedAt = mine.CreatedAt,
            Owner = "somebody@localhost",
        };
        await Assert.ThrowsAsync<DbUpdateException>(() => fixture.Outbox.EnqueueAsync(other, run, ct));
        Assert.Null(await fixture.JobOfAsync(run.Id, ct));
    }

    [Fact]
    public async Task A_run_whose_job_is_lost_gets_one_other_however_many_look()
    {
        Id<Run> run = await EnqueueAsync();
        string lost = await fixture.JobOfAsync(run, ct);
        await AsOwnerAsync(
            $"delete from hangfire.jobqueue where jobid = {lost}; delete from hangfire.job where id = {lost}"
        );

        int[] recovered = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => fixture.Outbox.RecoverAsync(ct), ct))
        );
        Assert.Equal(1, recovered.Sum());
        string job = await fixture.JobOfAsync(run, ct);
        Assert.NotEqual(lost, job);
        Assert.Equal("cpu", await QueueAsync(job));
        Assert.Equal(0, await fixture.Outbox.RecoverAsync(ct));
    }

    [Fact]
    public async Task A_queued_run_whose_job_is_deleted_is_cancelled()
    {
        Id<Run> run = await EnqueueAsync();
        string job = await fixture.JobOfAsync(run, ct);
        Assert.True(fixture.Services.GetRequiredService<IBackgroundJobClient>().Delete(job));
        Run ended = await fixture.ReadAsync(run, ct);
        Assert.Equal(RunStatus.Cancelled, ended.Status);
        Assert.NotNull(ended.EndedAt);
        Assert.Null(await fixture.JobOfAsync(run, ct));
    }

    [Fact]
    public async Task What_waited_for_Quartz_gets_a_job_and_Quartz_s_tables_go()
    {
        DatabaseAccess database = await fixture.CreateDatabaseAsync(ct);
        var before = Migrations.All.TakeWhile(migration => string.CompareOrdinal(migration.Name, "0050") < 0);
        await Migrations.ApplyAsync(database.Owner, before, ct);
        var (tenant, run) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await RunAsync(
            database.Owner,
            $"""
            select set_config('app.tenant', '{tenant}', false);
            insert into tenants values ('{tenant}', 'Old', now());
            insert into projects values ('{run}', '{tenant}', 'Old', now());
            insert into schema_versions values ('{run}', '{tenant}', '{run}', 's', 1, '', '[]', now());
            insert into seed_files values ('{run}', '{tenant}', '{run}', 's', '', 0, 0, '[]', now());
            insert into runs
                (id, tenant_id, project_id, seed_id, schema_id, name, recipe, owner, status, stage, created_at)
            values ('{run}', '{tenant}', '{run}', '{run}', '{run}', 'old', '[]', 'o', 'running', 'fitting', now());
            insert into jobs.run_queue (run_id, tenant_id, attempts) values ('{run}', '{tenant}', 2);
            insert into jobs.trial_queue (run_id, recipe_hash, cell, repeat, name, tenant_id, place)
            values ('{run}', '', 1, 1, 'c01-r1', '{tenant}', 0);
            create table jobs.qrtz_job_details (job text primary key);
            create table jobs.qrtz_triggers (job text references jobs.qrtz_job_details);
            """
        );

        await Migrations.ApplyAsync(database.Owner, Migrations.All, ct);
        await JobStore.InstallAsync(database.Owner, ct);
        await using var source = NpgsqlDataSource.Create(database.App);
        await using ServiceProvider services = WorkerFixture.ServicesOver(source);
        var outbox = services.GetRequiredService<RunOutbox>();
        Assert.Equal(1, await outbox.RecoverAsync(ct));
        Assert.Equal(0, await outbox.RecoverAsync(ct));

        await using var look = source.CreateCommand(
            """
            select format('%s %s %s %s', attempts, q.queue, statename, (select count(*) from jobs.trial_queue))
            from jobs.run_jobs join hangfire.job j on j.id = job_id join hangfire.jobqueue q on q.jobid = j.id
            """
        );
        Assert.Equal("2 cpu Enqueued 1", await look.ExecuteScalarAsync(ct));
        await using var old = source.CreateCommand(
            """
            select count(*) from pg_tables
            where schemaname = 'jobs'
              and tablename not in ('run_jobs', 'trial_queue', 'turns', 'drift_due', 'drift_letters')
            """
        );
        Assert.Equal(0L, await old.ExecuteScalarAsync(ct));
    }

    private Task<Id<Run>> EnqueueAsync() =>
        fixture.EnqueueAsync(Samples.RecipeOf(repeats: 1, rows: 50), Samples.Seed(rows: 40), ct);

    private Task<string?> QueueAsync(string job) =>
        fixture.ReadTextAsync($"select queue from hangfire.jobqueue where jobid = {job}", ct);

    private Task AsOwnerAsync(string sql) => RunAsync(fixture.OwnerConnectionString, sql);

    private async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
