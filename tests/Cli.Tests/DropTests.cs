using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AethergenAI.Cli.Tests;

/// <summary>A column that shall not be used is left out of the schema, and files keep it.</summary>
[Trait("Speed", "Slow")]
public sealed class DropTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Note = "Not used, because the schema drops them: 'remarks', 'a,b'.";

    [Fact]
    public async Task Every_command_reads_a_file_that_still_has_a_dropped_column()
    {
        foreach (int seed in Enumerable.Range(1, 3))
        {
            work.Write($"d{seed}.csv", Rows(seed));
        }
        var infer = await work.Expect(
            ExitCode.Done,
            ["schema", "infer", "d1.csv", "--drop", "remarks", "--drop", "a,b", "-o", "d.schema.json"]
        );
        Assert.Contains(
            "Left out of the schema, as was asked: 'remarks', 'a,b'.",
            infer.Stderr,
            StringComparison.Ordinal
        );
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(work["d.schema.json"]))!;
        Assert.Equal(
            ["age", "hours"],
            schema["columns"]!.AsArray().Select(column => column!["name"]!.GetValue<string>())
        );
        Assert.Equal(["remarks", "a,b"], schema["dropped"]!.AsArray().Select(name => name!.GetValue<string>()));

        string[][] commands =
        [
            ["schema", "check", "d.schema.json", "d1.csv"],
            ["fit", "--schema", "d.schema.json", "--seed", "d1.csv", "--generator", "independent", "-o", "dm/"],
            [
                "evaluate",
                "--schema",
                "d.schema.json",
                "--real",
                "d1.csv",
                "--holdout",
                "d2.csv",
                "--synthetic",
                "d3.csv",
                "--quick",
            ],
            ["drift", "dm/", "--seed", "d2.csv"],
        ];
        foreach (string[] command in commands)
        {
            var ended = await work.Expect(ExitCode.Done, command);
            Assert.Contains(Note, ended.Stderr, StringComparison.Ordinal);
        }

        await work.Expect(ExitCode.Done, "sample", "dm/", "--rows", "20", "-o", "dout.csv");
        Assert.Equal("age,hours", (await File.ReadAllLinesAsync(work["dout.csv"]))[0]);
        await work.Expect(ExitCode.Done, "schema", "check", "d.schema.json", "dout.csv");
    }

    [Theory]
    [InlineData("remark", "[schema.unknown-column]", "Did you mean 'remarks'?")]
    [InlineData("age,hours,remarks", "[schema.columns]", "Keep at least one.")]
    public async Task What_cannot_be_dropped_is_refused(string columns, string code, string said)
    {
        work.Write("e.csv", "age,hours,remarks\n1,2,a long story\n3,4,another one\n");

        var refused = await work.Expect(ExitCode.Refused, "schema", "infer", "e.csv", "--drop", columns);

        Assert.Contains(code, refused.Stderr, StringComparison.Ordinal);
        Assert.Contains(said, refused.Stderr, StringComparison.Ordinal);
    }

    private static string Rows(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("age,remarks,hours,\"a,b\"\n");
        for (int row = 0; row < 300; row++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{random.Next(18, 80)},case {random.Next()} came on foot and left by car at once,{random.Next(60)},x\n"
            );
        }
        return text.ToString();
    }
}
