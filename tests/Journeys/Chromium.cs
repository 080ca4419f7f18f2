using System.Diagnostics;
using Microsoft.Playwright;

namespace AethergenAI.Journeys;

/// <summary>
/// Finds a Chromium, or fetches one; a machine without any fails the tests and is told how to get it.
/// </summary>
internal static class Chromium
{
    private const string Variable = "AETHERGEN_CHROMIUM";

    private static readonly string[] Usual =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private static readonly string[] Quiet =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    internal static async Task<IBrowser> StartAsync(IPlaywright playwright) =>
        await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Find(playwright)
                    ?? Fetch(playwright)
                    ?? throw new InvalidOperationException(
                        "There is no Chromium, and none could be fetched. Install one (Debian: "
                            + $"apt-get install chromium), or name one in {Variable}."
                    ),
                Args = Quiet,
            }
        );

    private static string? Find(IPlaywright playwright)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? named
                : throw new FileNotFoundException($"{Variable} names {named}, which is not there.");
        }

        return Usual.Append(playwright.Chromium.ExecutablePath).FirstOrDefault(File.Exists);
    }

    private static string? Fetch(IPlaywright playwright)
    {
        bool isDebiansRoot = Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get");
        // What is downloaded needs libraries that a bare Debian lacks.
        string[] install = isDebiansRoot ? ["install", "--with-deps", "chromium"] : ["install", "chromium"];
        if (Microsoft.Playwright.Program.Main(install) != 0 && isDebiansRoot)
        {
            Run("apt-get", "update");
            Run("apt-get", "install", "-y", "--no-install-recommends", "chromium");
        }

        return Find(playwright);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }
}
