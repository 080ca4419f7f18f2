using System.Diagnostics;
using System.Security.Cryptography;
using AethergenAI.Data.Postgres;

namespace AethergenAI.AppHost;

/// <summary><c>aethergen up</c>: brings the whole system up on one machine and keeps it up.</summary>
internal static class Up
{
    public static async Task<int> RunAsync(UpOptions options, CancellationToken ct)
    {
        Layout layout = Layout.Find();
        using RunningInstance? instance = RunningInstance.Claim(layout.Home);
        if (instance is null)
        {
            RunningInstance.Note? other = RunningInstance.Read(layout.Home);
            Console.WriteLine(
                other is null
                    ? "AethergenAI is being started by another process."
                    : $"AethergenAI is already running at {other.Url} (process {other.Process})."
            );
            return UpExitCode.Done;
        }

        int port = Ports.Choose(options.Port);
        if (options.Port is null && !Ports.IsPreferred(port))
        {
            Console.WriteLine($"Port 5080 is taken; using {port}.");
        }
        using var log = new LogFile(layout.Log, TimeProvider.System);
        long start = Stopwatch.GetTimestamp();
        await using LocalPostgres postgres = await LocalPostgres.StartAsync(layout.Home, ct);
        log.Write("up", postgres.Description);
        await RunAsync(options, layout, port, postgres, instance, log, start, ct);
        return UpExitCode.Done;
    }

    private static async Task RunAsync(
        UpOptions options,
        Layout layout,
        int port,
        LocalPostgres postgres,
        RunningInstance instance,
        LogFile log,
        long start,
        CancellationToken ct
    )
    {
        await MigrateAsync(layout, postgres, log, ct);

        string url = $"http://localhost:{port}",
            workerUrl = $"http://127.0.0.1:{Ports.Free()}";
        string token = RandomNumberGenerator.GetHexString(48, lowercase: true);
        var api = new ChildProcess(
            "api",
            layout.Api,
            new Dictionary<string, string?>(Common(layout, postgres))
            {
                ["ASPNETCORE_URLS"] = url,
                ["Owner__LinkToken"] = token,
                ["Web__Root"] = File.Exists(Path.Combine(layout.Web, "index.html")) ? layout.Web : null,
            },
            log,
            TimeProvider.System
        );
        var worker = new ChildProcess(
            "worker",
            layout.Worker,
            new Dictionary<string, string?>(Common(layout, postgres)) { ["ASPNETCORE_URLS"] = workerUrl },
            log,
            TimeProvider.System
        );

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] running =
        [
            api.KeepRunningAsync(ending.Token),
            worker.KeepRunningAsync(ending.Token),
            KeepRunningAsync(postgres, log, ending.Token),
        ];
        try
        {
            await Task.WhenAll(Healthy.WaitAsync(api, url, log, ct), Healthy.WaitAsync(worker, workerUrl, log, ct));
            instance.Announce(url);
            await MakeDemoAsync(options, layout, url, token, log, ct);
            log.Write("up", $"ready after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
            Welcome(layout, url, token);
            await await Task.WhenAny(running);
        }
        finally
        {
            if (!ending.IsCancellationRequested)
            {
                await ending.CancelAsync();
            }
            if (ct.IsCancellationRequested)
            {
                Console.WriteLine("Stopping…");
            }
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Dictionary<string, string?> Common(Layout layout, LocalPostgres postgres) =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__aethergen"] = postgres.Database.App,
            ["Blobs__Root"] = layout.Blobs,
            ["Keys__Root"] = layout.Keys,
            [LocalPostgres.ExternalVariable] = null, // its role may do more than theirs
        };

    private static async Task MigrateAsync(Layout layout, LocalPostgres postgres, LogFile log, CancellationToken ct)
    {
        var migrate = new ChildProcess(
            "migrate",
            layout.Worker,
            new Dictionary<string, string?> { ["ConnectionStrings__aethergen_owner"] = postgres.Database.Owner },
            log,
            TimeProvider.System
        );
        if (await migrate.RunToEndAsync(["migrate"], ct) != UpExitCode.Done)
        {
            throw UpRefusals.NotMigrated(migrate.LastComplaint, log.Path);
        }
    }

    private static async Task KeepRunningAsync(LocalPostgres postgres, LogFile log, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await postgres.ExitedAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ct.IsCancellationRequested)
            {
                return;
            }

            log.Say("PostgreSQL ended by itself; starting it again.");
            await postgres.RestartAsync(ct);
        }
    }

    private static async Task MakeDemoAsync(
        UpOptions options,
        Layout layout,
        string url,
        string token,
        LogFile log,
        CancellationToken ct
    )
    {
        if (!options.Demo || File.Exists(layout.DemoPack))
        {
            return;
        }

        try
        {
            using var demo = new Demo(url, log);
            await demo.MakeAsync(token, layout.DemoData, layout.DemoPack, ct);
        }
        catch (Exception failure) when (failure is RefusedException or HttpRequestException or IOException)
        {
            log.Say(failure is RefusedException ? failure.Message : UpRefusals.DemoFailed(failure.Message).Message);
        }
    }

    private static void Welcome(Layout layout, string url, string token)
    {
        Console.WriteLine();
        Console.WriteLine("AethergenAI is ready.");
        Console.WriteLine();
        Console.WriteLine($"  Address    {url}");
        Console.WriteLine($"  Sign in    {url}/sign-in?token={token}");
        if (File.Exists(layout.DemoPack))
        {
            Console.WriteLine($"  Demo pack  {layout.DemoPack}   (./aethergen verify checks it)");
        }
        Console.WriteLine($"  Log        {layout.Log}");
        Console.WriteLine();
        Console.WriteLine("Ctrl-C stops everything.");
    }
}
