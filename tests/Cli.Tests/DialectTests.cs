using System.Text;

namespace AethergenAI.Cli.Tests;

/// <summary>How a file is written, through infer, check, fit, evaluate and run.</summary>
public sealed class DialectTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string People = Rows(0),
        Others = Rows(80);

    [Fact]
    public async Task A_file_without_a_header_is_refused_with_the_options_that_help()
    {
        work.Write("people.data", People);

        var ended = await work.Expect(ExitCode.Refused, "schema", "infer", "people.data");

        Assert.Contains("[csv.no-header]", ended.Stderr, StringComparison.Ordinal);
        Assert.Contains("--no-header, --names A,B,C or --header", ended.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_header_goes_through_every_command_once_infer_was_told()
    {
        work.Write("people.data", People);
        await work.Expect(
            ExitCode.Done,
            "schema",
            "infer",
            "people.data",
            "--names",
            "age,work,weight",
            "-o",
            "p.json"
        );
        await work.Expect(ExitCode.Done, "schema", "check", "p.json", "people.data");
        string[] fit = ["fit", "--schema", "p.json", "--seed", "people.data", "--generator", "independent"];
        var fitted = await work.Expect(ExitCode.Done, [.. fit, "-o", "people/"]);
        await work.Expect(ExitCode.Done, "sample", "people/", "--rows", "60", "-o", "people.csv");
        await work.Expect(ExitCode.Done, "schema", "check", "p.json", "people.csv", "--seed", "people.data");
        work.Write("others.data", Others);
        string[] tables = ["--real", "people.data", "--holdout", "others.data", "--synthetic", "people.csv"];
        await work.Expect(ExitCode.Done, ["evaluate", "--schema", "p.json", .. tables, "--quick", "--json"]);

        Assert.Contains("people.data: Line 1 was read as a row", fitted.Stderr, StringComparison.Ordinal);
        Assert.Equal("age,work,weight", File.ReadLines(work["people.csv"]).First());
    }

    [Fact]
    public async Task An_encoding_is_asked_for_kept_and_said_in_every_command()
    {
        Encoding cyrillic = CodePagesEncodingProvider.Instance.GetEncoding("windows-1251")!;
        string text =
            "city,n\n"
            + string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 2 == 0 ? "Тверь" : "Омск")},{i % 7}\n"));
        File.WriteAllBytes(work["cities.csv"], cyrillic.GetBytes(text));

        var refused = await work.Expect(ExitCode.Refused, "schema", "infer", "cities.csv");
        Assert.Contains("windows-1251", refused.Stderr, StringComparison.Ordinal);
        await work.Expect(ExitCode.Done, "schema", "infer", "cities.csv", "--encoding", "cp1251", "-o", "c.json");
        var check = await work.Expect(ExitCode.Done, "schema", "check", "c.json", "cities.csv", "--json");
        Assert.Contains("read as windows-1251", check.Json.GetProperty("findings").GetProperty("notes")[0].GetString());
        string[] fit = ["fit", "--schema", "c.json", "--seed", "cities.csv", "--generator", "independent"];
        await work.Expect(ExitCode.Done, [.. fit, "-o", "cities/"]);
        var sample = await work.Expect(ExitCode.Done, "sample", "cities/", "--rows", "20");
        Assert.Contains("Тверь", sample.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decimal_comma_is_found_and_can_be_denied()
    {
        work.Write(
            "sales.csv",
            "Menge, kg;Preis\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},5;{i},25\n"))
        );

        var found = await work.Expect(ExitCode.Done, "schema", "infer", "sales.csv");
        var denied = await work.Expect(ExitCode.Done, "schema", "infer", "sales.csv", "--decimal-comma", "false");

        Assert.True(found.Json.GetProperty("format").GetProperty("decimalComma").GetBoolean());
        Assert.Contains("a semicolon (;) between cells", found.Stderr, StringComparison.Ordinal);
        Assert.False(denied.Json.GetProperty("format").GetProperty("decimalComma").GetBoolean());
    }

    [Fact]
    public async Task A_header_cannot_be_present_and_absent() =>
        await work.Expect(ExitCode.Usage, "schema", "infer", "train.csv", "--header", "--no-header");

    [Fact]
    public async Task Missing_tokens_are_said_and_can_be_emptied()
    {
        work.Write("n.csv", "country,k\n" + string.Concat(Enumerable.Repeat("NA,1\nZA,2\nFR,3\n", 20)));

        var usual = await work.Expect(ExitCode.Done, "schema", "infer", "n.csv");
        var none = await work.Expect(ExitCode.Done, "schema", "infer", "n.csv", "--missing", "");

        Assert.Contains("NA in 20 cells", usual.Stderr, StringComparison.Ordinal);
        Assert.Equal(3, none.Json.GetProperty("columns")[0].GetProperty("levels").GetArrayLength());
    }

    private static string Rows(int first) =>
        string.Concat(
            Enumerable
                .Range(first, 80)
                .Select(i => $"{20 + (i % 50)},{(i % 3 == 0 ? "State" : "Private")},{7000 + (i * 731 % 900)}\n")
        );
}
