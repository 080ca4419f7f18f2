using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AethergenAI.Benchmarks;

/// <summary>
/// tests/Benchmarks/history.jsonl: one line for each ratio that was measured with <c>--record</c>, the newest last.
/// Ratios of two measurements side by side can be compared across machines; times cannot and are not kept.
/// </summary>
internal sealed class History
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is read by people
    };

    private readonly string path;
    private readonly Dictionary<string, Line> latest;

    private History(string path, Dictionary<string, Line> latest) => (this.path, this.latest) = (path, latest);

    /// <param name="Commit">Short; followed by <c>+</c> where files differed from it.</param>
    /// <param name="Processor">The name that the system gives it.</param>
    /// <param name="Target">For example <c>≥ 0.9</c>; null where there is none.</param>
    internal sealed record Line(
        DateOnly Date,
        string Commit,
        string Processor,
        int Processors,
        string Name,
        double Value,
        string? Target
    );

    public static History Read()
    {
        string path = Path.Combine(Root(), "tests", "Benchmarks", "history.jsonl");
        IEnumerable<string> lines = File.Exists(path) ? File.ReadLines(path) : [];
        var latest = new Dictionary<string, Line>(StringComparer.Ordinal);
        foreach (Line line in lines.Select(text => JsonSerializer.Deserialize<Line>(text, Json)!))
        {
            latest[line.Name] = line;
        }

        return new History(path, latest);
    }

    /// <summary>What was recorded last under the name, or null.</summary>
    public double? Previous(string name) => latest.GetValueOrDefault(name)?.Value;

    public void Add(Benchmark benchmark, double value, TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var line = new Line(
            today,
            Commit(),
            Processor(),
            Environment.ProcessorCount,
            benchmark.Name,
            double.Round(value, 6),
            benchmark.Target
        );
        File.AppendAllText(path, JsonSerializer.Serialize(line, Json) + "\n");
    }

    /// <summary>The checkout that the benchmarks were built in.</summary>
    public static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AethergenAI.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("The benchmarks lie in no checkout.");
        }

        return folder;
    }

    private static string Commit() => Git("rev-parse --short HEAD") + (Git("status --porcelain") == "" ? "" : "+");

    private static string Git(string arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Root(),
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private static string Processor()
    {
        const string Linux = "/proc/cpuinfo",
            Key = "model name";
        string? line = File.Exists(Linux)
            ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
    }
}
