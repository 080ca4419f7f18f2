namespace AethergenAI.Cli.Tests;

public sealed class WorkflowTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public async Task From_a_file_to_a_report()
    {
        var check = await work.Expect(ExitCode.Done, "schema", "check", "s.schema.json", "train.csv", "--json");
        Assert.True(check.Json.GetProperty("holds").GetBoolean());

        var sample = await work.Expect(
            ExitCode.Done,
            "sample",
            "model/",
            "--rows",
            "700",
            "-o",
            "synthetic.csv",
            "--json"
        );
        Assert.Equal(700, sample.Json.GetProperty("rows").GetInt32());

        var evaluate = await work.Expect(
            ExitCode.Done,
            "evaluate",
            "--schema",
            "s.schema.json",
            "--real",
            "train.csv",
            "--holdout",
            "holdout.csv",
            "--synthetic",
            "synthetic.csv",
            "-o",
            "report.json",
            "--html",
            "report.html",
            "--json"
        );
        Assert.Equal(evaluate.Text, await File.ReadAllTextAsync(work["report.json"]));
        Assert.Equal(700, evaluate.Json.GetProperty("subject").GetProperty("syntheticRows").GetInt32());
        Assert.StartsWith(
            "<!doctype html",
            await File.ReadAllTextAsync(work["report.html"]),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task A_model_is_still_valid_for_rows_like_its_seed_and_to_be_refitted_for_others()
    {
        string[] lines = await File.ReadAllLinesAsync(work["train.csv"]);
        work.Write("third.csv", string.Join('\n', lines.Where((_, row) => row % 3 == 0)) + "\n");
        var same = await work.Expect(
            ExitCode.Done,
            "drift",
            "model/",
            "--seed",
            "third.csv",
            "--train",
            "train.csv",
            "--json"
        );
        Assert.Equal("still-valid", same.Json.GetProperty("verdict").GetString());
        Assert.Equal("train", same.Json.GetProperty("reference").GetString());

        work.Write("first.csv", string.Join('\n', Enumerable.Repeat(lines[1], 60).Prepend(lines[0])) + "\n");
        var moved = await work.Expect(ExitCode.Failed, "drift", "model/", "--seed", "first.csv");
        Assert.Contains("Refit:", moved.Text, StringComparison.Ordinal);
        Assert.Contains("jointly", moved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Synthetic_rows_keep_to_the_schema()
    {
        await work.Expect(ExitCode.Done, "sample", "model/", "--rows", "5000", "-o", "kept.parquet");

        var check = await work.Expect(ExitCode.Done, "schema", "check", "s.schema.json", "kept.parquet", "--json");

        Assert.Equal(0, check.Json.GetProperty("findings").GetProperty("violations").GetInt64());
    }

    [Fact]
    public void A_model_is_two_files() =>
        Assert.Equal(
            ["model.json", "sampler.onnx"],
            Directory.GetFileSystemEntries(work["model"]).Select(path => Path.GetFileName(path)).Order()
        );

    [Fact]
    public async Task Fitting_again_gives_the_same_sampler_and_replaces_the_folder()
    {
        string[] fit =
        [
            "fit",
            "--schema",
            "s.schema.json",
            "--seed",
            "train.csv",
            "--generator",
            "independent",
            "-o",
            "again/",
        ];
        await work.Expect(ExitCode.Done, fit);
        await work.Expect(ExitCode.Done, fit);

        Assert.Equal(
            await File.ReadAllBytesAsync(work["model/sampler.onnx"]),
            await File.ReadAllBytesAsync(work["again/sampler.onnx"])
        );
        Assert.Empty(work.HalfWritten);
    }

    [Fact]
    public async Task The_default_generator_fits()
    {
        var fit = await work.Expect(
            ExitCode.Done,
            "fit",
            "--schema",
            "s.schema.json",
            "--seed",
            "train.csv",
            "-o",
            "auto/",
            "--json"
        );

        string? chosen = fit.Json.GetProperty("generator").GetString();
        Assert.True(chosen is "trees" or "copula" or "arn", chosen);
        var model = System
            .Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(work["auto/model.json"]))
            .RootElement;
        Assert.Equal(chosen, model.GetProperty("generator").GetString());
        var comparison = model.GetProperty("provenance").GetProperty("comparison");
        Assert.Equal(chosen, comparison.GetProperty("chosen").GetString());
        Assert.Equal(3, comparison.GetProperty("candidates").GetArrayLength());
    }

    [Fact]
    public async Task Without_an_output_the_schema_is_all_of_stdout()
    {
        var infer = await work.Expect(ExitCode.Done, "schema", "infer", "train.csv", "--name", "strikes");

        Assert.Equal("strikes", infer.Json.GetProperty("name").GetString());
        Assert.Equal(14, infer.Json.GetProperty("columns").GetArrayLength());
        Assert.Contains("Flight Date", infer.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_row_is_found_by_row_and_column_without_its_value()
    {
        string[] lines = await File.ReadAllLinesAsync(work["train.csv"]);
        lines[3] = lines[3].Replace(lines[3].Split(',')[3], "1850-01-01", StringComparison.Ordinal);
        work.Write("broken.csv", string.Join('\n', lines));

        var check = await work.Expect(ExitCode.Failed, "schema", "check", "s.schema.json", "broken.csv");

        Assert.Contains("row 3 (line 4), column Flight Date", check.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("1850-01-01", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Combinations_are_checked_against_the_seed_that_is_named_and_examples_end_in_a_count()
    {
        work.Write(
            "pairs.schema.json",
            """
            { "name": "pairs", "columns": [{ "kind": "integer", "name": "a" }, { "kind": "integer", "name": "b" }],
              "constraints": [{ "kind": "combinations", "columns": ["a", "b"] }] }
            """
        );
        work.Write("pairs.csv", "a,b\n1,2\n3,4\n");
        work.Write("mixed.csv", "a,b\n" + string.Concat(Enumerable.Repeat("1,4\n", 25)));

        var without = await work.Expect(ExitCode.Done, "schema", "check", "pairs.schema.json", "mixed.csv");
        Assert.Contains("--seed TRAIN.csv", without.Text, StringComparison.Ordinal);
        var with = await work.Expect(
            ExitCode.Failed,
            "schema",
            "check",
            "pairs.schema.json",
            "mixed.csv",
            "--seed",
            "pairs.csv"
        );
        Assert.Contains("  … and 5 more\n", with.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Not checked", with.Text, StringComparison.Ordinal);
        await work.Expect(ExitCode.Done, "schema", "check", "pairs.schema.json", "pairs.csv", "--seed", "pairs.csv");
    }
}
