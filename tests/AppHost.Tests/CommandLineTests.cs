using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace AethergenAI.AppHost.Tests;

/// <summary>The command line works on a server: the same recipe, on the team's installation.</summary>
[Trait("Speed", "Slow")]
public sealed class CommandLineTests(RunningSystem system) : IClassFixture<RunningSystem>, IDisposable
{
    private const string Recipe = """
        { "name": "On the server", "question": "Does it run there?",
          "data": { "seed": "patients.csv", "target": "outcome" },
          "base": { "generator": "independent", "rows": 200 }, "repeats": 1 }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-remote-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_recipe_runs_on_a_server_and_its_pack_verifies_here()
    {
        string key = await MakeKeyAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "key.txt"), key);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "r.json"), Recipe);
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "patients.csv"), Visitor.Patients(400));

        Assert.Contains("as engineer", await CliAsync("login", $"{system.Address}", "--key-file", "key.txt"));
        await CliAsync("run", "r.json", "--on", $"{system.Address}", "-o", "out/");
        Assert.StartsWith("intact", await CliAsync("verify", "out/pack.zip"), StringComparison.Ordinal);

        var runs = JsonNode.Parse(await CliAsync("runs", "--json"))!.AsArray();
        Assert.Equal("On the server", runs[0]!["name"]!.GetValue<string>());
        string again = await CliAsync("pull", runs[0]!["id"]!.GetValue<string>(), "-o", "out/");
        Assert.StartsWith("0 files fetched", again, StringComparison.Ordinal);
        Assert.Contains("patients.csv", await CliAsync("budget"));
        Assert.Contains("forgotten", await CliAsync("logout", $"{system.Address}"));
    }

    [Fact]
    public async Task The_audit_of_a_server_verifies_here()
    {
        using HttpClient owner = await system.SignInAsync();
        string export = await owner.GetStringAsync(new Uri("/api/audit/export", UriKind.Relative));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "audit.json"), export);
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "changed.json"),
            export.Replace("owner@localhost", "somebody@localhost", StringComparison.Ordinal)
        );
        Assert.StartsWith("intact", await CliAsync("verify-audit", "audit.json"), StringComparison.Ordinal);
        string found = await CliAsync(1, "verify-audit", "changed.json");
        Assert.StartsWith("not intact", found, StringComparison.Ordinal);
    }

    private async Task<string> MakeKeyAsync()
    {
        using HttpClient owner = await system.SignInAsync();
        var wanted = new JsonObject { ["name"] = "command line", ["role"] = "engineer" };
        return (await Visitor.PostAsync(owner, "/api/keys", wanted))["text"]!.GetValue<string>();
    }

    private Task<string> CliAsync(params string[] arguments) => CliAsync(0, arguments);

    private async Task<string> CliAsync(int exitCode, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, .. arguments])
        {
            WorkingDirectory = folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["AETHERGEN_KEY_DIR"] = Path.Combine(folder.FullName, "keys");
        start.Environment["AETHERGEN_HOME"] = Path.Combine(folder.FullName, "home");
        using Process process = Process.Start(start)!;
        var stderr = process.StandardError.ReadToEndAsync();
        string stdout = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == exitCode, $"{arguments[0]}: {process.ExitCode} {await stderr}");
        return stdout;
    }

    /// <summary>The command line of the configuration that the tests were built in.</summary>
    private static string Program
    {
        get
        {
            const string Tests = "tests/AppHost.Tests/bin/";
            string here = AppContext.BaseDirectory.Replace('\\', '/');
            int at = here.LastIndexOf(Tests, StringComparison.Ordinal);
            return Path.Combine(here[..at], "src/Cli/bin", here[(at + Tests.Length)..], "AethergenAI.Cli.dll");
        }
    }
}
