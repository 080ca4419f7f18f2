using System.ComponentModel;
using System.Diagnostics;

namespace AethergenAI.Launcher;

/// <summary>A program and its arguments, run in a folder of the checkout.</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    /// <summary>Relative to the root of the checkout, with '/'.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>Changes to the environment variables of the program; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Runs the program to its end with empty input. Cancellation kills it and its children.</summary>
    /// <param name="heard">Receives each line of both outputs.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="LauncherException">The program is not in PATH.</exception>
    public async Task<int> RunAsync(Action<string> heard, CancellationToken ct)
    {
        using Process process = new() { StartInfo = Describe() };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            throw Refusals.NotInPath(Program);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;

        void Hear(string? line)
        {
            if (line is not null)
            {
                lock (process)
                {
                    heard(line);
                }
            }
        }
    }

    /// <returns>The lines that the program printed, or null if it failed or does not exist.</returns>
    public async Task<IReadOnlyList<string>?> AskAsync(CancellationToken ct)
    {
        List<string> lines = [];
        try
        {
            return await RunAsync(lines.Add, ct) == 0 ? lines : null;
        }
        catch (LauncherException)
        {
            return null;
        }
    }

    private ProcessStartInfo Describe()
    {
        // On Windows npm and npx are scripts, which only the command interpreter can start.
        bool script = OperatingSystem.IsWindows() && Program is "npm" or "npx";
        ProcessStartInfo start = script ? new("cmd", ["/c", Program, .. Arguments]) : new(Program, Arguments);
        start.WorkingDirectory = Checkout.At(Folder);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach ((string name, string? value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
