using System.Diagnostics;
using AethergenAI.Data.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.AppHost;

/// <summary>Waits until the system can do its work, and says why where it cannot.</summary>
internal sealed class Readiness(DistributedApplication app, KeepRunning keepRunning, SystemLog log)
{
    private const int MaxEnds = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90),
        ForAnImage = TimeSpan.FromMinutes(10),
        Look = TimeSpan.FromMilliseconds(100);

    private readonly IResource[] resources =
    [
        .. app.Services.GetRequiredService<DistributedApplicationModel>().Resources,
    ];

    /// <exception cref="RefusedException">The database or the API does not come up.</exception>
    internal async Task ApiAsync(CancellationToken ct)
    {
        if (resources.FirstOrDefault(resource => resource.Name == DatabaseResources.ServerName) is { } server)
        {
            await HealthyAsync(server.Name, server is ContainerResource ? ForAnImage : Patience, ct);
        }

        Task<ResourceEvent> migrating = app.ResourceNotifications.WaitForResourceAsync(
            "migrate",
            change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text),
            ct
        );
        if (await Task.WhenAny(migrating, Task.Delay(Patience, ct)) != migrating && !ct.IsCancellationRequested)
        {
            log.Say("The database is still being migrated…");
        }
        ResourceEvent migrate = await migrating;
        if (migrate.Snapshot.ExitCode != 0)
        {
            throw UpRefusals.NotMigrated(log.LastComplaint("migrate"), log.Path);
        }

        await HealthyAsync("api", Patience, ct);
    }

    /// <exception cref="RefusedException">A worker does not come up.</exception>
    internal Task WorkersAsync(CancellationToken ct) =>
        Task.WhenAll(
            resources
                .Where(resource => resource.Name.StartsWith("worker-", StringComparison.Ordinal))
                .Select(resource => HealthyAsync(resource.Name, Patience, ct))
        );

    private async Task HealthyAsync(string name, TimeSpan patience, CancellationToken ct)
    {
        long start = Stopwatch.GetTimestamp();
        Task healthy = app.ResourceNotifications.WaitForResourceHealthyAsync(
            name,
            WaitBehavior.WaitOnResourceUnavailable,
            ct
        );
        while (await Task.WhenAny(healthy, Task.Delay(Look, ct)) != healthy)
        {
            ct.ThrowIfCancellationRequested();
            if (keepRunning.EndsOf(name) >= MaxEnds || Stopwatch.GetElapsedTime(start) > patience)
            {
                throw WhyNot(name);
            }
        }

        await healthy;
    }

    private RefusedException WhyNot(string name)
    {
        string complaint = log.LastComplaint(name);
        return app.Services.GetService<ServerFolder>() is { } folder && folder.Refuses(complaint)
            ? UpRefusals.WrongSecret(folder.SecretFile)
            : UpRefusals.NotHealthy(name, complaint, log.Path);
    }
}
