using System.Text.Json;

namespace AethergenAI.Launcher.Testing;

/// <summary>The unit tests of the web app.</summary>
internal sealed record WebTests : ITestJob
{
    public const string Name = "web";

    string ITestJob.Name => Name;

    /// <summary>All checks of the web app.</summary>
    public static IEnumerable<ITestJob> All() =>
        [
            new Check("web-lint", new Command("npm", "run", "--silent", "lint") { Folder = "web" }),
            new Check("web-types", new Command("npm", "run", "--silent", "typecheck") { Folder = "web" }),
            new WebTests(),
        ];

    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        string report = Log.PathOf($"{Name}.json");
        File.Delete(report);
        using var log = new Log(Name);
        string[] reporters = ["--reporter=default", "--reporter=json", $"--outputFile.json={report}"];
        var command = new Command("npx", ["--no-install", "vitest", "run", .. reporters]) { Folder = "web" };
        int code = await command.RunAsync(log.Write, ct);
        if (!File.Exists(report))
        {
            return new Outcome(Name, 0, 1)
            {
                Remark = $"ended with code {code} before its summary: {log.Path}",
                Complaint = log.Last(60),
            };
        }

        using JsonDocument read = JsonDocument.Parse(await File.ReadAllTextAsync(report, ct));
        return Read(read.RootElement, code, log);
    }

    /// <summary>A test file that cannot be loaded has no tests; it counts as one failed test.</summary>
    internal static Outcome Read(JsonElement report, int code, Log log)
    {
        JsonElement[] files = [.. report.GetProperty("testResults").EnumerateArray()];
        int passed = report.GetProperty("numPassedTests").GetInt32();
        int failed = report.GetProperty("numFailedTests").GetInt32() + files.Count(IsBroken);
        if (failed == 0 && (code != 0 || passed == 0))
        {
            failed = 1;
        }

        return new Outcome(Name, passed, failed)
        {
            Complaint = failed > 0 ? log.Around(["FAIL"], following: 20, most: 100) : [],
            Tests = [.. files.SelectMany(Tests).Select(Timed)],
        };
    }

    private static bool IsBroken(JsonElement file) =>
        file.GetProperty("status").ValueEquals("failed") && !Tests(file).Any();

    private static IEnumerable<JsonElement> Tests(JsonElement file) =>
        file.GetProperty("assertionResults").EnumerateArray();

    private static TimedTest Timed(JsonElement test)
    {
        bool timed = test.TryGetProperty("duration", out JsonElement took) && took.ValueKind == JsonValueKind.Number;
        return new TimedTest(
            $"{Name}: {test.GetProperty("fullName").GetString()}",
            TimeSpan.FromMilliseconds(timed ? took.GetDouble() : 0)
        );
    }
}
