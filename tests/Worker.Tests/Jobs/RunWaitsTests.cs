using AethergenAI.Data;
using AethergenAI.Data.Runs;
using AethergenAI.Worker.Jobs;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Worker.Tests.Jobs;

/// <summary>What the row of a run says of its wait. No worker runs, so that the test alone writes the row.</summary>
public sealed class RunWaitsTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private static readonly DateTimeOffset First = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_waits_and_is_cancelled_waits_no_longer()
    {
        Id<Run> id = await WaitingAsync();
        await using AethergenDb db = fixture.Tenants.OpenFor(fixture.Tenant);
        Run run = await db.Runs.GetAsync(id, ct);
        Assert.NotNull(run.Waits);
        run.RequestCancel(TimeProvider.System);
        Assert.Equal((RunStatus.Cancelling, null), (run.Status, run.Waits));
        await db.SaveChangesAsync(ct);
        Assert.Null((await fixture.ReadAsync(id, ct)).Waits);
    }

    [Fact]
    public async Task A_run_whose_job_is_deleted_while_it_waits_waits_no_longer()
    {
        Id<Run> id = await WaitingAsync();
        await SetAsync(id, RunStatus.Cancelling);
        Run run = await fixture.ReadAsync(id, ct);
        Assert.Equal((RunStatus.Cancelling, null), (run.Status, run.WaitsFor));
    }

    [Fact]
    public async Task Nothing_is_said_of_a_run_that_another_worker_holds()
    {
        Id<Run> id = await RunningAsync();
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using (await HoldAsync(source, id))
        {
            await NoteAsync(id, OutsideNeed.Database, First);
            Assert.Null((await fixture.ReadAsync(id, ct)).WaitsFor);
        }

        await NoteAsync(id, OutsideNeed.Database, First);
        Assert.Equal(OutsideNeed.Database, (await fixture.ReadAsync(id, ct)).Waits!.For);
        await (await HoldAsync(source, id)).DisposeAsync(); // the note holds the lease no longer
    }

    [Fact]
    public async Task A_run_that_is_at_work_again_does_not_wait_and_one_that_stores_nothing_waits_since_the_first_time()
    {
        Id<Run> id = await WaitingAsync();
        var clock = new Ahead();
        await using (WorkerProgress progress = Progress(id, clock))
        {
            progress.Report(new RunProgress(RunStage.Fitting));
            await fixture.UntilAsync(id, run => run.Stage == RunStage.Fitting, TimeSpan.FromMinutes(1), ct);
            Assert.NotNull((await fixture.ReadAsync(id, ct)).Waits);
            clock.By = WorkerProgress.Settled;
            progress.Report(new RunProgress(RunStage.Fitting));
            await fixture.UntilAsync(id, run => run.Waits is null, TimeSpan.FromMinutes(1), ct);
        }

        await NoteAsync(id, OutsideNeed.DiskSpace, First.AddHours(1));
        Assert.Equal(First, (await fixture.ReadAsync(id, ct)).Waits!.Since);
        await NoteAsync(id, OutsideNeed.Storage, First.AddHours(2));
        Assert.Equal(First.AddHours(2), (await fixture.ReadAsync(id, ct)).Waits!.Since);
    }

    private async Task<Id<Run>> WaitingAsync()
    {
        Id<Run> id = await RunningAsync();
        await NoteAsync(id, OutsideNeed.DiskSpace, First);
        return id;
    }

    private async Task<Id<Run>> RunningAsync()
    {
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(1, 50), Samples.Seed(60), ct);
        await SetAsync(id, RunStatus.Running);
        return id;
    }

    private async Task SetAsync(Id<Run> id, RunStatus status)
    {
        await using AethergenDb db = fixture.Tenants.OpenFor(fixture.Tenant);
        await db
            .Runs.Where(row => row.Id == id)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, status), ct);
    }

    private Task NoteAsync(Id<Run> id, OutsideNeed need, DateTimeOffset since) =>
        RunWaits.NoteAsync(fixture.Tenants, fixture.Tenant, id, need, since);

    private Task<RunLease> HoldAsync(NpgsqlDataSource source, Id<Run> id) =>
        RunLease.TakeAsync(source, fixture.Tenants, fixture.Tenant, id, TimeProvider.System, ct);

    private WorkerProgress Progress(Id<Run> id, TimeProvider clock) =>
        new(
            fixture.Tenants,
            fixture.Tenant,
            id,
            new TelemetryPublisher((_, _) => Task.CompletedTask, TimeProvider.System),
            clock
        );

    /// <summary>A clock that can be put forward.</summary>
    private sealed class Ahead : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override long GetTimestamp() => System.GetTimestamp() + (long)(By.TotalSeconds * TimestampFrequency);
    }
}
