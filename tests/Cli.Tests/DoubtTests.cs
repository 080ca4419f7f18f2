using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AethergenAI.Cli.Tests;

/// <summary>What is not known for certain about a column is told wherever its cells are judged.</summary>
[Trait("Speed", "Slow")]
public sealed class DoubtTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Doubt = "It is in doubt what the cells of column 'amount' mean. All but 3 cells are numbers";
    private const string Confirmed = "The kind of column 'amount' was confirmed by hand.";

    [Fact]
    public async Task A_column_in_doubt_is_named_by_check_and_evaluate_and_refused_by_fit()
    {
        await InferAsync();

        var check = await work.Expect(ExitCode.Done, "schema", "check", "s.schema.json");
        Assert.Contains($"Note: {Doubt}", check.Text, StringComparison.Ordinal);
        var rows = await work.Run("schema", "check", "s.schema.json", "train.csv", "--json");
        Assert.StartsWith(Doubt, rows.Json.GetProperty("doubts")[0].GetString(), StringComparison.Ordinal);

        var evaluated = await EvaluateAsync("s.schema.json");
        Assert.Contains($"Note: {Doubt}", evaluated.Text, StringComparison.Ordinal);
        Assert.Contains("in doubt what the cells of column 'amount' mean.", Verdict(), StringComparison.Ordinal);
        Assert.Contains(
            "All but 3 cells are numbers",
            await File.ReadAllTextAsync(work["report.html"]),
            StringComparison.Ordinal
        );
        Assert.StartsWith(Doubt, Report()["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);

        var fit = await work.Expect(ExitCode.Refused, Fit("s.schema.json"));
        Assert.Contains("[generation.column-in-doubt]", fit.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_doubt_that_a_person_confirmed_leaves_a_trace_in_schema_report_drift_and_pack()
    {
        await InferAsync();
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(work["s.schema.json"]))!;
        schema["columns"]![1]!["confirmed"] = true;
        work.Write("confirmed.schema.json", schema.ToJsonString());

        Assert.Contains(
            Confirmed,
            (await work.Expect(ExitCode.Done, "schema", "check", "confirmed.schema.json")).Text,
            StringComparison.Ordinal
        );
        await EvaluateAsync("confirmed.schema.json");
        Assert.EndsWith(Confirmed, Verdict(), StringComparison.Ordinal);
        Assert.Equal(Confirmed, Report()["warnings"]![0]!.GetValue<string>());

        await work.Expect(ExitCode.Done, Fit("confirmed.schema.json"));
        Assert.Contains(
            $"Note: {Confirmed}",
            (await work.Run("drift", "confirmed/", "--seed", "hold.csv", "--missing", ">9000")).Text,
            StringComparison.Ordinal
        );

        work.Write(
            "r.json",
            """
            { "name": "Confirmed", "data": { "seed": "known.csv", "schema": "confirmed.schema.json" },
              "base": { "generator": "independent", "rows": 200 }, "repeats": 1 }
            """
        );
        await work.Expect(ExitCode.Done, "run", "r.json", "-o", "out/");
        await work.Expect(ExitCode.Done, "pack", "out/", "-o", "pack.zip");
        var verified = await work.Expect(ExitCode.Done, "verify", "pack.zip");
        Assert.Contains(Confirmed, verified.Text, StringComparison.Ordinal);
        using var zip = await System.IO.Compression.ZipFile.OpenReadAsync(work["pack.zip"]);
        using var readme = new StreamReader(await zip.GetEntry("README.txt")!.OpenAsync());
        Assert.Contains(Confirmed, await readme.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_evaluation_says_how_many_columns_it_judged()
    {
        work.Write("w-train.csv", Wide(300, 1));
        work.Write("w-hold.csv", Wide(300, 2));
        work.Write("w-syn.csv", Wide(300, 3));
        await work.Expect(ExitCode.Done, "schema", "infer", "w-train.csv", "-o", "w.schema.json");
        string[] files = ["--real", "w-train.csv", "--holdout", "w-hold.csv", "--synthetic", "w-syn.csv"];
        string[] places = ["-o", "report.json", "--html", "report.html", "--quick"];

        var text = await work.Expect(ExitCode.Done, ["evaluate", "--schema", "w.schema.json", .. files, .. places]);

        const string Judged = " 12 of 14 columns were judged.";
        Assert.EndsWith(Judged, text.Text.Split('\n')[0], StringComparison.Ordinal);
        Assert.EndsWith(Judged, Verdict(), StringComparison.Ordinal);
        Assert.Contains($"{Judged}</h1>", await File.ReadAllTextAsync(work["report.html"]), StringComparison.Ordinal);
    }

    private async Task InferAsync()
    {
        work.Write("train.csv", Amounts(200, 1, odd: 3));
        work.Write("known.csv", Amounts(400, 4, odd: 0));
        work.Write("hold.csv", Amounts(200, 2, odd: 0));
        work.Write("syn.csv", Amounts(200, 3, odd: 0));
        await work.Expect(ExitCode.Done, "schema", "infer", "train.csv", "-o", "s.schema.json");
    }

    private static string[] Fit(string schema) =>
        ["fit", "--schema", schema, "--seed", "known.csv", "--generator", "independent", "-o", "confirmed/"];

    private async Task<Ended> EvaluateAsync(string schema)
    {
        string[] files = ["--real", "known.csv", "--holdout", "hold.csv", "--synthetic", "syn.csv"];
        string[] places = ["-o", "report.json", "--html", "report.html", "--quick"];
        return await work.Expect(ExitCode.Done, ["evaluate", "--schema", schema, .. files, .. places]);
    }

    private JsonNode Report() => JsonNode.Parse(File.ReadAllText(work["report.json"]))!;

    private string Verdict() => Report()["verdict"]!["sentence"]!.GetValue<string>();

    /// <param name="odd">How many cells are no numbers.</param>
    private static string Amounts(int rows, int seed, int odd)
    {
        var random = new Random(seed);
        var text = new StringBuilder("age,amount\n");
        for (int row = 0; row < rows; row++)
        {
            string amount = row < odd ? ">9000" : $"{random.Next(100, 90_000) / 100.0:0.00}";
            text.Append(CultureInfo.InvariantCulture, $"{random.Next(18, 80)},{amount}\n");
        }
        return text.ToString();
    }

    /// <summary>Fourteen columns, of which two are keys, which no row of another table shares.</summary>
    private static string Wide(int rows, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("customer_id,order_id");
        text.Append(string.Concat(Enumerable.Range(1, 12).Select(column => $",m{column}"))).Append('\n');
        for (int row = 0; row < rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"C{random.Next(100_000, 999_999)},{random.NextInt64(1L << 40)}");
            foreach (int column in Enumerable.Range(1, 12))
            {
                text.Append(CultureInfo.InvariantCulture, $",{random.Next(column * 10)}");
            }
            text.Append('\n');
        }
        return text.ToString();
    }
}
