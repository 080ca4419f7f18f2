using System.Diagnostics;

namespace AethergenAI.Worker.Tests;

/// <summary>What forbids a process to start is one sentence, not a stack trace.</summary>
public sealed class StartTests
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public Task Without_a_place_for_keys() =>
        RefusedAsync(3, "keys.no-place", ("Keys__Root", ""), ("Blobs__Root", Path.GetTempPath()));

    [Fact]
    public Task Without_a_place_for_blobs() =>
        RefusedAsync(3, "blobs.no-place", ("Keys__Root", Path.GetTempPath()), ("Blobs__Root", ""));

    /// <summary>Nobody listens at port 1.</summary>
    [Fact]
    public Task With_a_storage_account_that_does_not_answer() =>
        RefusedAsync(
            4,
            "blobs.no-answer",
            ("Keys__Root", Path.GetTempPath()),
            ("Blobs__Account", "https://127.0.0.1:1/aethergen")
        );

    private async Task RefusedAsync(int exitCode, string code, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(WorkerHost).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(typeof(WorkerHost).Assembly.Location),
            Environment = { ["ConnectionStrings__aethergen"] = "Host=127.0.0.1;Port=1;Username=nobody;Password=none" },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string error = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);

        Assert.Equal(exitCode, process.ExitCode);
        Assert.EndsWith($"({code})", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
