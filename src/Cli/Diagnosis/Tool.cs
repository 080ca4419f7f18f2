using System.ComponentModel;
using System.Diagnostics;

namespace AethergenAI.Cli.Diagnosis;

/// <summary>Runs another program and returns its output.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <returns>The program's output; null if it is not installed, fails, or takes too long.</returns>
    internal static async Task<string?> AskAsync(
        string program,
        string[] arguments,
        CancellationToken ct,
        TimeSpan? patience = null
    )
    {
        // On Windows npm is a script, which only the shell can start.
        var start =
            OperatingSystem.IsWindows() && program == "npm"
                ? new ProcessStartInfo("cmd.exe", ["/c", "npm", .. arguments])
                : new ProcessStartInfo(program, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            using var process = Process.Start(start)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(patience ?? Patience);
            try
            {
                var errors = process.StandardError.ReadToEndAsync(limit.Token);
                string answer = await process.StandardOutput.ReadToEndAsync(limit.Token);
                await errors;
                await process.WaitForExitAsync(limit.Token);
                return process.ExitCode == 0 ? answer.Trim() : null;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The path of a program in PATH; null if PATH does not contain it.</summary>
    internal static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => (string[])[Path.Combine(folder, program), Path.Combine(folder, program + ".exe")])
            .FirstOrDefault(File.Exists);
}
