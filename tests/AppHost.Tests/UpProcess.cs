using System.Diagnostics;

namespace AethergenAI.AppHost.Tests;

/// <summary><c>aethergen up</c> as a process of its own, in a home folder that is given.</summary>
internal sealed class UpProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string home;
    private readonly List<string> said = [];

    private UpProcess(ProcessStartInfo start, string home)
    {
        this.home = home;
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All that it has printed.</summary>
    internal string Said
    {
        get
        {
            lock (said)
            {
                return string.Join('\n', said);
            }
        }
    }

    internal bool HasEnded => process.HasExited;

    internal static UpProcess Start(
        string home,
        string[] options,
        params IEnumerable<(string Name, string Value)> environment
    )
    {
        string program = typeof(Projects.AppHost).Assembly.Location;
        return Start(home, new ProcessStartInfo("dotnet", ["exec", program, "up", .. options]), environment);
    }

    /// <param name="start">Another way to say <c>aethergen up</c>.</param>
    internal static UpProcess Start(
        string home,
        ProcessStartInfo start,
        params IEnumerable<(string Name, string Value)> environment
    )
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["AETHERGEN_HOME"] = home;
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }
        return new(start, home);
    }

    /// <summary>Waits until it has printed this.</summary>
    internal async Task HearAsync(string words)
    {
        using var patience = new CancellationTokenSource(RunningSystem.Patience);
        while (!Said.Contains(words, StringComparison.Ordinal))
        {
            Assert.False(HasEnded, $"It ended without saying \"{words}\". It said:\n{Said}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    internal async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(RunningSystem.Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    internal async Task SignalAsync(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>
    /// The command lines of all processes, itself included, that were started with this home: a child inherits the
    /// environment. Linux only.
    /// </summary>
    internal IReadOnlyList<string> Running()
    {
        return
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => Read(folder, "environ").Contains($"AETHERGEN_HOME={home}\0", StringComparison.Ordinal))
                .Select(folder => Read(folder, "cmdline").Replace('\0', ' '))
                .Where(command => command.Length > 0), // what has ended and was not yet waited for has none
        ];

        static string Read(string folder, string file)
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, file));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return ""; // no process, another user's, or one that has just ended
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasEnded)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null)
        {
            lock (said)
            {
                said.Add(line);
            }
        }
    }
}
