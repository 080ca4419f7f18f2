using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace AethergenAI.Cli.Tests;

/// <summary>What a command left behind when it ended.</summary>
internal sealed record Ended(int ExitCode, byte[] Stdout, string Stderr)
{
    internal string Text => Encoding.UTF8.GetString(Stdout);

    /// <summary>All of stdout as one document.</summary>
    internal JsonElement Json => JsonDocument.Parse(Stdout).RootElement;

    /// <summary>Asserts that a command was refused with a code, and printed nothing else.</summary>
    /// <returns>What it said.</returns>
    internal static string Refused(string code, Ended ended)
    {
        Assert.Equal(AethergenAI.Cli.ExitCode.Refused, ended.ExitCode);
        Assert.Contains($"[{code}]", ended.Stderr, StringComparison.Ordinal);
        Assert.Empty(ended.Stdout);
        return ended.Stderr;
    }
}

/// <summary>The built program, run as a process of its own.</summary>
internal static class Cli
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "AethergenAI.Cli.dll");

    internal static Task<Ended> RunAsync(params string[] arguments) => RunIn(Environment.CurrentDirectory, arguments);

    internal static async Task<Ended> RunIn(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return await EndAsync(process);
    }

    internal static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AETHERGEN_KEY_DIR"] = Path.Combine(folder, "keys");
        start.Environment["AETHERGEN_HOME"] = Path.Combine(folder, "home");
        return Process.Start(start)!;
    }

    internal static async Task<Ended> EndAsync(Process process)
    {
        using var stdout = new MemoryStream();
        var stderr = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.BaseStream.CopyToAsync(stdout);
        string errors = await stderr;
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, stdout.ToArray(), errors);
    }
}
