namespace AethergenAI.Cli.Tests;

public sealed class GivenTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Phase = "Phase of flight",
        Size = "Wildlife Size";

    [Fact]
    public async Task Given_rows_are_completed_as_often_as_asked_and_counted()
    {
        work.Write("partial.csv", $"{Phase},Speed IAS in knots\nClimb,120\n,90\nApproach,\n");
        var once = await work.Expect(ExitCode.Done, "sample", "model/", "--given", "partial.csv");
        var thrice = await work.Expect(
            ExitCode.Done,
            "sample",
            "model/",
            "--given",
            "partial.csv",
            "--imputations",
            "3",
            "-o",
            "three.csv",
            "--json"
        );

        string[][] plain = Cells(once.Text);
        Assert.Equal(4, plain.Length);
        int phase = Array.IndexOf(plain[0], Phase),
            speed = Array.IndexOf(plain[0], "Speed IAS in knots");
        Assert.Equal(["Climb", "120"], [plain[1][phase], plain[1][speed]]);
        Assert.Equal("90", plain[2][speed]);
        Assert.Equal("Approach", plain[3][phase]);
        Assert.NotEqual("", plain[2][phase]);

        string[][] counted = Cells(await File.ReadAllTextAsync(work["three.csv"]));
        Assert.Equal("imputation", counted[0][0]);
        Assert.Equal(["1", "1", "1", "2", "2", "2", "3", "3", "3"], counted.Skip(1).Select(row => row[0]));
        Assert.All(new[] { 1, 4, 7 }, row => Assert.Equal("Climb", counted[row][phase + 1]));
        var known = thrice.Json.GetProperty("given");
        Assert.Equal(3, known.GetProperty("imputations").GetInt32());
        Assert.Equal(3, known.GetProperty("rows").GetInt32());
        Assert.Equal(9, thrice.Json.GetProperty("rows").GetInt64());
    }

    /// <summary>No b can be above an a of 100: the row is left as it was given, and the others are completed.</summary>
    [Fact]
    public async Task A_row_that_cannot_be_completed_is_named_and_stops_no_other()
    {
        const string Schema = """
            {"name":"ab","columns":[
              {"kind":"integer","name":"a","min":0,"max":100},{"kind":"integer","name":"b","min":0,"max":100},
              {"kind":"categorical","name":"w","levels":["x","y"]}],
             "constraints":[{"kind":"inequality","low":"a","high":"b","strict":true}]}
            """;
        var rows = Enumerable.Range(0, 200).Select(i => $"{i % 50},{(i % 50) + 1 + (i % 30)},{"xy"[i % 2]}");
        work.Write("ab.csv", $"a,b,w\n{string.Join('\n', rows)}\n");
        string[] fit = ["fit", "ab.csv", "--schema", work.Write("ab.json", Schema), "--generator", "independent"];
        await work.Expect(ExitCode.Done, [.. fit, "-o", "ab/"]);
        work.Write("edge.csv", "a,w\n5,x\n100,y\n20,\n");
        string[] sample = ["sample", "ab/", "--given", "edge.csv"];

        var ended = await work.Expect(ExitCode.Failed, sample);
        string[][] cells = Cells(ended.Text);
        Assert.Equal(["100", "", "y"], cells[2]);
        Assert.Equal(("5", "x", "20"), (cells[1][0], cells[1][2], cells[3][0]));
        Assert.DoesNotContain("", cells[1].Concat(cells[3]));
        string named = "1 row of 3 could not be completed, because every draw broke a constraint: row 2 broke ";
        Assert.Contains(named, ended.Stderr, StringComparison.Ordinal);
        Assert.Contains("'b'", ended.Stderr, StringComparison.Ordinal);

        string[] twice = [.. sample, "--imputations", "2", "-o", "edge.parquet", "--json"];
        var unmet = (await work.Expect(ExitCode.Failed, twice)).Json.GetProperty("unmet");
        Assert.Equal(
            [(2, 1), (2, 2)],
            unmet
                .EnumerateArray()
                .Select(one => (one.GetProperty("row").GetInt32(), one.GetProperty("imputation").GetInt32()))
        );
    }

    [Fact]
    public async Task No_condition_breaks_a_key_or_asks_for_one_of_another_form()
    {
        var rows = Enumerable.Range(0, 60).Select(i => $"P-{4000 + (i * 37)},{20 + (i % 9)}");
        work.Write("keys.csv", $"patient_id,age\n{string.Join('\n', rows)}\n");
        await work.Expect(ExitCode.Done, "schema", "infer", "keys.csv", "-o", "keys.schema.json");
        string[] fit = ["fit", "--schema", "keys.schema.json", "--seed", "keys.csv", "--generator", "independent"];
        await work.Expect(ExitCode.Done, [.. fit, "-o", "keys/"]);
        work.Write("twice.csv", "patient_id\nP-4001\nP-4001\n");

        string[][] refused =
        [
            ["--rows", "5", "--where", "patient_id=P-4001"],
            ["--rows", "10", "--share", "patient_id:P-4001=0.5"],
            ["--given", "twice.csv"],
        ];
        foreach (string[] asked in refused)
        {
            var ended = await work.Expect(ExitCode.Refused, ["sample", "keys/", .. asked]);
            Assert.Contains("[generation.given-unique]", ended.Stderr, StringComparison.Ordinal);
            Assert.Contains("unique 'patient_id'", ended.Stderr, StringComparison.Ordinal);
        }
        var form = await work.Expect(ExitCode.Refused, "sample", "keys/", "--rows", "1", "--where", "patient_id=mine");
        Assert.Contains("[generation.condition-value]", form.Stderr, StringComparison.Ordinal);
        var one = await work.Expect(ExitCode.Done, "sample", "keys/", "--rows", "1", "--where", "patient_id=P-4001");
        Assert.Contains("P-4001", one.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("generation.condition-range", "--rows", "5", "--where", "ward=4")]
    [InlineData("generation.condition-range", "--rows", "10", "--share", "ward:4=0.5")]
    [InlineData("generation.given-range", "--given", "unlisted.csv")]
    public async Task A_number_that_the_schema_does_not_list_cannot_be_given(string code, params string[] asked)
    {
        work.Write("wards.csv", "ward\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 10}\n")));
        work.Write("unlisted.csv", "ward\n1\n4\n");
        work.Write(
            "wards.schema.json",
            """
            { "name": "wards", "privacy": { "maxRows": 1000 },
              "columns": [{ "kind": "integer", "name": "ward", "domain": "public", "values": [1, 5, 9] }] }
            """
        );
        string[] fit = ["fit", "wards.csv", "--schema", "wards.schema.json", "--generator", "independent"];
        await work.Expect(ExitCode.Done, [.. fit, "--epsilon", "1", "--set", "delta=1e-9", "-o", "wards/"]);

        var ended = await work.Expect(ExitCode.Refused, ["sample", "wards/", .. asked]);
        Assert.Contains($"[{code}]", ended.Stderr, StringComparison.Ordinal);
        Assert.Contains("not among the values that the schema lists", ended.Stderr, StringComparison.Ordinal);
        var listed = await work.Expect(ExitCode.Done, "sample", "wards/", "--rows", "2", "--where", "ward=5");
        Assert.Equal("ward\n5\n5\n", listed.Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Seed_rows_are_completed_from_the_columns_that_are_kept()
    {
        var done = await work.Expect(ExitCode.Done, "sample", "model/", "--given", "train.csv", "--keep", Phase);

        string[][] seed = Cells(await File.ReadAllTextAsync(work["train.csv"])),
            rows = Cells(done.Text);
        int from = Array.IndexOf(seed[0], Phase),
            to = Array.IndexOf(rows[0], Phase);
        Assert.Equal(seed.Length, rows.Length);
        for (int row = 1; row < rows.Length; row++)
        {
            if (seed[row][from].Length > 0)
            {
                Assert.Equal(seed[row][from], rows[row][to]);
            }
        }
    }

    [Fact]
    public async Task Conditions_hold_and_shares_are_exact()
    {
        var done = await work.Expect(
            ExitCode.Done,
            "sample",
            "model/",
            "--rows",
            "400",
            "--where",
            $"{Phase}=Climb",
            "--share",
            $"{Size}:Large=0.4",
            "--share",
            $"{Size}:Small=0.1"
        );

        string[][] rows = Cells(done.Text);
        int phase = Array.IndexOf(rows[0], Phase),
            size = Array.IndexOf(rows[0], Size);
        Assert.All(rows.Skip(1), row => Assert.Equal("Climb", row[phase]));
        Assert.Equal(160, rows.Count(row => row[size] == "Large"));
        Assert.Equal(40, rows.Count(row => row[size] == "Small"));
        Assert.Equal(200, rows.Count(row => row[size] == "Medium"));
    }

    [Theory]
    [InlineData("generation.condition-column", "Did you mean", "--rows", "5", "--where", "Wildlife size=Large")]
    [InlineData("generation.condition-level", "in no row", "--rows", "5", "--where", "Wildlife Size=Enormous")]
    [InlineData("generation.condition-value", "a whole number", "--rows", "5", "--where", "Speed IAS in knots=fast")]
    [InlineData(
        "generation.condition-range",
        "outside the range",
        "--rows",
        "5",
        "--where",
        "Speed IAS in knots=99999"
    )]
    [InlineData(
        "generation.condition-twice",
        "more than once",
        "--rows",
        "5",
        "--where",
        "Wildlife Size=Large",
        "--where",
        "Wildlife Size=Small"
    )]
    [InlineData(
        "generation.shares",
        "at most 1",
        "--rows",
        "5",
        "--share",
        "Wildlife Size:Large=0.7",
        "--share",
        "Wildlife Size:Small=0.7"
    )]
    [InlineData(
        "cli.shares-of-two",
        "one column",
        "--rows",
        "5",
        "--share",
        "Wildlife Size:Large=0.7",
        "--share",
        "Phase of flight:Climb=0.3"
    )]
    [InlineData("csv.unknown-columns", "wingspan", "--given", "wingspan.csv")]
    [InlineData("generation.given-level", "Row 2", "--given", "level.csv")]
    [InlineData("generation.given-range", "Row 1", "--given", "range.csv")]
    [InlineData("csv.cell", "row 1", "--given", "kind.csv")]
    [InlineData("generation.condition-column", "wingspan", "--given", "train.csv", "--keep", "wingspan")]
    [InlineData(
        "generation.condition-twice",
        "more than once",
        "--given",
        "level.csv",
        "--where",
        "Wildlife Size=Large"
    )]
    public async Task What_cannot_be_given_is_refused_and_nothing_is_written(
        string code,
        string says,
        params string[] words
    )
    {
        work.Write("wingspan.csv", "wingspan\n5\n");
        work.Write("level.csv", $"{Size}\nLarge\nEnormous\n");
        work.Write("range.csv", "Speed IAS in knots\n99999\n");
        work.Write("kind.csv", "Speed IAS in knots\nfast\n");
        var ended = await work.Expect(ExitCode.Refused, ["sample", "model/", .. words]);

        Assert.Contains($"[{code}]", ended.Stderr, StringComparison.Ordinal);
        Assert.Contains(says, ended.Stderr, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(ended.Stdout);
    }

    [Theory]
    [InlineData("--rows is missing")]
    [InlineData("exclude each other", "--rows", "5", "--given", "train.csv")]
    [InlineData("exclude each other", "--given", "train.csv", "--share", "Wildlife Size:Large=0.5")]
    [InlineData("needs --given", "--rows", "5", "--imputations", "2")]
    [InlineData("needs --given", "--rows", "5", "--keep", "Wildlife Size")]
    [InlineData("whole number from 1", "--given", "train.csv", "--imputations", "0")]
    [InlineData("COL:VALUE=SHARE", "--rows", "5", "--share", "Wildlife Size=0.5")]
    public async Task What_contradicts_itself_is_a_usage_error(string says, params string[] words)
    {
        var ended = await work.Expect(ExitCode.Usage, ["sample", "model/", .. words]);

        Assert.Contains(says, ended.Stderr, StringComparison.Ordinal);
        Assert.Empty(ended.Stdout);
    }

    private static string[][] Cells(string csv) =>
        [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Split)];

    /// <summary>Cells of a line in which quotes only enclose delimiters.</summary>
    private static string[] Split(string line)
    {
        var cells = new List<string> { "" };
        bool quoted = false;
        foreach (char letter in line.TrimEnd('\r'))
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && !quoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += letter;
            }
        }

        return [.. cells];
    }
}
