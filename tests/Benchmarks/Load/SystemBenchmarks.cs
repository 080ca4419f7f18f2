using System.Diagnostics;
using System.Globalization;

namespace AethergenAI.Benchmarks.Load;

/// <summary>
/// What <c>aethergen up</c> costs while nobody uses it, and how soon it is ready from the second time on. Linux only:
/// the figures come from /proc.
/// </summary>
internal static class SystemBenchmarks
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(60);

    private static readonly Lazy<Task<Figures>> Measured = new(MeasureAsync);

    public static IEnumerable<Benchmark> All =>
        [
            new("system/warm-start", "s", async _ => (await Measured.Value).WarmStart) { AtMost = 20 },
            new("system/idle-processor", "% of a core", async _ => (await Measured.Value).Processor) { AtMost = 5 },
            new("system/idle-memory", "MB", async _ => (await Measured.Value).Memory) { AtMost = 450 },
        ];

    /// <param name="WarmStart">Seconds until the second start in the same data folder is ready.</param>
    /// <param name="Processor">The processor time of all processes together, in percent of one core.</param>
    /// <param name="Memory">The resident memory of the API and one worker, in 10⁶ bytes.</param>
    private sealed record Figures(double WarmStart, double Processor, double Memory);

    private static async Task<Figures> MeasureAsync()
    {
        // Not CreateTempSubdirectory, whose folder only its maker may enter: PostgreSQL may run as a user of its own.
        string home = Path.Combine(Path.GetTempPath(), $"aethergen-idle-{Guid.CreateVersion7():N}");
        try
        {
            await using (await UpSystem.StartAsync(home)) { }

            long begin = Stopwatch.GetTimestamp();
            await using UpSystem system = await UpSystem.StartAsync(home);
            double warm = Stopwatch.GetElapsedTime(begin).TotalSeconds;

            await Task.Delay(Settling);
            TimeSpan before = system.ProcessorTime();
            begin = Stopwatch.GetTimestamp();
            await Task.Delay(Watched);
            TimeSpan used = system.ProcessorTime() - before;
            double memory =
                system.ResidentBytes("AethergenAI.Api.dll") + system.ResidentBytes("AethergenAI.Worker.dll");
            return new(warm, 100 * used / Stopwatch.GetElapsedTime(begin), memory / 1e6);
        }
        finally
        {
            if (Directory.Exists(home))
            {
                Directory.Delete(home, recursive: true);
            }
        }
    }

    /// <summary>The running system: <c>aethergen up</c> of this checkout with one worker.</summary>
    private sealed class UpSystem(Process process, string home) : IAsyncDisposable
    {
        private const double TicksPerSecond = 100; // USER_HZ, which is 100 for every program on Linux
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

        internal static async Task<UpSystem> StartAsync(string home)
        {
            DirectoryInfo? root = new(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "AethergenAI.sln")))
            {
                root = root.Parent;
            }
            string wrapper = Path.Combine(
                root?.FullName ?? throw new InvalidOperationException("This is no checkout."),
                "aethergen"
            );
            var start = new ProcessStartInfo(wrapper, ["up", "--no-demo", "--without-dashboard"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["AETHERGEN_HOME"] = home },
            };
            var ready = new TaskCompletionSource();
            var process = new Process { StartInfo = start };
            process.OutputDataReceived += (_, line) =>
            {
                if (line.Data?.Contains("Ctrl-C stops everything.", StringComparison.Ordinal) == true)
                {
                    ready.TrySetResult();
                }
            };
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var system = new UpSystem(process, home);
            try
            {
                await ready.Task.WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                await system.DisposeAsync();
                throw;
            }
            return system;
        }

        /// <summary>User and system time of all its processes since they began.</summary>
        internal TimeSpan ProcessorTime()
        {
            double ticks = 0;
            foreach (string folder in Folders(""))
            {
                // utime and stime are the 14th and 15th field; the 2nd, in brackets, may hold spaces. proc_pid_stat(5)
                string stat = Read(folder, "stat");
                string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                ticks += fields.Skip(11).Take(2).Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
            }
            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }

        /// <summary>The resident memory of its processes whose command line names this program.</summary>
        internal double ResidentBytes(string program) =>
            Folders(program)
                .Select(folder => Read(folder, "statm").Split(' '))
                .Where(pages => pages.Length > 1)
                .Sum(pages => double.Parse(pages[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize);

        /// <summary>Its processes' folders in /proc: a child inherits the environment.</summary>
        private IEnumerable<string> Folders(string program) =>
            Directory
                .EnumerateDirectories("/proc")
                .Where(folder => Read(folder, "environ").Contains($"AETHERGEN_HOME={home}\0", StringComparison.Ordinal))
                .Where(folder => Read(folder, "cmdline").Contains(program, StringComparison.Ordinal));

        private static string Read(string folder, string file)
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, file));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return ""; // no process, another user's, or one that has just ended
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
            {
                using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
                await process.WaitForExitAsync();
            }
            process.Dispose();
        }
    }
}
