using System.Diagnostics;

namespace AethergenAI.AppHost.Tests;

/// <summary>What <c>aethergen publish --system</c> lays out works without the checkout.</summary>
[Trait("Speed", "Slow")]
public sealed class PublishedSystemTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"aethergen published {Guid.CreateVersion7():N}");

    private string Home => Path.Combine(folder, "home");

    private string Program => Path.Combine(folder, "system", "aethergen");

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task It_starts_serves_the_web_app_and_ends_from_its_own_files_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What runs is read from /proc, which this system has not.");
        CancellationToken ct = TestContext.Current.CancellationToken;
        await RunAsync(Remote.InCheckout("aethergen"), "publish", "--system", "-o", Path.Combine(folder, "system"));
        Assert.Matches(@"\d+\.\d+\.\d+", await RunAsync(Program, "--version"));

        string[] arguments = ["up", "--no-demo", "--without-dashboard", "--port", $"{RunningSystem.FreePort()}"];
        await using UpProcess up = UpProcess.Start(Home, new ProcessStartInfo(Program, arguments));
        await up.HearAsync("Ctrl-C stops everything.");

        string[] ours = [.. up.Running().Where(command => command.Contains("AethergenAI.", StringComparison.Ordinal))];
        Assert.Contains(ours, command => command.Contains("AethergenAI.Api.dll", StringComparison.Ordinal));
        Assert.Contains(ours, command => command.Contains("AethergenAI.Worker.dll", StringComparison.Ordinal));
        Assert.All(ours, command => Assert.Contains(folder, command, StringComparison.Ordinal));

        using var visitor = new HttpClient();
        string link = up.Said.Split('\n').Single(line => line.Contains("/sign-in?token=", StringComparison.Ordinal));
        string page = await visitor.GetStringAsync(new Uri(link[link.IndexOf("http", StringComparison.Ordinal)..]), ct);
        Assert.Contains("<div id=\"root\">", page, StringComparison.Ordinal);

        await up.SignalAsync("TERM");
        Assert.Equal(0, await up.EndAsync());
        Assert.Empty(up.Running());
    }

    /// <returns>What it printed.</returns>
    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        return await Remote.EndAsync(process, 0);
    }
}
