using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AethergenAI.Data.Postgres;
using Npgsql;

namespace AethergenAI.Data.Tests.Postgres;

/// <summary>
/// A running <c>postgres</c> on a data folder. It stops on request, or when the process that started it has ended.
/// </summary>
internal sealed class PrivateServer : IAsyncDisposable
{
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

    private readonly ServerFolder folder;
    private readonly Process process;
    private readonly int port;

    private PrivateServer(ServerFolder folder, Process process, int port)
    {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    public ServerAccess Access => folder.Access(port);

    public int ProcessId => process.Id;

    private bool IsRunning => !process.HasExited;

    /// <summary>Starts the server on the first free port and waits until it answers.</summary>
    /// <exception cref="RefusedException">The folder is in use, the server stopped again, or does not answer.</exception>
    public static async Task<PrivateServer> StartAsync(string home, bool durable, CancellationToken ct)
    {
        ServerFolder folder = await ServerFolder.OpenAsync(home, ct);
        try
        {
            await folder.StopOrphanAsync(ct);
            return await StartAsync(folder, durable, ct);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static async Task<PrivateServer> StartAsync(ServerFolder folder, bool durable, CancellationToken ct)
    {
        ClusterFolder cluster = folder.Cluster;
        long deadline = Stopwatch.GetTimestamp() + (long)(Patience.TotalSeconds * Stopwatch.Frequency);
        while (true)
        {
            int port = FreePort();
            var server = new PrivateServer(folder, Process.Start(Command(folder, port, durable))!, port);
            try
            {
                while (server.IsRunning && Stopwatch.GetTimestamp() < deadline)
                {
                    if (await AnswersAsync(cluster.AdminConnectionString(port), ct))
                    {
                        return server;
                    }
                    await Task.Delay(20, ct);
                }
            }
            catch
            {
                await server.StopAsync();
                throw;
            }

            await server.StopAsync();
            // Another process took the port meanwhile, or the shared memory of a killed server still exists: try again.
            if (Stopwatch.GetTimestamp() > deadline || !cluster.LastLogLines(8).Any(line => Passing.Any(line.Contains)))
            {
                throw PostgresRefusals.DidNotStart("Starting PostgreSQL", cluster.Complaint(), cluster.Log);
            }

            await Task.Delay(250, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
    }

    /// <summary>Fast shutdown: ends all sessions; committed data is on disk.</summary>
    private async Task StopAsync()
    {
        if (IsRunning)
        {
            OrphanServer.Signal(process.Id, OrphanServer.Interrupt);
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            OrphanServer.Signal(process.Id, OrphanServer.Quit);
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
