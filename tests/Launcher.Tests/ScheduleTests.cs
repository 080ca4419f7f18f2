using AethergenAI.Launcher.Testing;

namespace AethergenAI.Launcher.Tests;

public sealed class ScheduleTests
{
    private static readonly ITestJob[] Jobs =
    [
        new Job("plain 1", false, false),
        new Job("browser", true, true),
        new Job("plain 2", false, false),
        new Job("database 1", true, false),
        new Job("plain 3", false, false),
        new Job("database 2", true, false),
    ];

    private readonly List<ITestJob> running = [];
    private readonly List<string> begun = [];

    [Fact]
    public async Task Every_job_runs_once()
    {
        await Schedule.RunAsync(Jobs, 2, job => RunAsync(job, 2));

        Assert.Equal(Jobs.Select(job => job.Name).Order(), begun.Order());
    }

    [Fact]
    public async Task Databases_begin_and_the_browser_ends()
    {
        await Schedule.RunAsync(Jobs, 2, job => RunAsync(job, 2));

        Assert.Equal(("database 1", "browser"), (begun[0], begun[^1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public Task No_two_jobs_share_what_each_needs_alone(int places) =>
        Schedule.RunAsync(Jobs, places, job => RunAsync(job, places));

    private async Task RunAsync(ITestJob job, int places)
    {
        lock (running)
        {
            Assert.DoesNotContain(running, other => other.NeedsMachine || job.NeedsMachine);
            Assert.DoesNotContain(running, other => other.NeedsDatabase && job.NeedsDatabase);
            Assert.True(running.Count < places);
            running.Add(job);
            begun.Add(job.Name);
        }

        await Task.Delay(5);
        lock (running)
        {
            running.Remove(job);
        }
    }

    private sealed record Job(string Name, bool NeedsDatabase, bool NeedsMachine) : ITestJob
    {
        public Task<Outcome> RunAsync(CancellationToken ct) => Task.FromResult(new Outcome(Name, 1, 0));
    }
}
