using System.Text.Json;
using static AethergenAI.Cli.Tests.Ended;

namespace AethergenAI.Cli.Tests.Datasets;

/// <summary>One ledger per data set: whatever the folder, the file's name or a changed byte.</summary>
public sealed class DatasetTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Schema = """
        {
          "name": "visits",
          "columns": [
            {
              "kind": "integer", "name": "number", "min": 0, "max": 9999,
              "domain": "public", "bins": [0, 5000, 10000]
            },
            { "kind": "categorical", "name": "ward", "levels": ["A", "B", "C"], "domain": "public" }
          ],
          "privacy": { "maxRows": 100000 }
        }
        """;

    [Fact]
    public async Task Two_output_folders_on_one_seed_share_one_budget()
    {
        string seed = Seed("shared", 0);
        await work.Expect(ExitCode.Done, Fit(seed, "b1/", "--budget", "1.2"));
        Refused("privacy.overspent", await work.Run(Fit(seed, "b2/", "--budget", "1.2")));

        Directory.Delete(work["b1"], recursive: true);
        Refused("privacy.overspent", await work.Run(Fit(seed, "b1/")));
        File.CreateSymbolicLink(work["linked.csv"], seed);
        Refused("privacy.overspent", await work.Run(Fit("linked.csv", "b3/")));
        File.Copy(work[seed], work["copied.csv"]);
        Refused("privacy.overspent", await work.Run(Fit("copied.csv", "b3/")));
    }

    [Fact]
    public async Task A_file_with_the_rows_of_a_known_data_set_needs_the_users_word()
    {
        string seed = Seed("known", 1000);
        await work.Expect(ExitCode.Done, Fit(seed, "k1/", "--budget", "1.2"));
        string[] lines = await File.ReadAllLinesAsync(work[seed]);
        string[] changed = [.. lines];
        changed[7] = "9999,C";
        await File.WriteAllLinesAsync(work["changed.csv"], changed);
        await File.WriteAllLinesAsync(work["longer.csv"], [.. lines, "9998,A"]);
        await File.WriteAllLinesAsync(work["turned.csv"], [lines[0], .. lines.Skip(1).Reverse()]);
        var swapped = lines.Select(line => string.Join(',', line.Split(',').Reverse()));
        await File.WriteAllLinesAsync(work["swapped.csv"], swapped);
        await File.WriteAllLinesAsync(work["wide.csv"], lines, System.Text.Encoding.Unicode);
        await File.WriteAllTextAsync(work["old.csv"], string.Join('\r', lines));

        string[] all = ["changed.csv", "longer.csv", "turned.csv", "swapped.csv", "wide.csv", "old.csv"];
        foreach (string near in all)
        {
            string told = Refused("cli.shares-rows", await work.Run(Fit(near, "k2/")));
            Assert.Contains($"{near} shares about ", told, StringComparison.Ordinal);
            Assert.Contains("data set 'known'", told, StringComparison.Ordinal);
            // A name that is new says nothing of the rows either.
            Refused("cli.shares-rows", await work.Run(Fit(near, "k2/", "--dataset", "fresh")));
            Refused("privacy.overspent", await work.Run(Fit(near, "k2/", "--dataset", "known")));
        }

        await work.Expect(ExitCode.Done, Fit("changed.csv", "k2/", "--set", "epsilon=0.1", "--dataset", "known"));
        Assert.Contains(
            "changed.csv counts to this data set from now on; it shares about",
            Purposes("known"),
            StringComparison.Ordinal
        );
        // From now on the file is known.
        Refused("privacy.overspent", await work.Run(Fit("changed.csv", "k3/")));
        Refused("cli.same-file", await work.Run(Fit("changed.csv", "k3/", "--new-dataset")));
    }

    /// <summary>Whether a file is refused, and with which code, can depend on one row.</summary>
    [Fact]
    public async Task A_refusal_while_rows_are_read_is_an_entry()
    {
        string seed = Seed("ragged", 9500);
        await work.Expect(ExitCode.Done, Fit(seed, "g1/", "--budget", "1.2"));
        await File.AppendAllTextAsync(work[seed], "1,A,one cell too many\n");
        Refused("csv.ragged-row", await work.Run(Fit(seed, "g2/", "--set", "epsilon=0.1")));

        Assert.Contains(
            "refused while the rows were read or checked (csv.ragged-row)",
            Purposes("ragged"),
            StringComparison.Ordinal
        );
        Refused("generation.option-range", await work.Run(Fit(seed, "g2/", "--set", "epsilon=1e-300")));
    }

    [Fact]
    public async Task A_trial_that_is_left_with_too_few_rows_is_an_entry()
    {
        string seed = Seed("few", 9600);
        work.Write(
            "few.json",
            $$"""
            { "name": "few", "data": { "seed": "{{seed}}", "schema": "s.json" },
              "base": { "generator": "independent", "options": { "epsilon": 1 }, "rows": 100, "seedRows": 20 } }
            """
        );

        Refused("run.every-trial-failed", await work.Run("run", "few.json", "-o", "few/"));

        // Each of the 240 rows is drawn with 20 in 80,000.
        Assert.Contains("(seed.uneven-split)", Purposes("few"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_data_set_with_known_rows_is_an_entry_in_both_ledgers()
    {
        string seed = Seed("first", 2000);
        await work.Expect(ExitCode.Done, Fit(seed, "n1/", "--budget", "1"));
        await File.WriteAllTextAsync(work["second.csv"], await File.ReadAllTextAsync(work[seed]) + "9997,B\n");
        Refused("cli.dataset-exists", await work.Run(Fit("second.csv", "n2/", "--new-dataset", "--dataset", "First")));
        await work.Expect(ExitCode.Done, Fit("second.csv", "n2/", "--new-dataset", "--budget", "1"));

        Assert.Contains(
            "second.csv counts as a data set of its own, "
                + "although it shares about 100 % of the rows with data set 'first'",
            Purposes("second"),
            StringComparison.Ordinal
        );
        Assert.Contains("counts as a data set of its own: 'second'", Purposes("first"), StringComparison.Ordinal);
        // The same command may be given again.
        Refused("privacy.overspent", await work.Run(Fit("second.csv", "n3/", "--new-dataset")));
        Refused("cli.other-dataset", await work.Run(Fit("second.csv", "n3/", "--dataset", "first")));
        Refused("cli.dataset-name", await work.Run(Fit("second.csv", "n3/", "--dataset", "../first")));
    }

    [Fact]
    public async Task A_named_ledger_is_the_only_one_of_its_data_set_under_whatever_name()
    {
        string seed = Seed("files", 3000);
        Directory.CreateDirectory(work["place"]);
        Directory.CreateSymbolicLink(work["way"], "place");
        await work.Expect(ExitCode.Done, Fit(seed, "l1/", "--ledger", "place/mine.json", "--budget", "1.2"));
        File.CreateSymbolicLink(work["link.json"], "place/mine.json");

        Refused("privacy.overspent", await work.Run(Fit(seed, "l2/")));
        Refused("cli.two-ledgers", await work.Run(Fit(seed, "l2/", "--ledger", "other.json")));
        Refused("cli.ledger-in-model", await work.Run(Fit(seed, "l2/", "--ledger", "l2/ledger.json")));
        File.Copy(work["place/mine.json"], work["copy.json"]);
        Refused("cli.two-ledgers", await work.Run(Fit(seed, "l2/", "--ledger", "copy.json")));
        await work.Expect(ExitCode.Done, Fit(seed, "l2/", "--ledger", "link.json", "--set", "epsilon=0.1"));
        await work.Expect(ExitCode.Done, Fit(seed, "l2/", "--ledger", "way/mine.json", "--set", "epsilon=0.1"));
        Assert.Equal("place/mine.json", new FileInfo(work["link.json"]).LinkTarget);
        Assert.Equal(3, Entries(work["place/mine.json"]).Count(entry => Mechanism(entry) == "reservation"));

        Refused("cli.other-dataset", await work.Run(Fit(Seed("stranger", 4000), "l3/", "--ledger", "link.json")));
        File.Delete(work["place/mine.json"]);
        Refused("cli.ledger-missing", await work.Run(Fit(seed, "l2/")));
    }

    [Fact]
    public async Task A_higher_budget_needs_a_reason_and_a_lower_one_covers_what_is_spent()
    {
        string seed = Seed("raised", 5000);
        await work.Expect(ExitCode.Done, Fit(seed, "r1/", "--budget", "1.2"));
        string before = Ledger("raised");
        Refused("privacy.no-reason", await work.Run(Fit(seed, "r2/", "--budget", "3")));
        Refused("privacy.no-reason", await work.Run(Fit(seed, "r2/", "--budget", "1.2@1e-8", "--reason", " ")));
        Refused("privacy.budget-below-spent", await work.Run(Fit(seed, "r2/", "--budget", "0.9", "--reason", "less")));
        // Nothing changes where the fit is refused after all.
        Refused("privacy.overspent", await work.Run(Fit(seed, "r2/", "--budget", "1.3", "--reason", "too little")));
        Assert.Equal(before, Ledger("raised"));

        await work.Expect(ExitCode.Done, Fit(seed, "r2/", "--budget", "3", "--reason", "a second study"));
        Assert.Contains(
            "budget raised from ε = 1.2 at δ = 1e-9 to ε = 3 at δ = 1e-9: a second study",
            Purposes("raised"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Unprotected_uses_of_a_data_set_with_a_ledger_are_entries()
    {
        string seed = Seed("touched", 6000);
        work.Write("s.json", Schema);
        await work.Expect(ExitCode.Done, "schema", "infer", seed, "-o", "inferred.json");
        Assert.False(Directory.Exists(work["home/datasets/touched"]));
        await work.Expect(ExitCode.Done, Fit(seed, "t1/"));
        await work.Expect(ExitCode.Done, "sample", "t1/", "--rows", "300", "-o", "made.csv");
        await work.Expect(ExitCode.Done, "schema", "infer", seed, "-o", "inferred.json");
        await work.Expect(ExitCode.Done, "schema", "check", "s.json", seed);
        await work.Expect(
            ExitCode.Done,
            ["fit", "--schema", "s.json", "--seed", seed, "--generator", "independent", "-o", "t2/"]
        );
        string[] evaluate = ["--real", seed, "--holdout", Seed("held", 7000), "--synthetic", "made.csv", "--quick"];
        await work.Expect(ExitCode.Done, ["evaluate", "--schema", "s.json", .. evaluate]);
        await work.Run("drift", "t2/", "--seed", "held.csv", "--dataset", "touched");

        Assert.Equal(
            [
                "inferred schema and exact profile",
                "check of the rows against a schema",
                "fit of independent, without differential privacy",
                "evaluation against the real rows",
                "test for drift",
            ],
            Entries(work["home/datasets/touched/ledger.json"])
                .Where(entry => Mechanism(entry) == "none")
                .Select(entry => entry.GetProperty("purpose").GetString())
        );
        Refused("cli.unknown-dataset", await work.Run("drift", "t2/", "--seed", "held.csv", "--dataset", "nobody"));
    }

    [Fact]
    public async Task The_blocks_of_a_recipe_share_one_ledger_and_another_data_sets_file_is_none()
    {
        string one = Seed("block1", 8000),
            two = Seed("block2", 9000);
        work.Write(
            "blocks.json",
            $$$"""
            {"name":"blocks",
             "data":{"seed":"{{{one}}}","schema":"s.json",
              "blocks":[{"name":"two","seed":"{{{two}}}","schema":"s.json"}]},
             "base":{"generator":"independent","options":{"epsilon":0.1},"rows":100}}
            """
        );
        await work.Expect(ExitCode.Done, Fit(two, "o1/", "--budget", "1"));
        Refused("cli.other-dataset", await work.Run("run", "blocks.json", "-o", "blocks1/"));

        Directory.Delete(work["home/datasets/block2"], recursive: true);
        await work.Expect(ExitCode.Done, "run", "blocks.json", "-o", "blocks1/", "--budget", "1");
        Assert.Contains(
            "block2.csv, of the same recipe, counts to this data set",
            Purposes("block1"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            2,
            Entries(work["home/datasets/block1/ledger.json"]).Count(entry => Mechanism(entry) == "reservation")
        );
        Refused("privacy.overspent", await work.Run(Fit(two, "o2/")));
    }

    private static string[] Fit(string seed, string model, params string[] more) =>
        [
            "fit",
            "--schema",
            "s.json",
            "--seed",
            seed,
            "--generator",
            "independent",
            .. more.Contains("--set") ? Array.Empty<string>() : ["--set", "epsilon=1"],
            "-o",
            model,
            .. more,
        ];

    /// <summary>A file of 300 rows that no other seed has.</summary>
    private string Seed(string name, int first)
    {
        work.Write("s.json", Schema);
        return work.Write(
            $"{name}.csv",
            "number,ward\n" + string.Concat(Enumerable.Range(first, 300).Select(row => $"{row},{"ABC"[row % 3]}\n"))
        );
    }

    private string Ledger(string dataset) => File.ReadAllText(work[$"home/datasets/{dataset}/ledger.json"]);

    private string Purposes(string dataset) =>
        string.Join(
            '\n',
            Entries(work[$"home/datasets/{dataset}/ledger.json"])
                .Select(entry => entry.GetProperty("purpose").GetString())
        );

    private static IReadOnlyList<JsonElement> Entries(string ledger) =>
        [.. JsonElement.Parse(File.ReadAllText(ledger)).GetProperty("entries").EnumerateArray()];

    private static string? Mechanism(JsonElement entry) => entry.GetProperty("mechanism").GetString();
}
