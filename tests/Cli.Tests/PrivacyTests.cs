using System.IO.Compression;
using System.Text.Json;

namespace AethergenAI.Cli.Tests;

/// <summary>Differential privacy on the command line: ledgers, budgets, claims and audits.</summary>
public sealed class PrivacyTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Schema = """
        {
          "name": "visits",
          "columns": [
            { "kind": "integer", "name": "age", "min": 0, "max": 99, "domain": "public", "bins": [0, 18, 40, 65, 100] },
            { "kind": "categorical", "name": "ward", "levels": ["A", "B", "C"], "domain": "public" },
            { "kind": "integer", "name": "nights", "min": 0, "max": 9, "domain": "public" }
          ],
          "privacy": { "maxRows": 100000 }
        }
        """;

    [Fact]
    public async Task A_fit_spends_from_its_budget_until_there_is_none_and_says_what_is_left()
    {
        Seed();
        var fitted = await work.Expect(ExitCode.Done, Fit("dp/", "--set", "epsilon=1", "--budget", "1.2", "--json"));
        Assert.Equal("ε = 1 at δ = 1e-9, per row, add/remove", fitted.Json.GetProperty("privacy").GetString());
        string place = fitted.Json.GetProperty("ledger").GetString()!;
        Assert.Equal(work["home/datasets/visits/ledger.json"], place);
        string before = await File.ReadAllTextAsync(place);
        var ledger = JsonElement.Parse(before);
        Assert.Equal(1.2, ledger.GetProperty("limit").GetProperty("epsilon").GetDouble());
        Assert.Equal("budget", ledger.GetProperty("entries")[0].GetProperty("mechanism").GetString());
        Assert.Equal("reservation", ledger.GetProperty("entries")[1].GetProperty("mechanism").GetString());

        var refused = await work.Expect(ExitCode.Refused, Fit("dp/", "--set", "epsilon=1"));
        Assert.Contains("left", refused.Stderr, StringComparison.Ordinal);
        Assert.Contains("[privacy.overspent]", refused.Stderr, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(place));

        var smaller = await work.Expect(ExitCode.Done, Fit("dp/", "--set", "epsilon=0.5"));
        Assert.Contains("Data set 'visits': ε = 0.", smaller.Stderr, StringComparison.Ordinal);
        Assert.Equal(
            2,
            JsonElement
                .Parse(await File.ReadAllTextAsync(place))
                .GetProperty("entries")
                .EnumerateArray()
                .Count(entry => entry.GetProperty("mechanism").GetString() == "reservation")
        );
        Assert.Equal(
            ["model.json", "sampler.onnx"],
            Directory.EnumerateFileSystemEntries(work["dp"]).Select(Path.GetFileName).Order()
        );
        await work.Expect(ExitCode.Done, "sample", "dp/", "--rows", "100", "-o", "dp.csv");
    }

    [Fact]
    public async Task Two_processes_cannot_both_spend_the_last_of_a_shared_ledger()
    {
        Seed();
        var ended = await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(i =>
                    work.Run(Fit($"race{i}/", "--ledger", "shared.json", "--set", "epsilon=1", "--budget", "1"))
                )
        );

        Assert.Equal([ExitCode.Done, ExitCode.Refused, ExitCode.Refused], ended.Select(one => one.ExitCode).Order());
        Assert.All(ended.Where(one => one.ExitCode != 0), one =>
            Assert.Contains("privacy.overspent", one.Stderr, StringComparison.Ordinal)
        );
        Assert.Empty(work.HalfWritten);
    }

    [Theory]
    [InlineData("generation.option-range", "--set", "epsilon=0")]
    [InlineData("generation.option-range", "--epsilon", "1000001")]
    [InlineData("privacy.delta", "--set", "delta=0.001")]
    [InlineData("cli.not-a-budget", "--budget", "much")]
    [InlineData("cli.not-a-budget", "--budget", "0")]
    [InlineData("cli.not-a-budget", "--budget", "-1")]
    [InlineData("cli.not-a-budget", "--budget", "NaN")]
    [InlineData("cli.not-a-budget", "--budget", "Infinity")]
    [InlineData("cli.not-a-budget", "--budget", "3@0")]
    [InlineData("cli.not-a-budget", "--budget", "3@1")]
    [InlineData("cli.not-a-budget", "--budget", "3@NaN")]
    [InlineData("cli.not-a-budget", "--budget", "3@1e-9@1")]
    [InlineData("privacy.delta", "--budget", "3@0.001")]
    [InlineData("generation.option-range", "--set", "epsilon=much")]
    public async Task Terms_that_make_no_sense_leave_no_ledger(string code, string option, string value)
    {
        Seed();
        var refused = await work.Expect(ExitCode.Refused, Fit("nothing/", option, value));
        Assert.Contains($"[{code}]", refused.Stderr, StringComparison.Ordinal);
        Assert.False(Directory.Exists(work["nothing"]));
        Assert.False(Directory.Exists(work["home/datasets"]));
    }

    [Theory]
    [InlineData("copula")]
    [InlineData("independent")] // it has an ε that is not set here
    public async Task A_budget_for_a_generator_that_nothing_holds_to_it_is_refused(string generator)
    {
        var refused = await work.Expect(
            ExitCode.Refused,
            "fit",
            "--schema",
            "s.schema.json",
            "--seed",
            "train.csv",
            "--generator",
            generator,
            "--budget",
            "1",
            "-o",
            "no/"
        );
        Assert.Contains("[cli.nothing-to-limit]", refused.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "entries": 3 }""")]
    [InlineData("""{ "version": 1, "entries": [null] }""")]
    [InlineData("""{ "version": 1, "limit": { "epsilon": -1, "delta": 5 } }""")]
    public async Task A_file_that_is_no_ledger_is_left_alone(string content)
    {
        Seed();
        work.Write("broken.json", content);
        var refused = await work.Expect(ExitCode.Refused, Fit("no/", "--ledger", "broken.json"));
        Assert.Contains("[cli.not-a-ledger]", refused.Stderr, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(work["broken.json"]));
    }

    [Fact]
    public async Task A_run_withholds_its_claim_in_words_and_packs_the_reviewers_page()
    {
        Seed();
        work.Write(
            "dp.json",
            """
            {"name":"dp","data":{"seed":"visits.csv","schema":"visits.schema.json"},
             "base":{"generator":"mst","options":{"epsilon":2},"rows":300}}
            """
        );
        var run = await work.Expect(ExitCode.Done, "run", "dp.json", "-o", "dprun/", "--json");
        string epsilon = run.Json.GetProperty("epsilon").GetString()!;
        Assert.StartsWith("withheld: seed.json and trial.json name the real rows", epsilon, StringComparison.Ordinal);
        Assert.Contains("the report of c01-r1 compares with the real rows", epsilon, StringComparison.Ordinal);
        Assert.Equal(
            "ε = 2 at δ = 1e-9, per row, add/remove",
            run.Json.GetProperty("privacy").GetProperty("trials").GetProperty("c01-r1").GetString()
        );

        await work.Expect(ExitCode.Done, "pack", "dprun/", "-o", "dp.zip");
        await work.Expect(ExitCode.Done, "verify", "dp.zip");
        await using var pack = await ZipFile.OpenReadAsync(work["dp.zip"]);
        Assert.NotNull(pack.GetEntry("privacy.html"));
        Assert.NotNull(pack.GetEntry("audit.json"));

        CopyFolder(work["dprun"], work["copy"]);
        await work.Expect(ExitCode.Done, "plan", "dp.json", "-o", "copy/", "--budget", "2.5");
        var copied = await work.Expect(ExitCode.Done, "resume", "copy/", "--budget", "2.5");
        Assert.DoesNotContain("will spend", copied.Stderr, StringComparison.Ordinal); // its fits are made
        var less = await work.Expect(ExitCode.Refused, "run", "dp.json", "-o", "less/", "--budget", "1");
        Assert.Contains("[privacy.budget-below-spent]", less.Stderr, StringComparison.Ordinal);
        var broke = await work.Expect(ExitCode.Refused, "run", "dp.json", "-o", "broke/", "--budget", "2.5", "--fresh");
        Assert.Contains("[privacy.overspent]", broke.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mst, aim")]
    [InlineData("independent, mst")]
    public async Task What_a_private_run_refuses_its_plan_and_check_refuse(string generators)
    {
        Seed();
        work.Write(
            "undeclared.yaml",
            $"""
            name: undeclared
            data:
              seed: visits.csv
            base:
              options:
                epsilon: 1
                delta: 0.000001
            factors:
              generator: [{generators}]
            """
        );

        string[][] commands =
        [
            ["recipe", "check", "undeclared.yaml"],
            ["plan", "undeclared.yaml"],
            ["run", "undeclared.yaml", "-o", "undeclared/"],
        ];
        foreach (string[] command in commands)
        {
            var refused = await work.Expect(ExitCode.Refused, command);
            Assert.Contains("[privacy.not-declared]", refused.Stderr, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(work["undeclared/trials"]));
    }

    [Fact]
    public async Task An_audit_reports_lower_bounds_as_one_document()
    {
        string[] laplace = ["audit", "--mechanism", "discrete-laplace", "--trials", "200000", "--json"];
        var audit = await work.Run(laplace);
        if (audit.ExitCode == ExitCode.Failed)
        {
            audit = await work.Run(laplace); // 1 of 100 audits accuses right noise; two in a row are 1 of 10,000
        }
        Assert.Equal(ExitCode.Done, audit.ExitCode);
        Assert.False(audit.Json.GetProperty("violated").GetBoolean());
        Assert.True(audit.Json.GetProperty("decisive").GetBoolean());
        var finding = Assert.Single(audit.Json.GetProperty("findings").EnumerateArray());
        // ε = 1 is true of it; 190,000 counted draws a table know it to ± 0.01, and 1 of 100 audits is beyond that.
        Assert.InRange(finding.GetProperty("sharpest").GetProperty("lowerBound").GetDouble(), 0.95, 1);

        var none = await work.Expect(ExitCode.Refused, "audit", "--mechanism", "copula");
        Assert.Contains("[cli.nothing-to-audit]", none.Stderr, StringComparison.Ordinal);
        await work.Expect(ExitCode.Usage, "audit", "--epsilon", "0");
        await work.Expect(ExitCode.Usage, "audit", "--mechanism", "mst", "--case", "everything");
    }

    [Fact]
    public async Task An_audit_of_too_few_trials_is_undecided()
    {
        string[] few =
        [
            "audit",
            "--mechanism",
            "independent",
            "--case",
            "entity",
            "--case",
            "missing",
            "--trials",
            "100",
        ];
        // The claim is true, and the bounds of an audit hold together at 99 %: it refutes the claim by chance
        // in at most one of 100 runs, and twice in a row in one of 10,000.
        var first = await work.Run(few);
        var audit = first.ExitCode == ExitCode.Failed ? await work.Expect(ExitCode.Undecided, few) : first;
        Assert.Equal(ExitCode.Undecided, audit.ExitCode);

        Assert.Contains("Too few trials to tell in entity, missing.", audit.Text, StringComparison.Ordinal);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string place = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place);
        }
    }

    private static string[] Fit(string model, params string[] more) =>
        ["fit", "--schema", "visits.schema.json", "--seed", "visits.csv", "--generator", "mst", "-o", model, .. more];

    /// <summary>A data set of which nothing was spent yet.</summary>
    private void Seed()
    {
        if (Directory.Exists(work["home"]))
        {
            Directory.Delete(work["home"], recursive: true);
        }
        work.Write("visits.schema.json", Schema);
        work.Write(
            "visits.csv",
            "age,ward,nights\n"
                + string.Concat(Enumerable.Range(0, 400).Select(row => $"{row % 90},{"ABC"[row % 3]},{row % 10}\n"))
        );
    }
}
