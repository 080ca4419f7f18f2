using System.Diagnostics;
using AethergenAI.Workspace;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Worker.Tests.Jobs;

/// <summary>What becomes of a job whose worker dies, leaves, takes long, or is told that the job is gone.</summary>
[Trait("Speed", "Slow")]
public sealed class WorkerLossTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly (string, string) Quick = ("Worker__Silence", "00:00:03");

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_worker_s_run_is_led_by_another_within_a_minute_and_no_trial_is_done_twice()
    {
        await using TrialEvents events = await TrialEvents.ListenAsync(fixture, ct);
        await using WorkerProcess first = WorkerProcess.Start(fixture, trialsAtOnce: 1);
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(repeats: 24, rows: 2_000), Samples.Seed(400), ct);
        await first.UntilSaysAsync($"Run {id} begun, attempt 1", Patience);
        await UntilDoneAsync(events, id, atLeast: 2);
        await using WorkerProcess second = WorkerProcess.Start(fixture, trialsAtOnce: 1);
        await second.UntilSaysAsync($"Helping with run {id}", Patience);

        await first.KillAsync();
        long killed = Stopwatch.GetTimestamp();
        await second.UntilSaysAsync($"Run {id} begun, attempt 2", Patience);
        Report("from kill -9 to the next lead", killed);
        Assert.InRange(Stopwatch.GetElapsedTime(killed), TimeSpan.Zero, TimeSpan.FromSeconds(60));

        await fixture.UntilAsync(id, run => run.Status == RunStatus.Done, Patience, ct);
        await UntilDoneAsync(events, id, atLeast: 24);
        Assert.Equal(24, events.DoneOf(id).Count);
        Assert.Equal(24, events.DoneOf(id).Distinct().Count());
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_hands_its_run_over_at_once_and_uncounted()
    {
        // Without AETHERGEN_PARENT the signal alone stops it. The run must last until the second worker helps.
        await using WorkerProcess first = WorkerProcess.Start(fixture, trialsAtOnce: 1, ("AETHERGEN_PARENT", ""));
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(repeats: 45, rows: 2_000), Samples.Seed(400), ct);
        await first.UntilSaysAsync($"Run {id} begun, attempt 1", Patience);
        await using WorkerProcess second = WorkerProcess.Start(fixture, trialsAtOnce: 1);
        await second.UntilSaysAsync($"Helping with run {id}", Patience);

        await first.TerminateAsync();
        long told = Stopwatch.GetTimestamp();
        await second.UntilSaysAsync($"Run {id} begun, attempt 1", Patience);
        Report("from SIGTERM to the next lead", told);
        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, TimeSpan.FromSeconds(12)); // silence is 15
        await first.ExitedAsync(ct);
        Report("from SIGTERM to the end of the process", told);

        await fixture.UntilAsync(id, run => run.Status == RunStatus.Done, Patience, ct);
    }

    [Fact]
    public async Task A_job_that_takes_several_times_the_silence_runs_once()
    {
        await using WorkerProcess one = WorkerProcess.Start(fixture, trialsAtOnce: 1, Quick),
            two = WorkerProcess.Start(fixture, trialsAtOnce: 1, Quick);
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(repeats: 24, rows: 10_000), Samples.Seed(400), ct);
        string job = await fixture.JobOfAsync(id, ct);
        Run run = await fixture.UntilAsync(id, now => now.Ended, Patience, ct);

        Assert.Equal(RunStatus.Done, run.Status);
        Assert.InRange(run.EndedAt!.Value - run.StartedAt!.Value, TimeSpan.FromSeconds(9), Patience);
        TestContext.Current.TestOutputHelper?.WriteLine($"took {run.EndedAt - run.StartedAt} with a silence of 3 s");
        Assert.Equal(2, (one.Output + two.Output).Split($"Run {id} begun").Length);
        Assert.Equal(
            1,
            await fixture.CountAsync(
                $"select count(*) from hangfire.state where jobid = {job} and name = 'Processing'",
                ct
            )
        );
    }

    [Fact]
    public async Task A_run_that_takes_its_worker_down_five_times_is_given_up_with_its_reason()
    {
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(repeats: 50, rows: 20_000), Samples.Seed(400), ct);
        for (int attempt = 1; attempt <= 5; attempt++)
        {
            await using WorkerProcess worker = WorkerProcess.Start(fixture, trialsAtOnce: 1, Quick);
            await worker.UntilSaysAsync($"Run {id} begun, attempt {attempt}", Patience);
            await worker.KillAsync();
        }

        await using WorkerProcess last = WorkerProcess.Start(fixture, trialsAtOnce: 1, Quick);
        Run run = await fixture.UntilAsync(id, now => now.Ended, Patience, ct);
        Assert.Equal((RunStatus.Refused, "run.failed"), (run.Status, run.ProblemCode));
        Assert.Contains("5 times", run.ProblemMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_job_that_is_deleted_ends_its_run_as_cancelled()
    {
        await using WorkerProcess worker = WorkerProcess.Start(fixture);
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(repeats: 50, rows: 20_000), Samples.Seed(400), ct);
        string job = await fixture.JobOfAsync(id, ct);
        await fixture.UntilAsync(id, now => now.Stage is not RunStage.Seeding, Patience, ct);

        Assert.True(fixture.Services.GetRequiredService<IBackgroundJobClient>().Delete(job));
        long deleted = Stopwatch.GetTimestamp();
        Run run = await fixture.UntilAsync(id, now => now.Ended, Patience, ct);
        Report("from deletion to the end of the run", deleted);
        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Equal(
            "Deleted",
            await fixture.ReadTextAsync($"select statename from hangfire.job where id = {job}", ct)
        );
    }

    private async Task UntilDoneAsync(TrialEvents events, Id<Run> run, int atLeast)
    {
        long start = Stopwatch.GetTimestamp();
        while (events.DoneOf(run).Count < atLeast)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"No {atLeast} trials were done in {Patience}.");
            await Task.Delay(20, ct);
        }
    }

    private static void Report(string what, long since) =>
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{what}: {Stopwatch.GetElapsedTime(since).TotalSeconds.ToString("0.0", null)} s"
        );
}
