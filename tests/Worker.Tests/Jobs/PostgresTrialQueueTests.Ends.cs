using AethergenAI.Data;
using AethergenAI.Data.Runs;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Worker.Tests.Jobs;

public sealed partial class PostgresTrialQueueTests
{
    [Fact]
    public async Task A_stage_that_is_done_clears_earlier_attempts_of_trial_and_run()
    {
        var run = await PostAsync(1);
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        await RunAsync(source, "update jobs.run_jobs set attempts = 4 where run_id = $1", run);
        await RunAsync(source, "update jobs.trial_queue set attempts = 2 where run_id = $1", run);
        var queue = new PostgresTrialQueue(source, fixture.Tenants, fixture.Tenant, run, TimeProvider.System);
        await using var claim = await queue.TakeAsync(ct);
        Assert.Equal(3, claim!.Attempt);

        await claim.AdvanceAsync(ct);

        string counted = $"select attempts::bigint from jobs.{{0}} where run_id = '{run}'";
        Assert.Equal(1, await fixture.CountAsync(string.Format(null, counted, "trial_queue"), ct));
        Assert.Equal(1, await fixture.CountAsync(string.Format(null, counted, "run_jobs"), ct));
    }

    [Fact]
    public async Task A_run_that_ends_leaves_no_trial_that_waits_or_runs()
    {
        var run = await PostAsync(3);
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        var queue = new PostgresTrialQueue(source, fixture.Tenants, fixture.Tenant, run, TimeProvider.System);
        await using var done = await queue.TakeAsync(ct);
        Assert.True(await done!.EndAsync(RecordOf(done.Name), ct));
        await using var running = await queue.TakeAsync(ct);

        await using var db = fixture.Tenants.OpenFor(fixture.Tenant);
        var row = await db.Runs.GetAsync(run, ct);
        row.Refuse(new RefusedException(RefusalKind.Conflict, "run.failed", "No."), TimeProvider.System);
        await db.SaveChangesAsync(ct);

        var trials = await db.Trials.AsNoTracking().Where(trial => trial.RunId == run).ToListAsync(ct);
        Assert.Equal(
            [TrialStatus.Done, TrialStatus.Failed, TrialStatus.Failed],
            trials.OrderBy(trial => trial.Place).Select(trial => trial.Status)
        );
        Assert.All(trials, trial => Assert.NotNull(trial.EndedAt));
    }

    private async Task RunAsync(NpgsqlDataSource source, string sql, Id<Run> run)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = run.Value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
