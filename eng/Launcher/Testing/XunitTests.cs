using System.Globalization;
using System.Xml.Linq;

namespace AethergenAI.Launcher.Testing;

/// <summary>Runs a test project in a separate process.</summary>
/// <param name="Fast">Leave out the tests with the trait <c>Speed=Slow</c>.</param>
internal sealed record XunitTests(TestProject Project, bool Fast) : ITestJob
{
    public string Name => Project.Name;

    public bool NeedsDatabase => Project.NeedsDatabase;

    public bool NeedsMachine => Project.NeedsMachine;

    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        string report = Log.PathOf($"{Name}.xml");
        File.Delete(report);
        using var log = new Log(Name);
        string[] filter = Fast ? ["-trait-", "Speed=Slow"] : [];
        var command = new Command("dotnet", ["exec", Project.Dll, "-noLogo", "-noColor", "-xml", report, .. filter]);
        int code = await command.RunAsync(log.Write, ct);
        return File.Exists(report)
            ? Read(Name, XDocument.Load(report), code, log)
            : new Outcome(Name, 0, 1)
            {
                Remark = $"ended with code {code} before its summary: {log.Path}",
                Complaint = log.Last(60),
            };
    }

    /// <summary>A run that ends with a code other than 0, or runs no test, counts as failed.</summary>
    internal static Outcome Read(string name, XDocument report, int code, Log log)
    {
        XElement[] assemblies = [.. report.Descendants("assembly")];
        int passed = Sum("passed"),
            skipped = Sum("skipped"),
            failed = Sum("failed") + Sum("errors");
        if (failed == 0 && (code != 0 || passed + skipped == 0))
        {
            failed = 1;
        }

        return new Outcome(name, passed, failed)
        {
            Remark = skipped > 0 ? $"{skipped} skipped: {log.Path}" : "",
            Complaint = failed > 0 ? log.Around(["[FAIL]", "[ERROR]"], following: 25, most: 200) : [],
            Tests = [.. report.Descendants("test").Select(Timed)],
        };

        int Sum(string attribute) => assemblies.Sum(assembly => (int?)assembly.Attribute(attribute) ?? 0);
    }

    private static TimedTest Timed(XElement test) =>
        new(
            (string)test.Attribute("name")!,
            TimeSpan.FromSeconds(double.Parse((string)test.Attribute("time")!, CultureInfo.InvariantCulture))
        );
}
