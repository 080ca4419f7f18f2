using System.Diagnostics;
using System.Text;

namespace AethergenAI.AppHost.Tests;

/// <summary>The command line, as a process of its own.</summary>
internal static class Remote
{
    /// <returns>What it wrote to both outputs.</returns>
    internal static async Task<string> CliAsync(string folder, int exitCode, params string[] arguments)
    {
        using Process process = Start(folder, arguments);
        return await EndAsync(process, exitCode);
    }

    internal static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["AETHERGEN_KEY_DIR"] = Path.Combine(folder, "keys");
        start.Environment["AETHERGEN_HOME"] = Path.Combine(folder, "home");
        return Process.Start(start)!;
    }

    internal static async Task<string> EndAsync(Process process, int exitCode)
    {
        var stderr = process.StandardError.ReadToEndAsync();
        string stdout = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        string all = stdout + await stderr;
        Assert.True(process.ExitCode == exitCode, $"{process.ExitCode}: {all}");
        return all;
    }

    internal static string InCheckout(string path) => Path.Combine(Split().Root, path);

    /// <summary>The command line of the configuration that the tests were built in.</summary>
    private static string Program =>
        Path.Combine(Split().Root, "src/Cli/bin", Split().Configuration, "AethergenAI.Cli.dll");

    private static (string Root, string Configuration) Split()
    {
        const string Tests = "tests/AppHost.Tests/bin/";
        string here = AppContext.BaseDirectory.Replace('\\', '/');
        int at = here.LastIndexOf(Tests, StringComparison.Ordinal);
        return (here[..at], here[(at + Tests.Length)..]);
    }
}
