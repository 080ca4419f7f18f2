using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace AethergenAI.AppHost.Tests;

[Trait("Speed", "Slow")]
public sealed class KeepRunningTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-keep-");
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    private string Program => Path.Combine(folder.FullName, "program");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_does_not_start_is_tried_until_it_does()
    {
        await using DistributedApplication app = Build();
        using var log = new SystemLog(Path.Combine(folder.FullName, "log"), TimeProvider.System);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keep = new KeepRunning(app.ResourceNotifications, app.ResourceCommands, log, TimeProvider.System);
        Task watching = keep.WatchAsync(ending.Token);
        await app.StartAsync(ct);

        await SaysAsync(log, "did not start; starting it again in 2 s");
        WriteProgram();
        await app
            .ResourceNotifications.WaitForResourceAsync("program", KnownResourceStates.Running, ct)
            .WaitAsync(RunningSystem.Patience, ct);

        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        await app.StopAsync(ct);
    }

    private DistributedApplication Build()
    {
        IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions
            {
                AssemblyName = typeof(KeepRunning).Assembly.GetName().Name,
                DisableDashboard = true,
                AllowUnsecuredTransport = true,
            }
        );
        builder.AddExecutable("program", Program, folder.FullName).KeepRunning();
        return builder.Build();
    }

    private void WriteProgram()
    {
        File.WriteAllText(Program, "#!/bin/sh\nexec sleep 600\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task SaysAsync(SystemLog log, string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(RunningSystem.Patience);
        while (!Read(log.Path).Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    private static string Read(string path)
    {
        if (!File.Exists(path))
        {
            return ""; // nothing was logged yet
        }
        using var reader = new StreamReader(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        );
        return reader.ReadToEnd();
    }
}
