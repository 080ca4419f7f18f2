using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AethergenAI.Data.Postgres;

/// <summary>A server that still runs on a data folder although the process that started it was killed.</summary>
internal static partial class OrphanServer
{
    /// <summary>The signals of a fast and of an immediate shutdown.</summary>
    internal const int Interrupt = 2,
        Quit = 3;

    /// <summary>
    /// Stops a server whose starter was killed and that still uses the folder, which this process has locked.
    /// </summary>
    public static async Task StopAsync(ClusterFolder cluster, CancellationToken ct)
    {
        if (cluster.PostmasterId() is not { } id || !IsServerOf(id, cluster))
        {
            return;
        }

        Signal(id, Interrupt);
        for (int waited = 0; IsServerOf(id, cluster); waited++)
        {
            if (waited == 400)
            {
                Signal(id, Quit);
            }
            await Task.Delay(25, ct);
        }
    }

    private static bool IsServerOf(int id, ClusterFolder cluster)
    {
        if (OperatingSystem.IsLinux())
        {
            string commandLine = $"/proc/{id}/cmdline";
            try
            {
                return File.Exists(commandLine)
                    && File.ReadAllText(commandLine).Contains(cluster.Data, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false; // the process ended meanwhile
            }
        }

        return Process
            .GetProcesses()
            .Any(process => process.Id == id && process.ProcessName.StartsWith("postgres", StringComparison.Ordinal));
    }

    internal static void Signal(int id, int signal)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SysKill(id, signal);
        }
        else if (Process.GetProcesses().FirstOrDefault(process => process.Id == id) is { } found)
        {
            found.Kill(entireProcessTree: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SysKill(int id, int signal);
}
