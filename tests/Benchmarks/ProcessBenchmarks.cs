using System.Diagnostics;
using System.Text.Json;
using AethergenAI.Data;
using AethergenAI.Recipes;
using AethergenAI.Worker.Tests;
using AethergenAI.Workspace;

namespace AethergenAI.Benchmarks;

/// <summary>
/// How soon processes react: the built worker with a PostgreSQL of its own, and the built command line. The figures
/// are times, so they depend on what else the machine does.
/// </summary>
internal static class ProcessBenchmarks
{
    private const int Times = 3;
    private const int KilledTrials = 2_000,
        Kills = 40;
    private const int Cancelled = 130; // the command line's exit code after SIGINT
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static IEnumerable<Benchmark> All =>
        [
            new("processes/worker-cancel", "s", CancelRunAsync) { AtMost = 2 },
            new("processes/worker-takeover", "s", TakeOverAsync) { AtMost = 60 },
            new("processes/command-line-cancel", "s", CancelCommandAsync) { AtMost = 2 },
            new("processes/command-line-start", "s", StartCommandAsync) { AtMost = 1 },
            new("processes/random-kills", "trials", KillAsync) { AtLeast = KilledTrials },
        ];

    private static async Task<WorkerFixture> StartAsync()
    {
        var fixture = new WorkerFixture();
        await fixture.InitializeAsync();
        return fixture;
    }

    /// <returns>The longest time from the request to cancel a run until its row says that it is cancelled.</returns>
    private static async Task<double> CancelRunAsync(CancellationToken ct)
    {
        await using WorkerFixture fixture = await StartAsync();
        await using WorkerProcess worker = WorkerProcess.Start(fixture);
        double longest = 0;
        for (int i = 0; i < Times; i++)
        {
            Id<Run> id = await fixture.EnqueueAsync(Samples.RecipeOf(repeats: 50, rows: 20_000), Samples.Seed(400), ct);
            await fixture.UntilAsync(
                id,
                run => run is { Status: RunStatus.Running, Stage: not RunStage.Seeding },
                Patience,
                ct
            );
            await Task.Delay(TimeSpan.FromSeconds(i), ct); // at another moment of the run each time
            long begin = Stopwatch.GetTimestamp();
            await using (AethergenDb db = fixture.Tenants.OpenFor(fixture.Tenant))
            {
                Run run = await db.Runs.GetAsync(id, ct);
                run.RequestCancel(TimeProvider.System);
                await db.SaveChangesAsync(ct);
            }

            await fixture.UntilAsync(id, run => run.Ended, Patience, ct);
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        return longest;
    }

    /// <returns>The time from the kill of the worker that leads a run until another worker leads it.</returns>
    private static async Task<double> TakeOverAsync(CancellationToken ct)
    {
        await using WorkerFixture fixture = await StartAsync();
        await using WorkerProcess first = WorkerProcess.Start(fixture, trialsAtOnce: 1);
        Recipe recipe = Samples.RecipeOf(repeats: 24, rows: 2_000);
        Id<Run> id = await fixture.EnqueueAsync(recipe, Samples.Seed(400), ct);
        await first.UntilSaysAsync($"Run {id} begun, attempt 1", Patience);
        await using WorkerProcess second = WorkerProcess.Start(fixture, trialsAtOnce: 1);
        await second.UntilSaysAsync($"Helping with run {id}", Patience);

        await first.KillAsync();
        long begin = Stopwatch.GetTimestamp();
        await second.UntilSaysAsync($"Run {id} begun, attempt 2", Patience);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <returns>How many of the trials of two runs were done exactly once.</returns>
    private static async Task<double> KillAsync(CancellationToken ct)
    {
        await using WorkerFixture fixture = await StartAsync();
        const int Runs = 2,
            Repeats = 100;
        var levels = Enumerable
            .Range(200, KilledTrials / Runs / Repeats)
            .Select(rows => JsonSerializer.SerializeToElement(rows));
        Recipe recipe = Samples.RecipeOf(Repeats, rows: 200) with
        {
            Factors = new Dictionary<string, IReadOnlyList<JsonElement>> { ["rows"] = [.. levels] },
        };
        var patience = TimeSpan.FromHours(2);
        var done = await RandomKills.CarryOutAsync(fixture, recipe, KilledTrials / Runs, Runs, Kills, patience, ct);
        return done.GroupBy(trial => trial).Count(times => times.Count() == 1);
    }

    /// <returns>The median time that the command line takes to say its version, from start to end.</returns>
    private static async Task<double> StartCommandAsync(CancellationToken ct)
    {
        const int starts = 9;
        double[] seconds = new double[starts];
        for (int i = 0; i < starts; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            using Process process = Process.Start(CommandLine(Path.GetTempPath(), "--version"))!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            seconds[i] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException("The command line did not say its version.");
            }
        }

        return seconds.Order().ElementAt(starts / 2);
    }

    private static ProcessStartInfo CommandLine(string folder, params string[] arguments) =>
        new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "AethergenAI.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["AETHERGEN_KEY_DIR"] = folder, ["AETHERGEN_HOME"] = folder },
        };

    /// <returns>The longest time from SIGINT until the command line, in the midst of a run, has ended.</returns>
    private static async Task<double> CancelCommandAsync(CancellationToken ct)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-bench-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "seed.csv"), Samples.Seed(20_000), ct);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "recipe.json"),
                """{"name":"cancel","data":{"seed":"seed.csv"},"base":{"generator":"arn"},"repeats":9}""",
                ct
            );
            double longest = 0;
            for (int i = 0; i < Times; i++)
            {
                longest = Math.Max(longest, await CancelCommandAsync(folder.FullName, $"out{i}", i, ct));
            }

            return longest;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> CancelCommandAsync(string folder, string output, int wait, CancellationToken ct)
    {
        using Process process = Process.Start(CommandLine(folder, "run", "recipe.json", "-o", output))!;
        try
        {
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            while (!File.Exists(Path.Combine(folder, output, "seed.json")) && !process.HasExited)
            {
                await Task.Delay(50, ct);
            }

            await Task.Delay(TimeSpan.FromSeconds(2 * wait), ct);
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The run ended by itself with code {process.ExitCode}.");
            }

            long begin = Stopwatch.GetTimestamp();
            using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
            await process.WaitForExitAsync(ct);
            double took = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            return process.ExitCode == Cancelled
                ? took
                : throw new InvalidOperationException($"The run was not cancelled: code {process.ExitCode}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
