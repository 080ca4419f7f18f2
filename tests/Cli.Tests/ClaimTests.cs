using System.Globalization;
using System.Net;

namespace AethergenAI.Cli.Tests;

/// <summary>What a report says of the differential privacy of the model that made the rows.</summary>
public sealed class ClaimTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-claim-");

    private const string Schema = """
        {
          "name": "pay",
          "columns": [
            { "kind": "integer", "name": "age", "min": 0, "max": 99, "domain": "public" },
            { "kind": "integer", "name": "pay", "min": 0, "max": 200, "domain": "public" },
            { "kind": "integer", "name": "person", "min": 0, "max": 200, "domain": "public", "role": "attribute" }
          ],
          "privacy": PRIVACY
        }
        """;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{ "maxRows": 1000 }""", "2", "1e-8", "ε = 2 at δ = 1e-8, per row, add/remove")]
    [InlineData(
        """{ "maxRows": 1000, "entity": "person", "rowsPerEntity": 3, "excess": "trim" }""",
        "0.5",
        "1e-7",
        "ε = 0.5 at δ = 1e-7, per 'person' with at most 3 rows, add/remove"
    )]
    public async Task A_report_on_rows_of_a_private_model_repeats_its_claim(
        string privacy,
        string epsilon,
        string delta,
        string claim
    )
    {
        await FitAsync(privacy, "--set", $"epsilon={epsilon}", "--set", $"delta={delta}");

        var (said, beyond, page) = await EvaluateAsync("--model", "m/");

        Assert.Equal((claim, NotCovered), (said, beyond));
        Assert.Contains(WebUtility.HtmlEncode(claim), page, StringComparison.Ordinal);
        Assert.Contains("It does not cover this report", page, StringComparison.Ordinal);

        var printed = await DoneAsync([.. Asked, "--model", "m/"]);
        Assert.Contains($"Privacy claim of the model: {claim}. {NotCovered}", printed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_on_rows_of_a_model_without_a_claim_says_that_there_is_none()
    {
        await FitAsync("""{ "maxRows": 1000 }""");

        Assert.Equal("no differential privacy", (await EvaluateAsync("--model", "m/")).Said);
    }

    [Fact]
    public async Task A_report_without_the_model_knows_no_claim()
    {
        await FitAsync("""{ "maxRows": 1000 }""", "--set", "epsilon=1");

        var (said, beyond, page) = await EvaluateAsync();

        Assert.Null(beyond);
        Assert.Equal("differential privacy is not known, because the model was not given", said);
        Assert.DoesNotContain("add/remove", page, StringComparison.Ordinal);
    }

    private async Task FitAsync(string privacy, params string[] options)
    {
        Write("pay.schema.json", Schema.Replace("PRIVACY", privacy, StringComparison.Ordinal));
        Write("seed.csv", Rows(1));
        Write("other.csv", Rows(2));
        string[] fit = ["fit", "--schema", "pay.schema.json", "--seed", "seed.csv", "--generator", "independent"];
        await DoneAsync([.. fit, .. options, "-o", "m/"]);
        await DoneAsync("sample", "m/", "--rows", "300", "-o", "drawn.csv");
    }

    private const string NotCovered =
        "This report compares the rows with real ones, outside the ledger: no ε bounds what it tells.";

    private static readonly string[] Asked =
    [
        "evaluate",
        "--schema",
        "pay.schema.json",
        "--real",
        "seed.csv",
        "--holdout",
        "other.csv",
        "--synthetic",
        "drawn.csv",
        "--quick",
    ];

    private async Task<(string Said, string? NotCovered, string Page)> EvaluateAsync(params string[] model)
    {
        var ended = await DoneAsync([.. Asked, .. model, "--json", "--html", "report.html"]);
        var privacy = ended.Json.GetProperty("privacy");
        return (
            privacy.GetProperty("claim").GetString()!,
            privacy.TryGetProperty("notCovered", out var beyond) ? beyond.GetString() : null,
            await File.ReadAllTextAsync(Path.Combine(folder.FullName, "report.html"))
        );
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    private async Task<Ended> DoneAsync(params string[] arguments)
    {
        var ended = await Cli.RunIn(folder.FullName, arguments);
        Assert.True(ended.ExitCode == ExitCode.Done, ended.Stderr);
        return ended;
    }

    private static string Rows(int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable
            .Range(0, 400)
            .Select(_ =>
                string.Create(CultureInfo.InvariantCulture, $"{random.Next(100)},{random.Next(201)},{random.Next(201)}")
            );
        return string.Join('\n', lines.Prepend("age,pay,person"));
    }
}
