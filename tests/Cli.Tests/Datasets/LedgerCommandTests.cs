using System.Text.Json;
using static AethergenAI.Cli.Tests.Ended;

namespace AethergenAI.Cli.Tests.Datasets;

/// <summary>What a data set's budget was spent on can be seen.</summary>
public sealed class LedgerCommandTests(Workspace work) : IClassFixture<Workspace>
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
    public async Task A_ledger_shows_its_budget_what_is_spent_and_every_use()
    {
        string seed = Seed("shown", 0);
        await work.Expect(ExitCode.Done, Fit(seed, "s1/", "--budget", "3"));
        await work.Expect(ExitCode.Done, "schema", "check", "s.json", seed);
        foreach (
            string[] named in (string[][])
                [
                    [seed],
                    ["--dataset", "shown"],
                ]
        )
        {
            string text = (await work.Expect(ExitCode.Done, ["ledger", .. named])).Text;
            Assert.Contains("Data set 'shown': shown.csv", text, StringComparison.Ordinal);
            Assert.Contains("Budget: ε = 3 at δ = 1e-9", text, StringComparison.Ordinal);
            Assert.Contains("Spent: ε = 1 at δ = 1e-9 (ρ = ", text, StringComparison.Ordinal);
            Assert.Contains("), per row", text, StringComparison.Ordinal);
            Assert.Matches(@"Left: ε = 2\.\d+ for one more fit \(ρ = ", text);
            Assert.Contains("Uses without protection: 1; nothing limits", text, StringComparison.Ordinal);
            Assert.Contains("budget set to ε = 3 at δ = 1e-9", text, StringComparison.Ordinal);
            Assert.Contains("check of the rows against a schema", text, StringComparison.Ordinal);
            Assert.Matches(@"\d of no\. 2", text);
        }

        var json = (await work.Expect(ExitCode.Done, "ledger", seed, "--json")).Json;
        string kept = await File.ReadAllTextAsync(work["home/datasets/shown/ledger.json"]);
        Assert.Equal(
            JsonSerializer.Serialize(JsonElement.Parse(kept).GetProperty("entries")),
            JsonSerializer.Serialize(json.GetProperty("entries"))
        );
        Assert.Equal(3, json.GetProperty("budget").GetProperty("epsilon").GetDouble());
        Assert.Equal(1, json.GetProperty("outside").GetInt32());
        Assert.Equal(work["home/datasets/shown/ledger.json"], json.GetProperty("path").GetString());
    }

    [Fact]
    public async Task Without_a_name_the_known_data_sets_are_listed_and_a_broken_one_hides_no_other()
    {
        string empty = Directory.CreateDirectory(work["empty"]).FullName;
        var none = await Cli.RunIn(empty, "ledger");
        Assert.Equal(ExitCode.Done, none.ExitCode);
        Assert.Contains("No data set has a privacy ledger yet.", none.Text, StringComparison.Ordinal);
        Assert.Equal("[]", (await Cli.RunIn(empty, "ledger", "--json")).Text.Trim());
        Assert.False(Directory.Exists(Path.Combine(empty, "home")));

        await work.Expect(ExitCode.Done, Fit(Seed("listed", 1000), "l1/", "--budget", "2"));
        await work.Expect(ExitCode.Done, Fit(Seed("broken", 2000), "l2/"));
        File.Delete(work["home/datasets/broken/ledger.json"]);
        var shown = await work.Expect(ExitCode.Refused, "ledger");
        string text = shown.Text;
        Assert.Matches(@"broken\s+broken\.csv\s+cannot be read", text);
        Assert.DoesNotContain("[cli.ledger-missing]", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^aethergen: broken: .*\[cli\.ledger-missing\]$", shown.Stderr);
        Assert.Matches(@"listed\s+listed\.csv\s+ε = 2 at δ = 1e-9\s+ε = 1 at δ = 1e-9\s+ε = \d", text);

        var list = (await work.Expect(ExitCode.Refused, "ledger", "--json")).Json;
        var broken = list.EnumerateArray().Single(line => line.GetProperty("dataset").GetString() == "broken");
        Assert.Contains("[cli.ledger-missing]", broken.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Refused("cli.ledger-missing", await work.Run("ledger", "--dataset", "broken"));
    }

    /// <summary>The refusal of a ledger says what to do, and each step leads to the next.</summary>
    [Fact]
    public async Task A_ledger_that_is_lost_can_be_begun_again_by_what_the_refusals_say()
    {
        string seed = Seed("lost", 5000);
        await work.Expect(ExitCode.Done, Fit(seed, "x1/"));
        string ledger = work["home/datasets/lost/ledger.json"];
        await File.WriteAllTextAsync(ledger, (await File.ReadAllTextAsync(ledger))[..100]);

        string told = Refused("cli.not-a-ledger", await work.Run(Fit(seed, "x2/")));
        Assert.Contains("move the file away and give the command again", told, StringComparison.Ordinal);
        File.Move(ledger, work["aside.json"]);
        told = Refused("cli.ledger-missing", await work.Run(Fit(seed, "x2/")));
        Assert.Contains(work["home/datasets/lost"], told, StringComparison.Ordinal);
        Directory.Move(work["home/datasets/lost"], work["lost.aside"]);
        await work.Expect(ExitCode.Done, Fit(seed, "x2/"));
    }

    [Fact]
    public async Task Spent_epsilon_is_shown_where_finding_the_domains_has_used_up_delta()
    {
        string seed = Seed("searched", 6000);
        work.Write("s.json", Schema.Replace(", \"domain\": \"public\" }", " }", StringComparison.Ordinal));
        foreach (string model in (string[])["y1/", "y2/"])
        {
            await work.Expect(ExitCode.Done, Fit(seed, model, "--set", "domain-share=0.2", "--set", "delta=1e-9"));
        }

        string shown = (await work.Expect(ExitCode.Done, "ledger", seed)).Text;
        Assert.Matches(@"Spent: ε = 1\.\d+ at δ = 2e-9, of which finding the domains has used up δ = 1e-9 \(ρ", shown);
    }

    [Fact]
    public async Task What_is_not_known_is_refused_with_the_way_on()
    {
        string seed = Seed("known", 3000);
        await work.Expect(ExitCode.Done, Fit(seed, "k1/"));
        File.WriteAllText(work["longer.csv"], await File.ReadAllTextAsync(work[seed]) + "9998,A\n");

        string told = Refused("cli.no-ledger", await work.Run("ledger", "longer.csv"));
        Assert.Contains("shares about 100 % of the rows with 'known'", told, StringComparison.Ordinal);
        Assert.Contains("give --dataset known", told, StringComparison.Ordinal);
        Refused("cli.no-ledger", await work.Run("ledger", Seed("strange", 4000)));
        Assert.Contains(
            "known",
            Refused("cli.unknown-dataset", await work.Run("ledger", "--dataset", "nobody")),
            StringComparison.Ordinal
        );
        Refused("cli.given-twice", await work.Run("ledger", seed, "--dataset", "known"));
        Refused("cli.file-missing", await work.Run("ledger", "nowhere.csv"));
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
            "--set",
            "epsilon=1",
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
}
