using System.Diagnostics;
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
        Assert.Contains("\nintact", await CliAsync("verify", "out/pack.zip"), StringComparison.Ordinal);

        var runs = JsonNode.Parse(await CliAsync("runs", "--json"))!.AsArray();
        Assert.Equal("On the server", runs[0]!["name"]!.GetValue<string>());
        string again = await CliAsync("pull", runs[0]!["id"]!.GetValue<string>(), "-o", "out/");
        Assert.StartsWith("0 files fetched", again, StringComparison.Ordinal);
        Assert.Contains("patients.csv", await CliAsync("budget"));
        Assert.Contains("Signed out", await CliAsync("logout", $"{system.Address}"));
    }

    [Fact]
    public async Task The_example_in_python_does_a_whole_run()
    {
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "patients.csv"), Visitor.Patients(400));
        var start = new ProcessStartInfo(
            "python3",
            [Remote.InCheckout("docs/examples/run_on_a_server.py"), $"{system.Address}", "patients.csv", "outcome"]
        )
        {
            WorkingDirectory = folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AETHERGEN_KEY"] = await MakeKeyAsync();
        using Process? python = StartIfThere(start);
        Assert.SkipWhen(python is null, "There is no python3 on this machine.");
        Assert.Contains("pack.zip", await Remote.EndAsync(python, 0), StringComparison.Ordinal);
        Assert.Contains("\nintact", await CliAsync("verify", "pack.zip"), StringComparison.Ordinal);
    }

    private static Process? StartIfThere(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [Fact]
    public async Task A_person_signs_in_by_a_code_that_is_allowed_in_a_browser()
    {
        using HttpClient owner = await system.SignInAsync();
        using Process login = Remote.Start(folder.FullName, "login", $"{system.Address}", "--device");
        string code = await CodeAsync(login);
        using var allowed = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["user_code"] = code, ["decision"] = "allow" }
        );
        using HttpResponseMessage answer = await owner.PostAsync(new Uri("/connect/verify", UriKind.Relative), allowed);

        Assert.Contains("as owner", await Remote.EndAsync(login, 0));
        Assert.Contains("run", await CliAsync("runs"));
        Assert.Contains("Signed out", await CliAsync("logout", $"{system.Address}"));
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

    private Task<string> CliAsync(int exitCode, params string[] arguments) =>
        Remote.CliAsync(folder.FullName, exitCode, arguments);

    /// <summary>The code in the address that the command shows.</summary>
    private static async Task<string> CodeAsync(Process login)
    {
        while (await login.StandardError.ReadLineAsync() is { } line)
        {
            if (Uri.TryCreate(line, UriKind.Absolute, out Uri? page))
            {
                return Uri.UnescapeDataString(page.Query.Split("user_code=")[1]);
            }
        }
        throw new Xunit.Sdk.XunitException("The command showed no address.");
    }
}
