using System.ComponentModel;
using System.Diagnostics;

namespace AethergenAI.Cli.Diagnosis;

/// <summary>Asks another program a question.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <returns>What it printed; null where it is not there, fails, or does not answer in time.</returns>
    internal static async Task<string?> AskAsync(
        string program,
        string[] arguments,
        CancellationToken ct,
        TimeSpan? patience = null
    )
    {
        // npm is a script on Windows, which only the shell starts.
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

    /// <summary>Where a program lies in PATH; null where it does not.</summary>
    internal static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => (string[])[Path.Combine(folder, program), Path.Combine(folder, program + ".exe")])
            .FirstOrDefault(File.Exists);
}
