using AethergenAI.Data.Jobs;
using AethergenAI.Measuring;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.Worker.Tests.Jobs;

public sealed class MetricTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trials_are_counted_with_their_rows_and_those_that_are_reused_have_none()
    {
        using Listening trials = new("aethergen.trial.duration"),
            rows = new("aethergen.rows.sampled");
        await using WebApplication worker = await fixture.StartWorkerAsync(ct);
        await EndAsync();
        await EndAsync(); // the same recipe on the same seed

        Assert.Equal(
            ["done", "done", "reused", "reused"],
            trials.Of(fixture.Tenant).Select(one => one.Tags["outcome"]).Order(StringComparer.Ordinal)
        );
        Assert.Equal([50, 50], rows.Of(fixture.Tenant).Select(one => one.Value));
        Assert.All(rows.Of(fixture.Tenant), one => Assert.Equal("independent", one.Tags["generator"]));

        async Task EndAsync()
        {
            Id<Run> run = await fixture.EnqueueAsync(Samples.RecipeOf(repeats: 2, rows: 50), Samples.Seed(63), ct);
            await fixture.EndsWholeAsync(run, 2, Patience, ct);
        }
    }

    [Fact]
    public async Task What_waits_is_told_by_queue_and_organisation_and_as_nothing_once_it_is_done()
    {
        using Listening runs = new("aethergen.runs.waiting");
        var source = fixture.Services.GetRequiredService<NpgsqlDataSource>();
        Id<Run> gpu = await fixture.EnqueueAsync(Samples.RecipeOf(1, 50), Samples.Seed(64), ct, needsGpu: true);
        WaitingWork waiting = Assert.Single(await WaitingWork.ReadAsync(source, ct));
        Assert.Equal(
            (JobQueues.Gpu, fixture.Tenant, 1L, 0L),
            (waiting.Queue, waiting.Tenant, waiting.Runs, waiting.Trials)
        );
        Assert.InRange(waiting.Longest!.Value, TimeSpan.Zero, Patience);

        await using WebApplication ordinary = await fixture.StartWorkerAsync(ct, "--Worker:Queues:0=cpu");
        await UntilToldAsync(runs, 1);
        await using WebApplication special = await fixture.StartWorkerAsync(ct, "--Worker:Queues:0=gpu");
        await fixture.UntilAsync(gpu, run => run.Ended, Patience, ct);
        await UntilToldAsync(runs, 0);
        Assert.Empty(await WaitingWork.ReadAsync(source, ct));
    }

    private async Task UntilToldAsync(Listening gauge, int number)
    {
        using var patience = new CancellationTokenSource(Patience);
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
            gauge.Ask();
        } while (!gauge.Of(fixture.Tenant).Any(one => one.Tags["queue"] == JobQueues.Gpu && one.Value == number));
    }
}
