using System.Text.Json;
using System.Text.Json.Nodes;
using AethergenAI.Seeding;
using static AethergenAI.Cli.Tests.Ended;

namespace AethergenAI.Cli.Tests.Datasets;

/// <summary>What the user says of a file whose data set is known by its bytes, its path or its rows.</summary>
public sealed class DatasetChoiceTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string[] Columns =
    [
        """{"kind":"integer","name":"number","min":0,"max":9999,"domain":"public","bins":[0,5000,10000]}""",
        """{"kind":"categorical","name":"ward","levels":["A","B","C"],"domain":"public"}""",
    ];

    [Fact]
    public async Task A_known_file_is_no_new_data_set_and_none_of_an_unknown_name()
    {
        string seed = Seed("settled", 3000);
        await work.Expect(ExitCode.Done, Fit(seed, "s1/", "--budget", "5"));

        Refused("cli.same-file", await work.Run(Fit(seed, "s2/", "--new-dataset")));
        Refused("cli.same-file", await work.Run(Fit(seed, "s2/", "--new-dataset", "--dataset", "fresh2")));
        string told = Refused("cli.other-dataset", await work.Run(Fit(seed, "s2/", "--dataset", "fresh2")));
        Assert.Contains("belongs to data set 'settled'", told, StringComparison.Ordinal);
        Assert.Contains("the budget of 'fresh2'", told, StringComparison.Ordinal);

        // The path alone does not say whose the rows are: other rows there, and a name, are a data set of that name.
        File.Copy(work[Seed("others", 6000)], work[seed], overwrite: true);
        await work.Expect(ExitCode.Done, Fit(seed, "s3/", "--dataset", "fresh2", "--budget", "5"));
        Assert.True(File.Exists(work["home/datasets/fresh2/ledger.json"]));
    }

    /// <summary>Its files keep the order of columns: earlier versions did.</summary>
    [Fact]
    public async Task A_record_of_an_earlier_version_still_knows_its_rows()
    {
        string seed = Seed("early", 4000);
        await work.Expect(ExitCode.Done, Fit(seed, "e1/", "--budget", "5"));
        string record = work["home/datasets/early/dataset.json"];
        byte[] key = await File.ReadAllBytesAsync(work["home/fingerprint-key"]);
        var old = RowSketch.Of(() => File.OpenRead(work[seed]), key, default, CellOrder.OfFile);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(record))!;
        json["files"]![0]!["rows"] = new JsonObject
        {
            ["fingerprints"] = JsonSerializer.SerializeToNode(old.Fingerprints),
        };
        await File.WriteAllTextAsync(record, json.ToJsonString());
        await File.WriteAllTextAsync(work["later.csv"], await File.ReadAllTextAsync(work[seed]) + "9996,B\n");

        Refused("cli.shares-rows", await work.Run(Fit("later.csv", "e2/")));
    }

    private static string[] Fit(string seed, string model, params string[] more) =>
        [
            .. "fit --schema s.json --generator independent --set epsilon=1 --seed".Split(' '),
            seed,
            "-o",
            model,
            .. more,
        ];

    /// <summary>A file of 300 rows that no other seed has.</summary>
    private string Seed(string name, int first)
    {
        string columns = string.Join(',', Columns);
        work.Write("s.json", $$$"""{"name":"visits","columns":[{{{columns}}}],"privacy":{"maxRows":100000}}""");
        var rows = Enumerable.Range(first, 300).Select(row => $"{row},{"ABC"[row % 3]}\n");
        return work.Write($"{name}.csv", "number,ward\n" + string.Concat(rows));
    }
}
