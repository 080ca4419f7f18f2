using System.Diagnostics;

namespace AethergenAI.AppHost;

/// <summary>
/// One of our own programs, kept running: started again when it ends by itself, after a pause that grows while it keeps ending.
/// It is told to stop by the end of its standard input, which it also sees when we are killed.
/// </summary>
internal sealed class ChildProcess(
    string name,
    string dll,
    IReadOnlyDictionary<string, string?> environment,
    LogFile log,
    TimeProvider clock
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10),
        Steady = TimeSpan.FromMinutes(1),
        LongestPause = TimeSpan.FromSeconds(30);

    private volatile string lastComplaint = "it said nothing.";

    public string Name => name;

    /// <summary>How often it ended by itself.</summary>
    public int Ends { get; private set; }

    /// <summary>What it said last that sounds like a reason.</summary>
    public string LastComplaint => lastComplaint;

    /// <summary>Keeps the program running until cancelled; then stops it.</summary>
    public async Task KeepRunningAsync(CancellationToken ct)
    {
        TimeSpan pause = TimeSpan.FromSeconds(1);
        while (!ct.IsCancellationRequested)
        {
            long start = clock.GetTimestamp();
            using Process process = Start([]);
            await Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), Task.Delay(Timeout.Infinite, ct));
            if (ct.IsCancellationRequested)
            {
                await StopAsync(process);
                return;
            }

            Ends++;
            if (clock.GetElapsedTime(start) > Steady)
            {
                pause = TimeSpan.FromSeconds(1);
            }
            log.Say(
                $"{name} ended with code {process.ExitCode}; starting it again in {pause.TotalSeconds:0} s. The log is {log.Path}"
            );
            await Task.Delay(pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    /// <summary>Runs the program to its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunToEndAsync(string[] arguments, CancellationToken ct)
    {
        using Process process = Start(arguments);
        try
        {
            await process.WaitForExitAsync(ct);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await StopAsync(process);
            throw;
        }
    }

    private Process Start(string[] arguments)
    {
        // A session of its own, where the system has that: Ctrl-C in the terminal is for us, and we stop the others in order.
        string[] session = File.Exists("/usr/bin/setsid") ? ["/usr/bin/setsid"] : [];
        string[] words = [.. session, DotnetPath, "exec", dll, .. arguments];
        var command = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = Path.GetDirectoryName(dll),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string key, string? value) in environment)
        {
            command.Environment[key] = value;
        }
        command.Environment["AETHERGEN_PARENT"] = Environment.ProcessId.ToString();

        var process = new Process { StartInfo = command };
        process.OutputDataReceived += (_, line) => Note(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => Note(line.Data, isError: true);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        log.Write("up", $"{name} is process {process.Id}");
        return process;
    }

    private static string DotnetPath =>
        Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet";

    private void Note(string? line, bool isError)
    {
        if (line is null)
        {
            return;
        }

        log.Write(name, line);
        if (LogFile.ErrorIn(line) is { } error)
        {
            lastComplaint = error;
            Console.WriteLine($"{name}: {error}");
        }
        else if (isError && !string.IsNullOrWhiteSpace(line) && !line.StartsWith("   ", StringComparison.Ordinal))
        {
            lastComplaint = line;
        }
    }

    private static async Task StopAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
