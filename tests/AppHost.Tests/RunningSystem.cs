using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.AppHost.Tests;

/// <summary>The real system, brought up once for the tests of a class, in a home of its own.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Not CreateTempSubdirectory, whose folder only its maker may enter: PostgreSQL may run as a user of its own.
    private readonly string home = Path.Combine(Path.GetTempPath(), $"aethergen-host-{Guid.CreateVersion7():N}");
    private readonly int port = FreePort();
    private DistributedApplication? system;

    /// <summary>The folder with all its state.</summary>
    internal string Home => home;

    internal Uri Address => new($"http://localhost:{port}");

    /// <summary>The folder with the server's data.</summary>
    internal string Cluster => Directory.EnumerateDirectories(Path.Combine(home, "postgres"), "data-*").Single();

    private DistributedApplication System => system ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        string[] settings = [$"AETHERGEN_HOME={home}", $"Api:Port={port}", "Demo=false"];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(settings, ct);
        system = await builder.BuildAsync(ct).WaitAsync(Patience, ct);
        await system.StartAsync(ct).WaitAsync(Patience, ct);
        await HealthyAsync("api");
        await HealthyAsync("worker-1");
    }

    /// <summary>Stops everything; the home folder stays.</summary>
    internal async Task StopAsync()
    {
        if (system is not null)
        {
            await system.DisposeAsync();
            system = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>A client that has opened the sign-in link.</summary>
    internal async Task<HttpClient> SignInAsync()
    {
        var model = System.Services.GetRequiredService<DistributedApplicationModel>();
        var secret = model.Resources.OfType<ParameterResource>().Single(parameter => parameter.Name == "sign-in-token");
        string token = (await secret.GetValueAsync(TestContext.Current.CancellationToken))!;
        return await Visitor.SignInAsync(Address, token);
    }

    internal Task HealthyAsync(string resource) =>
        System
            .ResourceNotifications.WaitForResourceHealthyAsync(resource, WaitBehavior.WaitOnResourceUnavailable)
            .WaitAsync(Patience);

    /// <summary>Kills the resource's process as <c>kill -9</c> does, and waits until another one is at work.</summary>
    internal async Task KillAsync(string resource)
    {
        int id = ProcessOf(resource)!.Value;
        using (Process process = Process.GetProcessById(id))
        {
            process.Kill();
        }
        await BeganAgainAsync(resource, id);
    }

    /// <summary>Waits until the resource runs as another process than this one, and is healthy.</summary>
    internal async Task BeganAgainAsync(string resource, int before)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (ProcessOf(resource) is null or 0 || ProcessOf(resource) == before)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
        await HealthyAsync(resource);
    }

    /// <summary>The last lines that the programs printed.</summary>
    internal async Task<string> LogsAsync()
    {
        var logs = System.Services.GetRequiredService<ResourceLoggerService>();
        var text = new StringBuilder();
        foreach (string program in new[] { "postgres", "api", "worker-1" })
        {
            List<string> lines = [];
            await foreach (
                var batch in logs.GetAllAsync(
                    System
                        .Services.GetRequiredService<DistributedApplicationModel>()
                        .Resources.Single(it => it.Name == program)
                )
            )
            {
                lines.AddRange(batch.Select(line => line.Content));
            }
            text.AppendLine(program).AppendJoin(Environment.NewLine, lines.TakeLast(40)).AppendLine();
        }
        return text.ToString();
    }

    internal int? ProcessOf(string resource)
    {
        System.ResourceNotifications.TryGetCurrentState(resource, out ResourceEvent? now);
        object? id = now?.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
        return id is null ? null : Convert.ToInt32(id, CultureInfo.InvariantCulture);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
