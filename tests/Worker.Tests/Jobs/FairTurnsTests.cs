using AethergenAI.Data.Jobs;
using AethergenAI.Data.Postgres;
using AethergenAI.Workspace;
using Npgsql;

namespace AethergenAI.Worker.Tests.Jobs;

public sealed class FairTurnsTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_runs_of_one_tenant_do_not_keep_another_waiting()
    {
        await using NpgsqlDataSource source = await OpenAsync();
        Guid many = Guid.CreateVersion7(),
            one = Guid.CreateVersion7();
        List<Id<Run>> queued = [];
        for (int i = 0; i < 60; i++)
        {
            queued.Add(await QueueAsync(source, many));
        }

        Assert.True(await BeginAsync(source, queued[0]));
        Assert.True(await BeginAsync(source, queued[1])); // nobody else waits

        Id<Run> late = await QueueAsync(source, one);
        Assert.False(await BeginAsync(source, queued[2]));
        Assert.True(await BeginAsync(source, queued[1])); // what was begun goes on
        Assert.True(await BeginAsync(source, late));

        Id<Run> later = await QueueAsync(source, one);
        Assert.False(await BeginAsync(source, later)); // now the other has waited longer
        Assert.True(await BeginAsync(source, queued[2]));
        Assert.True(await BeginAsync(source, later));
    }

    /// <summary>What a job does first.</summary>
    private async Task<bool> BeginAsync(NpgsqlDataSource source, Id<Run> run) =>
        await FairTurns.TakeAsync(source, run, ct) && await RunAttempts.CountAsync(source, run, ct) > 0;

    private async Task<Id<Run>> QueueAsync(NpgsqlDataSource source, Guid tenant)
    {
        var run = Id<Run>.New();
        await using var command = source.CreateCommand(
            "insert into jobs.run_jobs (run_id, tenant_id, queue) values ($1, $2, 'cpu')"
        );
        command.Parameters.Add(new() { Value = run.Value });
        command.Parameters.Add(new() { Value = tenant });
        await command.ExecuteNonQueryAsync(ct);
        return run;
    }

    /// <summary>A database of its own, whose queue needs no rows of runs.</summary>
    private async Task<NpgsqlDataSource> OpenAsync()
    {
        DatabaseAccess database = await fixture.CreateDatabaseAsync(ct);
        await Migrations.ApplyAsync(database.Owner, Migrations.All, ct);
        await using NpgsqlDataSource owner = NpgsqlDataSource.Create(database.Owner);
        await using NpgsqlCommand command = owner.CreateCommand(
            "alter table jobs.run_jobs drop constraint run_jobs_tenant_id_run_id_fkey"
        );
        await command.ExecuteNonQueryAsync(ct);
        return NpgsqlDataSource.Create(database.App);
    }
}
