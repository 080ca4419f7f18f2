namespace AethergenAI.Cli.Tests;

public sealed class BadInputTests(Workspace work) : IClassFixture<Workspace>
{
    [Theory]
    [InlineData("", "csv.empty")]
    [InlineData("a,b\n", "csv.no-rows")]
    [InlineData("a,b\n1,2\n3\n", "csv.ragged-row")]
    [InlineData("a,b\n1,\"2\n", "csv.unclosed-quote")]
    [InlineData("a,a\n1,2\n", "csv.duplicate-header")]
    [InlineData("a,b\n1,\0\n", "csv.nul-byte")]
    public async Task A_malformed_file_is_refused_with_its_code_and_nothing_is_written(string text, string code)
    {
        work.Write("bad.csv", text);

        var ended = await work.Expect(ExitCode.Refused, "schema", "infer", "bad.csv", "-o", "bad.schema.json");

        AssertRefused(ended, code);
        Assert.False(File.Exists(work["bad.schema.json"]));
    }

    [Theory]
    [InlineData("schema", "check", "s.schema.json", "--bogus")]
    [InlineData("schema", "infer", "--bogus", "train.csv")]
    [InlineData("schema", "check", "train.csv", "--schema", "s.schema.json")]
    public async Task An_option_that_a_command_lacks_is_not_taken_for_a_file(params string[] words)
    {
        var ended = await work.Expect(ExitCode.Usage, words);

        string option = words.Single(word => word.StartsWith("--", StringComparison.Ordinal));
        Assert.StartsWith($"aethergen: unknown option '{option}'.", ended.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("argument", ended.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_no_data()
    {
        var ended = await work.Expect(ExitCode.Refused, "schema", "infer", "model/");

        AssertRefused(ended, "cli.file-missing");
        Assert.Contains("'model/' is a folder", ended.Stderr, StringComparison.Ordinal);
    }

    /// <summary>A link, so that a device could not be replaced even if the file were written.</summary>
    [Theory]
    [InlineData("/dev/null", "is a device, not a file")]
    [InlineData("loop.json", "is a link that leads back to itself")]
    public async Task Nothing_is_written_to_a_device_or_a_link_that_leads_nowhere(string target, string reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        File.Delete(work["loop.json"]);
        File.CreateSymbolicLink(work["loop.json"], target);

        var ended = await work.Expect(ExitCode.Refused, "schema", "infer", "train.csv", "-o", "loop.json");

        AssertRefused(ended, "cli.not-writable");
        Assert.Contains($"'loop.json' ", ended.Stderr, StringComparison.Ordinal);
        Assert.Contains(reason, ended.Stderr, StringComparison.Ordinal);
        Assert.Equal(target, new FileInfo(work["loop.json"]).LinkTarget);
    }

    [Theory]
    [InlineData("fit", "--schema", "s.schema.json", "--seed", "train.csv", "-o", "train.csv/x/")]
    [InlineData("sample", "model/", "--rows", "5", "-o", "train.csv/x/y.csv")]
    [InlineData(
        "evaluate",
        "--schema",
        "s.schema.json",
        "--real",
        "train.csv",
        "--holdout",
        "holdout.csv",
        "--synthetic",
        "train.csv",
        "--html",
        "train.csv/x/y.html"
    )]
    public async Task A_place_that_cannot_be_written_is_refused_by_the_name_that_was_given(params string[] words)
    {
        var ended = await work.Expect(ExitCode.Refused, words);

        AssertRefused(ended, "cli.not-writable");
        Assert.Contains($"'{words[^1]}' cannot be written", ended.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain(".part", ended.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_columns_are_refused()
    {
        string header = string.Join(',', Enumerable.Range(0, 10_000).Select(column => $"c{column}"));
        work.Write("wide.csv", $"{header}\n{string.Join(',', Enumerable.Repeat("1", 10_000))}\n");

        AssertRefused(await work.Expect(ExitCode.Refused, "schema", "infer", "wide.csv"), "csv.too-many-columns");
    }

    [Fact]
    public async Task Ragged_rows_go_on_when_asked_to()
    {
        work.Write("ragged.csv", "a,b\n1,2\n3\n");

        await work.Expect(ExitCode.Done, "schema", "infer", "ragged.csv", "--ragged", "pad");
    }

    [Fact]
    public async Task A_schema_that_contradicts_the_data_is_refused_before_fitting()
    {
        work.Write(
            "other.schema.json",
            """{ "name": "other", "columns": [{ "kind": "integer", "name": "Flight Date" }] }"""
        );

        var ended = await work.Expect(
            ExitCode.Refused,
            "fit",
            "--schema",
            "other.schema.json",
            "--seed",
            "train.csv",
            "--generator",
            "independent",
            "-o",
            "never/"
        );

        AssertRefused(ended, "csv.");
        Assert.False(Directory.Exists(work["never"]));
    }

    [Fact]
    public async Task A_constraint_that_cannot_hold_is_refused_before_fitting()
    {
        work.Write("impossible.csv", "a,b\n1,2\n3,4\n");
        work.Write(
            "impossible.schema.json",
            """
            { "name": "impossible",
              "columns": [{ "kind": "integer", "name": "a", "min": 5, "max": 9 },
                          { "kind": "integer", "name": "b", "min": 0, "max": 4 }],
              "constraints": [{ "kind": "inequality", "low": "a", "high": "b" }] }
            """
        );

        var ended = await work.Expect(
            ExitCode.Refused,
            "fit",
            "--schema",
            "impossible.schema.json",
            "--seed",
            "impossible.csv",
            "-o",
            "never/"
        );

        Assert.Contains("'a'", ended.Stderr, StringComparison.Ordinal);
        Assert.False(Directory.Exists(work["never"]));
    }

    [Theory]
    [InlineData("--generator", "copulla", "generation.unknown-generator", "'copula'")]
    [InlineData("--set", "bogus=1", "generation.unknown-option", "bogus")]
    [InlineData("--set", "candidates=mst", "generation.option-range", "--set says mst")]
    public async Task An_unknown_generator_or_option_is_refused_by_name(
        string option,
        string value,
        string code,
        string names
    )
    {
        var ended = await work.Expect(
            ExitCode.Refused,
            "fit",
            "--schema",
            "s.schema.json",
            "--seed",
            "train.csv",
            "-o",
            "never/",
            option,
            value
        );

        AssertRefused(ended, code);
        Assert.Contains(names, ended.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_with_json_is_one_document_on_stderr()
    {
        var ended = await work.Expect(ExitCode.Refused, "schema", "infer", "nowhere.csv", "--json");

        Assert.Empty(ended.Stdout);
        Assert.Equal(
            "cli.file-missing",
            System.Text.Json.JsonDocument.Parse(ended.Stderr).RootElement.GetProperty("code").GetString()
        );
    }

    [Fact]
    public async Task A_folder_with_other_files_is_not_overwritten_by_a_model()
    {
        Directory.CreateDirectory(work["mine"]);
        work.Write("mine/thesis.txt", "precious");

        AssertRefused(
            await work.Expect(
                ExitCode.Refused,
                "fit",
                "--schema",
                "s.schema.json",
                "--seed",
                "train.csv",
                "-o",
                "mine/"
            ),
            "cli.foreign-folder"
        );
        Assert.Equal("precious", await File.ReadAllTextAsync(work["mine/thesis.txt"]));
    }

    [Fact]
    public async Task A_model_whose_graph_was_exchanged_is_refused()
    {
        Directory.CreateDirectory(work["forged"]);
        File.Copy(work["model/model.json"], work["forged/model.json"]);
        work.Write("forged/sampler.onnx", "not the graph");

        Assert.Contains(
            "sampler.onnx",
            (await work.Expect(ExitCode.Refused, "sample", "forged/", "--rows", "1")).Stderr,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_full_disk_ends_in_one_message_and_nothing_half_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's.");
        using var shell = System.Diagnostics.Process.Start(
            "sh",
            [
                "-c",
                $"cd '{work.Folder}' && dotnet exec "
                    + $"'{Path.Combine(AppContext.BaseDirectory, "AethergenAI.Cli.dll")}' sample model/ --rows 100000 "
                    + "> /dev/full 2> full.txt",
            ]
        );
        await shell.WaitForExitAsync();

        Assert.Equal(ExitCode.Refused, shell.ExitCode);
        Assert.Contains("[cli.disk-full]", await File.ReadAllTextAsync(work["full.txt"]), StringComparison.Ordinal);
    }

    private void AssertRefused(Ended ended, string code)
    {
        Assert.Contains($"[{code}", ended.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Stderr, StringComparison.Ordinal);
        Assert.Empty(ended.Stdout);
        Assert.Empty(work.HalfWritten);
    }
}
