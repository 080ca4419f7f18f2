using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.AppHost;

/// <summary>
/// The processes of the resources, and the orchestrator's own: all of them end some seconds after it was stopped.
/// </summary>
internal sealed class Children(DistributedApplication app)
{
    private static readonly TimeSpan ToStop = TimeSpan.FromSeconds(12),
        ToBeGone = TimeSpan.FromSeconds(20),
        Look = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Stops what uses the database, then the database, then the orchestrator. On Linux it returns when all of them are
    /// gone.
    /// </summary>
    internal async Task StopAsync()
    {
        IReadOnlyCollection<int> processes = OperatingSystem.IsLinux() ? Running() : [];
        IResource[] programs =
        [
            .. app
                .Services.GetRequiredService<DistributedApplicationModel>()
                .Resources.Where(resource => resource is ExecutableResource or ContainerResource),
        ];
        await StopAsync(programs.Where(resource => resource.Name != DatabaseResources.ServerName));
        await StopAsync(programs.Where(resource => resource.Name == DatabaseResources.ServerName));
        using var patience = new CancellationTokenSource(ToStop);
        await app.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        long start = Stopwatch.GetTimestamp();
        while (processes.Any(id => Directory.Exists($"/proc/{id}")) && Stopwatch.GetElapsedTime(start) < ToBeGone)
        {
            await Task.Delay(Look, CancellationToken.None);
        }
    }

    private async Task StopAsync(IEnumerable<IResource> resources)
    {
        using var patience = new CancellationTokenSource(ToStop);
        Task stopping = Task.WhenAll(
            resources
                .Where(IsUp)
                .Select(resource =>
                    app.ResourceCommands.ExecuteCommandAsync(
                        resource,
                        KnownResourceCommands.StopCommand,
                        patience.Token
                    )
                )
        );
        await stopping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The dashboard takes no commands: it ends with the orchestrator.</summary>
    private bool IsUp(IResource resource) =>
        app.ResourceNotifications.TryGetCurrentState(resource.Name, out ResourceEvent? now)
        && now.Snapshot.State?.Text == KnownResourceStates.Running
        && resource.Name != "aspire-dashboard";

    /// <summary>
    /// The orchestrator, which is no child of ours but watches us (<c>--monitor PID</c>), and all that descends from
    /// it.
    /// </summary>
    private static HashSet<int> Running()
    {
        Dictionary<int, int> parents = Process
            .GetProcesses()
            .Select(process => process.Id)
            .ToDictionary(id => id, ParentOf);
        string[] watching = ["--monitor", $"{Environment.ProcessId}"];
        HashSet<int> running =
        [
            .. parents.Keys.Where(id => Read(id, "cmdline").Split('\0').AsSpan().IndexOf(watching) >= 0),
        ];
        int before;
        do
        {
            before = running.Count;
            running.UnionWith(parents.Where(pair => running.Contains(pair.Value)).Select(pair => pair.Key).ToArray());
        } while (running.Count > before);

        return running;
    }

    /// <summary>The second field after the name, which stands in brackets and may hold anything.</summary>
    private static int ParentOf(int id)
    {
        string status = Read(id, "stat");
        return status.Length == 0
            ? 0
            : int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            return ""; // it ended while we looked
        }
    }
}
