using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace AethergenAI.Worker.Tests;

/// <summary>Stops a server at once, as a crash does, and starts it again as it was started before.</summary>
internal sealed class PostgresRestart : IAsyncDisposable
{
    private Process? started;

    /// <param name="server">Its process, a child of ours.</param>
    /// <param name="whileDown">What is to happen before it is started again.</param>
    public async Task RestartAsync(int server, string connectionString, Func<Task> whileDown, CancellationToken ct)
    {
        string folder = $"/proc/{server.ToString(CultureInfo.InvariantCulture)}";
        string[] command = Parts(await File.ReadAllTextAsync($"{folder}/cmdline", ct));
        string user = (await File.ReadAllLinesAsync($"{folder}/status", ct))
            .First(line => line.StartsWith("Uid:", StringComparison.Ordinal))
            .Split('\t')[1];
        var start = new ProcessStartInfo(
            "setpriv",
            [$"--reuid={user}", $"--regid={user}", "--clear-groups", .. command]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        foreach (string variable in Parts(await File.ReadAllTextAsync($"{folder}/environ", ct)))
        {
            string[] pair = variable.Split('=', 2);
            start.Environment[pair[0]] = pair[1];
        }

        using (Process running = Process.GetProcessById(server))
        {
            await SignalAsync(running, "QUIT"); // "immediate": no shutdown, the next start recovers
            await running.WaitForExitAsync(ct);
        }

        await whileDown();
        started = Process.Start(start)!;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        while (!await AnswersAsync(connectionString, ct))
        {
            Assert.False(started.HasExited, "The server did not start again.");
            await Task.Delay(50, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (started is { HasExited: false })
        {
            await SignalAsync(started, "INT");
            await started.WaitForExitAsync();
        }
        started?.Dispose();
    }

    private static string[] Parts(string text) => text.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static async Task<bool> AnswersAsync(string connectionString, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
