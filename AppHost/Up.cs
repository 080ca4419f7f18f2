using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AethergenAI.AppHost;

/// <summary><c>aethergen up</c>: brings the whole system up on one machine and keeps it up.</summary>
internal static class Up
{
    /// <summary>Adds the system's resources.</summary>
    internal delegate Task BuildModel(IDistributedApplicationBuilder builder, Place place, CancellationToken ct);

    /// <param name="Port">Where the application answers.</param>
    /// <param name="Token">The secret in the sign-in link.</param>
    internal sealed record Place(Layout Layout, int Port, string Token)
    {
        internal string Address => $"http://localhost:{Port}";

        internal string SignInLink => $"{Address}/sign-in?token={Token}";
    }

    internal static async Task<int> RunAsync(UpOptions options, BuildModel model, CancellationToken ct)
    {
        long start = Stopwatch.GetTimestamp();
        var aspire = new DistributedApplicationOptions
        {
            Args = options.Settings,
            DisableDashboard = !options.Dashboard,
            EnableResourceLogging = true,
            AllowUnsecuredTransport = true, // on loopback
            TrustDeveloperCertificate = false,
        };
        PublishedTools.Place(aspire);
        IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(aspire);
        var layout = Layout.Find(builder.Configuration["AETHERGEN_HOME"]);
        using RunningInstance? instance = RunningInstance.Claim(layout.Home);
        if (instance is null)
        {
            Console.WriteLine(AlreadyRunning(RunningInstance.Read(layout.Home)));
            return UpExitCode.Done;
        }

        if (instance.Killed is { } killed)
        {
            await Ports.WaitForAsync(new Uri(killed.Url).Port, ct);
        }
        var place = new Place(layout, ChoosePort(builder), RandomNumberGenerator.GetHexString(48, lowercase: true));
        instance.Announce(place.Address, ready: false);
        if (options.Dashboard)
        {
            Dashboard.ChooseAddresses(builder.Configuration, options.IsUp);
        }
        PublishedTools.Name(builder.Configuration, layout.Home);
        using var log = new SystemLog(layout.Log, TimeProvider.System);
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
        await model(builder, place, ct);

        Console.WriteLine("Starting PostgreSQL, the API and the workers…");
        await using DistributedApplication app = builder.Build();
        await RunAsync(app, place, instance, log, start, ct);
        return UpExitCode.Done;
    }

    private static async Task RunAsync(
        DistributedApplication app,
        Place place,
        RunningInstance instance,
        SystemLog log,
        long start,
        CancellationToken ct
    )
    {
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        var keepRunning = new KeepRunning(app.ResourceNotifications, app.ResourceCommands, log, TimeProvider.System);
        Task watching = keepRunning.WatchAsync(ending.Token);
        Task starting = app.StartAsync(ending.Token);
        try
        {
            var ready = new Readiness(app, keepRunning, log);
            await FirstFailureOf(starting, ready.ApiAsync(ending.Token));
            instance.Announce(place.Address, ready: true);
            log.Write("up", $"ready after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
            var configuration = app.Services.GetRequiredService<IConfiguration>();
            bool demo = configuration.GetValue("Demo", true) && !File.Exists(place.Layout.DemoPack);
            Welcome(place, Dashboard.LinkIn(configuration), demo);
            await FirstFailureOf(starting, ready.WorkersAsync(ending.Token));
            if (demo)
            {
                await MakeDemoAsync(place, log, ending.Token);
            }
            await Task.Delay(Timeout.Infinite, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            Console.WriteLine("Stopping…");
        }
        finally
        {
            log.Quiet = true;
            await ending.CancelAsync();
            await starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await new Children(app).StopAsync();
        }
    }

    private static string AlreadyRunning(RunningInstance.Note? other) =>
        other is not { Ready: true }
            ? "Another process holds this home folder: AethergenAI is being started, or a backup is being taken. "
                + "Try again when it has ended."
            : $"AethergenAI is already running at {other.Url} (process {other.Process}). "
                + "It printed its sign-in link when it started; stop and start it to get a new one.";

    private static int ChoosePort(IDistributedApplicationBuilder builder)
    {
        int? asked = builder.Configuration["Api:Port"] is { Length: > 0 } text ? UpOptions.ParsePort(text) : null;
        int port = Ports.Choose(asked);
        if (asked is null && !Ports.IsPreferred(port))
        {
            Console.WriteLine($"Port 5080 is taken; using {port}.");
        }

        return port;
    }

    /// <summary>The start lasts until all resources are up; where it fails, nothing is worth waiting for.</summary>
    private static async Task FirstFailureOf(Task starting, Task awaited)
    {
        if (await Task.WhenAny(starting, awaited) == starting)
        {
            await starting;
        }
        await awaited;
    }

    private static async Task MakeDemoAsync(Place place, SystemLog log, CancellationToken ct)
    {
        try
        {
            using var demo = new Demo(place.Address, log);
            await demo.MakeAsync(place.Token, place.Layout.DemoData, place.Layout.DemoPack, ct);
            log.Say($"The demo workspace is ready. Its evidence pack: {place.Layout.DemoPack}");
        }
        catch (Exception failure) when (IsFaultOfTheDemo(failure, ct))
        {
            log.Say(failure is RefusedException ? failure.Message : UpRefusals.DemoFailed(failure.Message).Message);
        }
    }

    /// <summary>A request that takes too long is cancelled by the client, not by <paramref name="ct"/>.</summary>
    private static bool IsFaultOfTheDemo(Exception failure, CancellationToken ct) =>
        failure is RefusedException or HttpRequestException or IOException or JsonException
        || (failure is TaskCanceledException && !ct.IsCancellationRequested);

    private static void Welcome(Place place, string? dashboard, bool demo)
    {
        string pack = demo ? "being made; this says when it is there" : "./aethergen verify checks it";
        Console.WriteLine();
        Console.WriteLine("AethergenAI is ready.");
        Console.WriteLine();
        Console.WriteLine($"  Address    {place.Address}");
        Console.WriteLine($"  Sign in    {place.SignInLink}");
        if (demo || File.Exists(place.Layout.DemoPack))
        {
            Console.WriteLine($"  Demo pack  {place.Layout.DemoPack}   ({pack})");
        }
        if (dashboard is not null)
        {
            Console.WriteLine($"  Dashboard  {dashboard}");
        }
        Console.WriteLine($"  Log        {place.Layout.Log}");
        Console.WriteLine();
        Console.WriteLine("Ctrl-C stops everything.");
    }
}
