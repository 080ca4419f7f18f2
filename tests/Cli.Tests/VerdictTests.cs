using System.Globalization;
using System.Text;

namespace AethergenAI.Cli.Tests;

/// <summary>A run that fails its gates says so first wherever it is shown, although its files are intact.</summary>
[Trait("Speed", "Slow")]
public sealed class VerdictTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Fails = "fail: Not useful";

    [Fact]
    public async Task What_fails_is_told_first_by_run_verify_and_card_verify()
    {
        work.Write("income.csv", Related());
        work.Write(
            "apart.json",
            """
            { "name": "Apart", "data": { "seed": "income.csv", "holdoutShare": 0.4, "target": "above" },
              "base": { "generator": "independent", "rows": 900 }, "repeats": 1 }
            """
        );
        var run = await work.Expect(ExitCode.Done, "run", "apart.json", "-o", "out/");
        await work.Expect(ExitCode.Done, "pack", "out/", "-o", "pack.zip");

        Assert.StartsWith($"Verdict: {Fails}", run.Text, StringComparison.Ordinal);
        foreach (
            string[] command in (string[][])
                [
                    ["verify", "pack.zip"],
                    ["card", "verify", "out/"],
                ]
        )
        {
            var text = await work.Expect(ExitCode.Done, command);
            Assert.StartsWith($"Verdict of the report: {Fails}", text.Text, StringComparison.Ordinal);
            Assert.Contains("Gates that fail: useful, ", text.Text, StringComparison.Ordinal);
            Assert.Contains("\nintact", text.Text, StringComparison.Ordinal);

            var json = (await work.Expect(ExitCode.Done, [.. command, "--json"])).Json;
            Assert.True(json.GetProperty("intact").GetBoolean());
            Assert.Equal("fail", json.GetProperty("verdict").GetProperty("outcome").GetString());
        }

        await NothingChangedIsSignedAsync("out/summary.json", text =>
            text.Replace("\"answer\": \"", "\"answer\": \"Never. ")
        );
        await NothingChangedIsSignedAsync("out/trials/c01-r1/trial.json", text => text[..^1]);
        await NothingChangedIsSignedAsync("out/trials/c01-r1/report.json", text => text.Replace("fail", "pass"));
    }

    private async Task NothingChangedIsSignedAsync(string file, Func<string, string> change)
    {
        string before = await File.ReadAllTextAsync(work[file]);
        Assert.NotEqual(before, change(before));
        work.Write(file, change(before));

        var refused = await work.Expect(ExitCode.Refused, "pack", "out/", "-o", "changed.zip");

        Assert.Contains("evidence.contradiction", refused.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(work["changed.zip"]));
        work.Write(file, before);
    }

    /// <summary>A target that follows from two other columns, which independent columns cannot tell.</summary>
    private static string Related()
    {
        var random = new Random(1);
        var text = new StringBuilder("age,hours,above\n");
        for (int row = 0; row < 1500; row++)
        {
            int age = random.Next(18, 80),
                hours = random.Next(10, 60);
            text.Append(CultureInfo.InvariantCulture, $"{age},{hours},{(age + hours > 84 ? "yes" : "no")}\n");
        }
        return text.ToString();
    }
}
