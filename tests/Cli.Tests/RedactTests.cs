using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AethergenAI.Cli.Tests;

/// <summary>Of a redacted column only the missing cells are learned; every other cell is a fixed text.</summary>
[Trait("Speed", "Slow")]
public sealed class RedactTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Secret = "knee";

    private const int Rows = 600;

    [Fact]
    public async Task A_redacted_column_keeps_its_missing_cells_and_no_text()
    {
        await InferAsync();
        await work.Expect(ExitCode.Done, "schema", "check", "r.schema.json", "r1.csv");
        foreach (string generator in (string[])["independent", "copula", "trees", "auto"])
        {
            await work.Expect(
                ExitCode.Done,
                [
                    "fit",
                    "--schema",
                    "r.schema.json",
                    "--seed",
                    "r1.csv",
                    "--generator",
                    generator,
                    "-o",
                    $"{generator}/",
                ]
            );
            await SampledAsync(generator, "r.schema.json");
        }

        string[] evaluate = ["evaluate", "--schema", "r.schema.json", "--real", "r1.csv", "--holdout", "r2.csv"];
        await work.Expect(ExitCode.Done, [.. evaluate, "--synthetic", "trees.csv", "--quick", "-o", "r.json"]);
        var report = JsonNode.Parse(await File.ReadAllTextAsync(work["r.json"]))!;
        Assert.Contains("Its cells are redacted, so there is nothing to compare.", report.ToJsonString());
        Assert.DoesNotContain(Secret, report.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mst")]
    [InlineData("aim")]
    public async Task A_private_fit_pays_for_the_missing_cells_of_a_redacted_column_only(string generator)
    {
        await InferAsync();
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(work["r.schema.json"]))!;
        schema["privacy"] = new JsonObject { ["maxRows"] = 100_000 };
        foreach (JsonNode? column in schema["columns"]!.AsArray().Take(2))
        {
            column!["domain"] = "public";
        }
        work.Write("p.schema.json", schema.ToJsonString());
        work.Write("p.csv", Text(generator == "mst" ? 11 : 12));

        await work.Expect(
            ExitCode.Done,
            [
                "fit",
                "--schema",
                "p.schema.json",
                "--seed",
                "p.csv",
                "--generator",
                generator,
                "--epsilon",
                "8",
                "--set",
                "delta=1e-6",
                "-o",
                $"{generator}/",
            ]
        );

        await SampledAsync(generator, "p.schema.json");
    }

    [Fact]
    public async Task A_text_of_a_redacted_column_cannot_be_asked_for()
    {
        await InferAsync();
        string[] fit =
        [
            "fit",
            "--schema",
            "r.schema.json",
            "--seed",
            "r1.csv",
            "--generator",
            "independent",
            "-o",
            "g/",
        ];
        await work.Expect(ExitCode.Done, fit);
        work.Write("given.csv", $"notes\n{Secret}\n");
        work.Write("plain.csv", "notes\n[redacted]\n");
        string[] sample = ["sample", "g/", "-o", "g.csv"];

        foreach (
            string[] asked in (string[][])
                [
                    ["--rows", "5", "--where", $"notes={Secret}"],
                    ["--given", "given.csv"],
                    ["--given", "given.csv", "--keep", "notes"],
                    ["--rows", "5", "--share", $"notes:{Secret}=0.5"],
                ]
        )
        {
            var refused = await work.Expect(ExitCode.Refused, [.. sample, .. asked]);
            Assert.Contains("[generation.given-redacted]", refused.Stderr, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, refused.Stderr, StringComparison.Ordinal);
        }
        await work.Expect(ExitCode.Done, [.. sample, "--given", "plain.csv"]);
    }

    [Fact]
    public async Task Free_text_is_refused_with_all_that_can_be_done()
    {
        work.Write("t.csv", Text(3));

        var refused = await work.Expect(ExitCode.Refused, "fit", "t.csv", "--generator", "independent", "-o", "t/");

        Assert.Contains("[generation.text-column]", refused.Stderr, StringComparison.Ordinal);
        foreach (string choice in (string[])["Drop it", "redact it", "a category or an identifier", "--redact COL"])
        {
            Assert.Contains(choice, refused.Stderr, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--redact", "note", "[schema.unknown-column]")]
    [InlineData("--redact", "", "[schema.unknown-column]")]
    [InlineData("--redact", ",,,", "[schema.unknown-column]")]
    [InlineData("--drop", "", "[schema.unknown-column]")]
    [InlineData("--drop", "notes,,", "[schema.unknown-column]")]
    public async Task Names_of_no_column_are_refused(string option, string names, string code)
    {
        work.Write("n.csv", Text(4));

        var refused = await work.Expect(ExitCode.Refused, "schema", "infer", "n.csv", option, names);

        Assert.Contains(code, refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_is_dropped_or_redacted()
    {
        work.Write("b.csv", Text(5));

        var refused = await work.Expect(
            ExitCode.Refused,
            "schema",
            "infer",
            "b.csv",
            "--drop",
            "notes",
            "--redact",
            "sex,notes"
        );

        Assert.Contains("--drop and --redact both name 'notes'", refused.Stderr, StringComparison.Ordinal);
    }

    private async Task InferAsync()
    {
        work.Write("r1.csv", Text(1));
        work.Write("r2.csv", Text(2));
        var infer = await work.Expect(
            ExitCode.Done,
            ["schema", "infer", "r1.csv", "--redact", "notes,name", "-o", "r.schema.json"]
        );
        Assert.Contains("Redacted, as was asked: 'notes', 'name'.", infer.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, infer.Stderr, StringComparison.Ordinal);
    }

    private async Task SampledAsync(string generator, string schema)
    {
        await work.Expect(ExitCode.Done, "sample", $"{generator}/", "--rows", $"{Rows}", "-o", $"{generator}.csv");
        await work.Expect(ExitCode.Done, "schema", "check", schema, $"{generator}.csv");
        string[][] rows =
        [
            .. (await File.ReadAllLinesAsync(work[$"{generator}.csv"])).Skip(1).Select(row => row.Split(',')),
        ];
        Assert.All(rows, row => Assert.Equal("[redacted]", row[3]));
        Assert.All(rows, row => Assert.Contains(row[2], (string[])["", "[redacted]"]));
        // A fifth of the seed's cells is missing: 4 standard deviations of two such shares, √(2·.2·.8/600), are .092;
        // noise adds little at this ε.
        Assert.Equal(0.2, rows.Count(row => row[2].Length == 0) / (double)Rows, 0.1);
        foreach (string file in Directory.GetFiles(work[generator], "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(file, Encoding.Latin1), StringComparison.Ordinal);
        }
    }

    private static string Text(int seed)
    {
        string[] words = [Secret, "pain", "after", "a", "fall", "from", "bicycle", "rest", "and", "ice"];
        var random = new Random(seed);
        var text = new StringBuilder("age,sex,notes,name\n");
        for (int row = 0; row < Rows; row++)
        {
            string notes =
                random.NextDouble() < 0.2 ? "" : string.Join(' ', Enumerable.Repeat(0, 12).Select(_ => Word()));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{random.Next(18, 90)},{"FM"[random.Next(2)]},{notes},{Word()} {Word()} {row}\n"
            );
        }
        return text.ToString();

        string Word() => words[random.Next(words.Length)];
    }
}
