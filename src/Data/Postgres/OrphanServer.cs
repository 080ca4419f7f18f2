using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Npgsql;

namespace AethergenAI.Data.Postgres;

/// <summary>
/// A running <c>postgres</c> on a data folder. It stops on request, or when the process that started it has ended.
/// </summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Interrupt = 2,
        Quit = 3; // "fast" and "immediate" shutdown

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A shell script that becomes the server and starts a watcher. The watcher stops the server when standard input
    /// closes, that is, when the process that started it has ended. It forks twice, so that the watcher is not a child
    /// of the server.
    /// </summary>
    private const string UntilStarterIsGone = """
        umask 077
        log=$1; shift
        exec 3<&0
        ( ( while read -r _ <&3; do :; done; kill -INT $$ ) >/dev/null 2>&1 & )
        exec 3<&-
        exec "$@" </dev/null >>"$log" 2>&1
        """;

    private readonly Process process;

    private ServerProcess(Process process) => this.process = process;

    public bool IsRunning => !process.HasExited;

    public int Id => process.Id;

    /// <summary>Starts the server on the first free port and waits until it answers.</summary>
    /// <exception cref="RefusedException">The server stopped again, or does not answer.</exception>
    public static async Task<(ServerProcess Server, int Port)> StartAsync(
        ServerFolder folder,
        bool durable,
        CancellationToken ct
    )
    {
        ClusterFolder cluster = folder.Cluster;
        await StopOrphanAsync(cluster, ct);
        long deadline = Stopwatch.GetTimestamp() + (long)(Patience.TotalSeconds * Stopwatch.Frequency);
        while (true)
        {
            int port = FreePort();
            var server = new ServerProcess(Process.Start(Command(folder, port, durable))!);
            try
            {
                while (server.IsRunning && Stopwatch.GetTimestamp() < deadline)
                {
                    if (await AnswersAsync(cluster.AdminConnectionString(port), ct))
                    {
                        return (server, port);
                    }
                    await Task.Delay(20, ct);
                }
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }

            await server.DisposeAsync();
            // Another process took the port meanwhile, or the shared memory of a killed server still exists: try again.
            if (Stopwatch.GetTimestamp() > deadline || !cluster.LastLogLines(8).Any(line => Passing.Any(line.Contains)))
            {
                throw PostgresRefusals.DidNotStart("Starting PostgreSQL", cluster.Complaint(), cluster.Log);
            }

            await Task.Delay(250, ct);
        }
    }

    /// <summary>Fast shutdown: ends all sessions; committed data is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            Signal(process.Id, Interrupt);
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Signal(process.Id, Quit);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private static readonly string[] NotDurable =
    [
        "-c",
        "fsync=off",
        "-c",
        "synchronous_commit=off",
        "-c",
        "full_page_writes=off",
    ];

    private static readonly string[] Passing =
    [
        "could not bind",
        "Address already in use",
        "is still in use",
        "is another postmaster",
    ];

    private static ProcessStartInfo Command(ServerFolder folder, int port, bool durable)
    {
        ClusterFolder cluster = folder.Cluster;
        string[] speed = durable ? [] : NotDurable;
        string[] server = [.. cluster.ServerCommand(folder.Binaries, port), .. speed];
        if (OperatingSystem.IsWindows())
        {
            return new(server[0], server[1..]);
        }

        // In its own session the server does not receive Ctrl-C from the terminal; this process does, and stops it.
        string[] session = File.Exists("/usr/bin/setsid") ? ["setsid"] : [];
        string[] words = [.. session, "sh", "-c", UntilStarterIsGone, "postgres", cluster.Log, .. server];
        ProcessStartInfo command = folder.Account.Command(words[0], words[1..]);
        command.RedirectStandardInput = true;
        return command;
    }

    private static async Task<bool> AnswersAsync(string connectionString, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(ct);
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>
    /// Stops a server whose starter was killed and that still uses the folder, which this process has locked.
    /// </summary>
    public static async Task StopOrphanAsync(ClusterFolder cluster, CancellationToken ct)
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Signal(int id, int signal)
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
