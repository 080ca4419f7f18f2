using System.Collections.Concurrent;
using System.Diagnostics;
using AethergenAI.Workspace;
using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Worker.Tests.Jobs;

public sealed class QueueTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private const StringComparison OfAnyCase = StringComparison.OrdinalIgnoreCase;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_asks_for_a_gpu_waits_until_a_worker_serves_that_queue()
    {
        await using WebApplication ordinary = await fixture.StartWorkerAsync(ct);
        Id<Run> gpu = await fixture.EnqueueAsync(Samples.RecipeOf(1, 50), Samples.Seed(60), ct, needsGpu: true);
        Id<Run> cpu = await fixture.EnqueueAsync(Samples.RecipeOf(1, 50), Samples.Seed(60), ct);
        Assert.Equal(RunStatus.Done, (await fixture.UntilAsync(cpu, run => run.Ended, Patience, ct)).Status);
        Assert.Equal(RunStatus.Queued, (await fixture.ReadAsync(gpu, ct)).Status);

        await using WebApplication special = await fixture.StartWorkerAsync(ct, "--Worker:Queues:0=gpu");
        Assert.Equal(RunStatus.Done, (await fixture.UntilAsync(gpu, run => run.Ended, Patience, ct)).Status);
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_refused_at_the_start()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() =>
            fixture.StartWorkerAsync(ct, "--Worker:Queues:0=tpu")
        );
        Assert.Contains("'tpu'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("housekeeping")]
    [InlineData("blob-sweep")]
    [InlineData("drift-checks")]
    public async Task What_is_done_again_and_again_is_done_by_a_worker_of_the_io_queue(string name)
    {
        await using WebApplication worker = await fixture.StartWorkerAsync(ct, "--Worker:Queues:0=io");
        string scheduled = $"select count(*) from hangfire.hash where key = 'recurring-job:{name}'";
        await UntilAsync(async () => await fixture.CountAsync(scheduled, ct) > 0);
        string job = worker.Services.GetRequiredService<IRecurringJobManagerV2>().TriggerJob(name);
        await UntilAsync(async () =>
            await fixture.ReadTextAsync($"select statename from hangfire.job where id = {job}", ct) == "Succeeded"
        );
    }

    [Fact]
    public async Task A_run_that_fails_is_begun_again_in_its_own_queue()
    {
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(1, 50), Samples.Seed(61), ct);
        await ChangeAsync("jsonb_build_array(recipe)"); // which no program reads
        await using WebApplication worker = await fixture.StartWorkerAsync(ct, "--Worker:Queues:0=cpu");
        string job = await fixture.JobOfAsync(id, ct);
        await UntilAsync(async () =>
            await fixture.ReadTextAsync($"select statename from hangfire.job where id = {job}", ct) == "Scheduled"
        );
        Assert.Equal(
            1,
            await fixture.CountAsync($"select attempts::bigint from jobs.run_jobs where job_id = {job}", ct)
        );

        await ChangeAsync("recipe -> 0");
        Assert.Equal(RunStatus.Done, (await fixture.UntilAsync(id, run => run.Ended, Patience, ct)).Status);

        Task ChangeAsync(string recipe) =>
            fixture.ReadTextAsync(
                $"select set_config('app.tenant', '{fixture.Tenant}', false); "
                    + $"update runs set recipe = {recipe} where id = '{id}'",
                ct
            );
    }

    [Fact]
    public async Task A_request_its_job_and_the_trials_are_one_trace_with_statements_and_graphs_inside_the_trials()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "AethergenAI" or "AethergenAI.Onnx" or "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using WebApplication worker = await fixture.StartWorkerAsync(ct);
        Id<Run> id;
        ActivityTraceId trace;
        using (Activity request = new Activity("POST /api/projects/{id}/runs").Start())
        {
            trace = request.TraceId;
            // A seed of its own: a trial that another test has carried out would be taken over, without a graph.
            id = await fixture.EnqueueAsync(Samples.RecipeOf(3, 50), Samples.Seed(62), ct);
        }

        await fixture.EndsWholeAsync(id, 3, Patience, ct);
        await UntilAsync(() => Task.FromResult(Mine().Any(span => span.Kind == ActivityKind.Consumer)));
        Activity job = Assert.Single(Mine(), span => span.Kind == ActivityKind.Consumer);
        Assert.Equal("RunJob.CarryOutAsync", job.OperationName);
        Assert.Equal(trace, job.TraceId);
        Activity[] trials = [.. Mine().Where(span => span.OperationName == "trial")];
        Assert.Equal(3, trials.Length);
        Assert.All(trials, trial => Assert.Equal(job.SpanId, trial.ParentSpanId));
        await UntilAsync(
            () => Task.FromResult(trials.All(trial => Lacks(trial).Length == 0)),
            () => string.Join("; ", trials.Select(trial => $"{trial.TagObjects.Last()} lacks {Lacks(trial)}"))
        );

        IEnumerable<Activity> Mine() => spans.Where(span => (string?)span.GetTagItem("run.id") == id.ToString());

        // A span may end a moment after the trial that it lies in.
        string Lacks(Activity trial)
        {
            string[] inside = [.. spans.Where(span => span.ParentSpanId == trial.SpanId).Select(What)];
            string[] wanted = ["graph sample", "INSERT INTO artefact", "set ended = true"];
            return string.Join(", ", wanted.Where(part => !inside.Any(what => what.Contains(part, OfAnyCase))));
        }

        static string What(Activity span) => (string?)span.GetTagItem("db.query.text") ?? span.OperationName;
    }

    private async Task UntilAsync(Func<Task<bool>> condition, Func<string>? missing = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"Not so after {Patience}. {missing?.Invoke()}");
            await Task.Delay(50, ct);
        }
    }
}
