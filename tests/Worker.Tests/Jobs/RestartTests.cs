using AethergenAI.Workspace;

namespace AethergenAI.Worker.Tests.Jobs;

/// <summary>The database crashes while a run is carried out.</summary>
[Trait("Speed", "Slow")]
public sealed class RestartTests(WorkerFixture fixture) : IClassFixture<WorkerFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly (string, string) Quick = ("Worker__Silence", "00:00:03");

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private readonly PostgresRestart restart = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => restart.DisposeAsync();

    [Fact]
    public async Task A_run_outlives_the_crash_of_the_database_and_the_attempt_does_not_count()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && fixture.ServerId is not null,
            "The server is not ours to kill here."
        );
        const int Trials = 40;
        await using WorkerProcess one = Worker(),
            two = Worker();
        Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(Trials, rows: 500), Samples.Seed(200), ct);
        await fixture.UntilAsync(
            id,
            run => run.Stage == RunStage.Fitting || run.Stage == RunStage.Sampling,
            Patience,
            ct
        );
        await restart.RestartAsync(
            fixture.ServerId!.Value,
            fixture.ConnectionString,
            whileDown: () => Task.Delay(TimeSpan.FromSeconds(2), ct),
            ct
        );
        fixture.ForgetConnections(); // ours broke too

        await fixture.EndsWholeAsync(id, Trials, Patience, ct);
        Assert.DoesNotContain("attempt 2", one.Output + two.Output, StringComparison.Ordinal);
        Id<Run> next = await fixture.EnqueueAsync(Samples.RecipeOf(1, rows: 50), Samples.Seed(200), ct);
        Assert.Equal(RunStatus.Done, (await fixture.UntilAsync(next, run => run.Ended, Patience, ct)).Status);
    }

    private WorkerProcess Worker() => WorkerProcess.Start(fixture, trialsAtOnce: 2, Quick);
}
