using System.Runtime.InteropServices;

namespace AethergenAI.Cli.Tests;

public sealed partial class SampleTests(Workspace work) : IClassFixture<Workspace>
{
    /// <summary>Two digits name a hundred patients; further ones get a digit more, as plain numbers do.</summary>
    [Theory]
    [InlineData("##", "")]
    [InlineData("P-##", "P-")]
    public async Task Identifiers_of_entities_get_longer_where_their_pattern_is_used_up(string pattern, string start)
    {
        string rows = string.Concat(Enumerable.Range(0, 400).Select(row => $"{start}{10 + row % 60},{row % 7}\n"));
        work.Write("visits.csv", $"patient_id,visit\n{rows}");
        work.Write(
            "visits.schema.json",
            """
            {"name":"visits","columns":[
              {"kind":"identifier","name":"patient_id","pattern":"PATTERN","entity":"patient","role":"identifier"},
              {"kind":"integer","name":"visit"}]}
            """.Replace("PATTERN", pattern, StringComparison.Ordinal)
        );
        string[] fit =
        [
            "fit",
            "visits.csv",
            "--schema",
            "visits.schema.json",
            "--generator",
            "independent",
            "-o",
            "v/",
        ];
        await work.Expect(ExitCode.Done, fit);

        await work.Expect(ExitCode.Done, "sample", "v/", "--rows", "9000", "-o", "more.csv");

        string[] ids = [.. (await File.ReadAllLinesAsync(work["more.csv"])).Skip(1).Select(line => line.Split(',')[0])];
        Assert.All(ids, id => Assert.Matches($"^{start}[0-9]{{2,4}}$", id));
        // 400 rows of 60 patients: about 6.7 rows each, in the 9,000 rows too.
        Assert.InRange(ids.Distinct().Count(), 1_300, 1_400);
        // The rows of a patient follow one another: no identifier comes back later.
        Assert.Equal(ids.Distinct().Count(), 1 + ids.Zip(ids.Skip(1)).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_one_is_the_default()
    {
        var first = await work.Expect(ExitCode.Done, "sample", "model/", "--rows", "5000");
        var same = await work.Expect(ExitCode.Done, "sample", "model/", "--rows", "5000", "--seed", "1", "-o", "-");
        await work.Expect(ExitCode.Done, "sample", "model/", "--rows", "5000", "-o", "one.csv");
        var other = await work.Expect(ExitCode.Done, "sample", "model/", "--rows", "5000", "--seed", "2");

        Assert.Equal(first.Stdout, same.Stdout);
        Assert.Equal(first.Stdout, await File.ReadAllBytesAsync(work["one.csv"]));
        Assert.NotEqual(first.Stdout, other.Stdout);
        Assert.Equal(5001, first.Text.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Names_that_differ_by_case_are_said_before_the_fit_and_refused_for_parquet()
    {
        work.Write("case.csv", "ID,id,n\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"a,b,{n}\n")));
        await work.Expect(ExitCode.Done, "schema", "infer", "case.csv", "-o", "case.schema.json");
        var fit = await work.Expect(
            ExitCode.Done,
            ["fit", "--schema", "case.schema.json", "--seed", "case.csv", "--generator", "independent", "-o", "case/"]
        );
        Assert.Contains("'ID' and 'id' differ by case only", fit.Stderr, StringComparison.Ordinal);
        await work.Expect(ExitCode.Done, "sample", "case/", "--rows", "5", "-o", "case-out.csv");
        var refused = await work.Expect(ExitCode.Refused, "sample", "case/", "--rows", "5", "-o", "case.parquet");
        Assert.Contains("[cli.names-by-case]", refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fewer_rows_are_the_first_of_more()
    {
        var few = await work.Expect(ExitCode.Done, "sample", "model/", "--rows", "100");
        var more = await work.Expect(ExitCode.Done, "sample", "model/", "--rows", "6000");

        Assert.StartsWith(few.Text, more.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sample", "model/")]
    [InlineData("sample", "model/", "--rows", "0")]
    [InlineData("sample", "model/", "--rows", "many")]
    [InlineData("sample", "model/", "--rows", "5", "--json")]
    public async Task What_cannot_be_meant_is_a_usage_error(params string[] words)
    {
        var ended = await work.Expect(ExitCode.Usage, words);

        Assert.Empty(ended.Stdout);
        Assert.Contains("aethergen sample --help", ended.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("many", "a whole number, not 'many'")]
    [InlineData("0", "a whole number from 1")]
    public async Task A_usage_error_with_json_is_one_document_and_names_no_type(string rows, string says)
    {
        var ended = await work.Expect(ExitCode.Usage, "sample", "model/", "--rows", rows, "-o", "x.csv", "--json");

        var problem = System.Text.Json.JsonDocument.Parse(ended.Stderr).RootElement;
        Assert.Equal("usage", problem.GetProperty("code").GetString());
        Assert.Contains(says, problem.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", ended.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ending_that_names_no_format_is_refused()
    {
        var ended = await work.Expect(ExitCode.Refused, "sample", "model/", "--rows", "5", "-o", "x.xlsx");

        Assert.Contains("[cli.unknown-format]", ended.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(work["x.xlsx"]));
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_half_written_and_keeps_what_was_there()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Ctrl-C reaches a child on Windows only through its console.");
        work.Write("long.csv", "before");
        using var process = Cli.Start(work.Folder, "sample", "model/", "--rows", "2000000000", "-o", "long.csv");
        while (!work.HalfWritten.Any(IsBegun))
        {
            await Task.Delay(20);
        }

        Assert.Equal(0, Kill(process.Id, Terminate));
        var ended = await Cli.EndAsync(process).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(ExitCode.Cancelled, ended.ExitCode);
        Assert.Equal("before", await File.ReadAllTextAsync(work["long.csv"]));
        Assert.Empty(work.HalfWritten);

        // The command first tries with an empty file whether it may write here at all.
        static bool IsBegun(string path) =>
            Path.GetFileName(path).StartsWith("long.csv.", StringComparison.Ordinal) && new FileInfo(path).Length > 0;
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_command()
    {
        using var process = Cli.Start(work.Folder, "sample", "model/", "--rows", "2000000000");
        Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        process.StandardOutput.Close();

        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(ExitCode.Cancelled, process.ExitCode);
    }

    /// <summary>
    /// SIGTERM takes Ctrl-C's path, and is not ignored where the tests themselves run in the background.
    /// </summary>
    private const int Terminate = 15;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
