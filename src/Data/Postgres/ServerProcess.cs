using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Npgsql;

namespace AethergenAI.Data.Postgres;

/// <summary>A running <c>postgres</c> on a data folder. It ends when asked to, or when the process that started it is gone.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Interrupt = 2,
        Quit = 3; // "fast" and "immediate" shutdown

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Becomes the server, and leaves behind a watcher that stops it when standard input ends, which is when whoever started it is gone.
    /// Forked twice, so that the server does not find a child that it does not know.
    /// </summary>
    private const string UntilStarterIsGone = """
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

    /// <summary>Starts the server, once for each port in turn until one is free, and waits until it answers.</summary>
    /// <exception cref="RefusedException">It ended again, or does not answer.</exception>
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
            while (server.IsRunning && Stopwatch.GetTimestamp() < deadline)
            {
                if (await AnswersAsync(cluster.AdminConnectionString(port), ct))
                {
                    return (server, port);
                }
                await Task.Delay(20, ct);
            }

            await server.DisposeAsync();
            // Taken between our look and the server's, or the memory of a killed server is not yet gone: both pass.
            if (Stopwatch.GetTimestamp() > deadline || !cluster.LastLogLines(8).Any(line => Passing.Any(line.Contains)))
            {
                throw PostgresRefusals.DidNotStart("Starting PostgreSQL", cluster.Complaint(), cluster.Log);
            }

            await Task.Delay(250, ct);
        }
    }

    /// <summary>Fast shutdown: sessions are ended, everything committed is on disk.</summary>
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

        // Its own session, so that Ctrl-C in a terminal reaches us and not the server behind our back.
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

    /// <summary>A server whose starter was killed may still be at work on the folder; ours is the only claim to it now.</summary>
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
                return false;
            } // it ended while we looked
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
