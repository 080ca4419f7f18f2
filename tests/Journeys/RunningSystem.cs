using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AethergenAI.Journeys;

[CollectionDefinition(nameof(RunningSystem))]
public sealed class RunningSystemCollection : ICollectionFixture<RunningSystem>;

/// <summary>
/// The whole system as <c>aethergen up</c> starts it, demo included, in a home of its own; and a browser.
/// </summary>
public sealed partial class RunningSystem : IAsyncLifetime
{
    private static readonly TimeSpan ToReady = TimeSpan.FromMinutes(15),
        ToStop = TimeSpan.FromSeconds(20);

    private readonly string home = Directory.CreateTempSubdirectory("aethergen-journey-").FullName;
    private readonly List<string> said = [];
    private readonly TaskCompletionSource<string> signInLink = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource demo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? process;
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The link that was printed; it opens more than once.</summary>
    public string SignInLink =>
        signInLink.Task.IsCompletedSuccessfully
            ? signInLink.Task.GetAwaiter().GetResult()
            : throw new InvalidOperationException("Not started.");

    public string Address => new Uri(SignInLink).GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Checkout.Web))
        {
            throw new FileNotFoundException("The web app is not built. Run: cd web && npm ci && npm run build");
        }

        playwright = await Playwright.CreateAsync();
        browser = await Chromium.StartAsync(playwright);
        process = Start();
        Task ready = Task.WhenAll(signInLink.Task, demo.Task);
        Task first = await Task.WhenAny(ready, process.WaitForExitAsync(), Task.Delay(ToReady));
        if (first != ready)
        {
            throw new InvalidOperationException($"The system did not become ready. It said:\n{Transcript()}");
        }
    }

    /// <summary>A page of a fresh visitor, who prefers this colour scheme.</summary>
    public async Task<IPage> VisitAsync(ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser!.NewContextAsync(
            new()
            {
                ColorScheme = scheme,
                ViewportSize = new() { Width = 1440, Height = 900 },
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
        if (process is not null)
        {
            await StopAsync(process);
        }
        Directory.Delete(home, recursive: true);
    }

    private Process Start()
    {
        var command = new ProcessStartInfo("dotnet", ["exec", Checkout.AppHost, "up", "--port", $"{FreePort()}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment["AETHERGEN_HOME"] = home;
        var started = new Process { StartInfo = command };
        started.OutputDataReceived += (_, line) => Hear(line.Data);
        started.ErrorDataReceived += (_, line) => Hear(line.Data);
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (said)
        {
            said.Add(line);
        }
        if (Link().Match(line) is { Success: true } link)
        {
            signInLink.TrySetResult(link.Value);
        }
        if (line.StartsWith("The demo workspace is ready.", StringComparison.Ordinal))
        {
            demo.TrySetResult();
        }
    }

    private string Transcript()
    {
        lock (said)
        {
            return string.Join('\n', said.TakeLast(40));
        }
    }

    /// <summary>As Ctrl-C would; killed only where that does not help, or does not exist.</summary>
    private static async Task StopAsync(Process process)
    {
        if (!process.HasExited && !OperatingSystem.IsWindows())
        {
            using var asked = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        }
        using var patience = new CancellationTokenSource(ToStop);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"http://\S+/sign-in\?token=\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
