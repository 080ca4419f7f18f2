using AethergenAI.Api.Runs;
using AethergenAI.Data.Runs;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.Api.Tests.Runs;

public sealed class HubTests(ApiFixture api)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    private NpgsqlDataSource Source => api.Services.GetRequiredService<NpgsqlDataSource>();

    [Fact]
    public async Task What_a_worker_reports_reaches_whoever_watches_the_run()
    {
        using var person = await api.SignInAsync();
        var run = RunOf(await person.WorkAsync());
        await using var hub = await HubSocket.OpenAsync(api.Address, "/hubs/telemetry", person.CookieHeader, ct);
        Assert.Equal(0.25, (await FirstFrameAsync(hub, person, run, 0.25)).Fraction);
    }

    /// <summary>Only what one application of its own hears by is cut: other tests need theirs.</summary>
    [Fact]
    public async Task A_broken_connection_to_the_database_is_opened_again()
    {
        var connection = new NpgsqlConnectionStringBuilder(api.AppConnection) { ApplicationName = "to be cut" };
        await using var app = api.Start(new() { ["ConnectionStrings:aethergen"] = connection.ConnectionString });
        using var person = await api.SignInAsync();
        var run = RunOf(await person.WorkAsync());
        await using (
            var cut = Source.CreateCommand(
                """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                -- what a listening connection said last
                where query in ('listen changes', 'select 1') and application_name = 'to be cut'
                """
            )
        )
        {
            while (await cut.ExecuteScalarAsync(ct) is not > 0L)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
        }

        var address = app.ClientOptions.BaseAddress;
        await using var hub = await HubSocket.OpenAsync(address, "/hubs/telemetry", person.CookieHeader, ct);
        Assert.Equal(0.5, (await FirstFrameAsync(hub, person, run, 0.5)).Fraction);
    }

    [Fact]
    public async Task Another_tenant_s_run_cannot_be_watched()
    {
        using var person = await api.SignInAsync();
        using var stranger = await api.SignInAsync();
        var run = RunOf(await person.WorkAsync());
        await using var hub = await HubSocket.OpenAsync(api.Address, "/hubs/telemetry", stranger.CookieHeader, ct);
        var refused = await Assert.ThrowsAsync<HubException>(async () =>
        {
            await foreach (var _ in hub.StreamAsync<RunProgress>("Watch", run, ct)) { }
        });
        Assert.Contains("not-found", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_connects_without_signing_in() =>
        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(() =>
            HubSocket.OpenAsync(api.Address, "/hubs/telemetry", "", ct)
        );

    [Fact]
    public async Task A_slow_watcher_loses_the_oldest_frames_and_nobody_waits()
    {
        var feed = new TelemetryFeed();
        var run = Id<Run>.New();
        await using var frames = feed.WatchAsync(run, ct).GetAsyncEnumerator(ct);
        var first = frames.MoveNextAsync();
        for (int i = 0; i < 1000; i++)
        {
            feed.Publish(
                System.Text.Json.JsonSerializer.Serialize(
                    new TelemetryNotice(default, run, new RunProgress(RunStage.Sampling) { Rows = i }),
                    Json.Options
                )
            );
        }

        Assert.True(await first);
        var seen = new List<long?> { frames.Current.Rows };
        for (int i = 1; i < TelemetryFeed.Frames; i++)
        {
            Assert.True(await frames.MoveNextAsync());
            seen.Add(frames.Current.Rows);
        }

        Assert.Equal(999, seen[^1] ?? 0, tolerance: 1); // the reader may already have taken the very first frame
        Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public async Task A_watcher_who_leaves_is_forgotten()
    {
        var feed = new TelemetryFeed();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var frames = feed.WatchAsync(Id<Run>.New(), leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = frames.MoveNextAsync();
        Assert.Throws<System.Text.Json.JsonException>(() => feed.Publish("read only if somebody watches"));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        feed.Publish("read only if somebody watches");
    }

    [Fact]
    public async Task A_change_is_told_to_its_tenant_and_to_no_other()
    {
        using var person = await api.SignInAsync();
        using var stranger = await api.SignInAsync();
        await using var ours = await HubSocket.OpenAsync(api.Address, "/hubs/changes", person.CookieHeader, ct);
        await using var theirs = await HubSocket.OpenAsync(api.Address, "/hubs/changes", stranger.CookieHeader, ct);
        var told = new TaskCompletionSource();
        List<string> overheard = [];
        var keys = new HashSet<string>(StringComparer.Ordinal);
        ours.On<string[]>("changed", key =>
        {
            lock (keys)
            {
                if (key.Length > 0)
                {
                    keys.Add(key[0]);
                }
                if (keys.IsSupersetOf(["projects", "seeds", "schemas", "runs"]))
                {
                    told.TrySetResult();
                }
            }
        });
        theirs.On<string[]>("changed", key => overheard.AddRange(key));
        await person.WorkAsync();
        await told.Task.WaitAsync(TimeSpan.FromSeconds(20), ct);
        Assert.Empty(overheard);
    }

    private static Id<Run> RunOf(Work work) => new(Guid.Parse(work.Run));

    /// <summary>Reports until the watcher has a frame: what is sent before it listens is lost, as it may be.</summary>
    private async Task<RunProgress> FirstFrameAsync(HubConnection hub, Person person, Id<Run> run, double fraction)
    {
        using var seen = CancellationTokenSource.CreateLinkedTokenSource(ct);
        seen.CancelAfter(TimeSpan.FromSeconds(20));
        var reporting = ReportAsync(person, run, fraction, seen.Token);
        await foreach (var frame in hub.StreamAsync<RunProgress>("Watch", run, seen.Token))
        {
            await seen.CancelAsync();
            await reporting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return frame;
        }

        throw new InvalidOperationException("The stream ended without a frame.");
    }

    private async Task ReportAsync(Person person, Id<Run> run, double fraction, CancellationToken stop)
    {
        await using var publisher = new TelemetryPublisher(Source, person.Tenant, run, TimeProvider.System);
        while (!stop.IsCancellationRequested)
        {
            publisher.Report(new RunProgress(RunStage.Sampling) { Fraction = fraction });
            await Task.Delay(TimeSpan.FromMilliseconds(150), stop);
        }
    }
}
