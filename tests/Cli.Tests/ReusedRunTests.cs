using System.Text.Json;

namespace AethergenAI.Cli.Tests;

/// <summary>Private runs whose trials another run has already paid for.</summary>
public sealed class ReusedRunTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_run_that_spends_nothing_is_not_refused_and_sets_the_budget_that_it_is_given()
    {
        Write();
        await work.Expect(ExitCode.Done, "run", "dp.json", "-o", "first/", "--budget", "2.5");
        JsonElement[] paid = Entries();

        var plan = await work.Expect(ExitCode.Done, "plan", "dp.json", "-o", "second/");
        Assert.Contains("The run spends no privacy", plan.Text, StringComparison.Ordinal);
        var reused = await work.Expect(ExitCode.Done, "run", "dp.json", "-o", "second/");
        Assert.DoesNotContain("will spend", reused.Stderr, StringComparison.Ordinal);
        Assert.Contains("1 of 1 trial was reused", reused.Stderr, StringComparison.Ordinal);
        Assert.Equal(paid.Length, Entries().Length);

        // What it would spend if it did not reuse them.
        Refused("privacy.overspent", await work.Run("run", "dp.json", "-o", "fresh/", "--fresh"));
        string[] third = ["run", "dp.json", "-o", "third/", "--budget"];
        Refused("privacy.budget-below-spent", await work.Run([.. third, "1"]));
        Refused("privacy.no-reason", await work.Run([.. third, "3"]));
        await work.Expect(ExitCode.Done, [.. third, "3", "--reason", "more"]);
        Assert.Equal("budget raised from ε = 2.5 at δ = 1e-9 to ε = 3 at δ = 1e-9: more", Last());

        await work.Expect(ExitCode.Done, "resume", "third/", "--budget", "2.2");
        Assert.Equal("budget lowered from ε = 3 at δ = 1e-9 to ε = 2.2 at δ = 1e-9", Last());
    }

    [Fact]
    public async Task A_run_that_reuses_one_trial_pays_for_the_other_alone()
    {
        Write();
        work.Write("two.json", Recipe.Replace("\"base\"", "\"repeats\": 2, \"base\"", StringComparison.Ordinal));
        await work.Expect(ExitCode.Done, "run", "dp.json", "-o", "r1/", "--budget", "2.9");

        var plan = await work.Expect(ExitCode.Done, "plan", "two.json", "-o", "r2/");
        Assert.Contains("1 private fit of this run will spend ε = 2", plan.Text, StringComparison.Ordinal);

        // ρ of two fits of ε = 2 is an ε of 2.89 together; three would be 3.58.
        var both = await work.Expect(ExitCode.Done, "run", "two.json", "-o", "r2/");
        Assert.Contains("1 private fit of this run will spend ε = 2", both.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, Entries().Count(entry => entry.GetProperty("mechanism").GetString() == "reservation"));
    }

    [Theory]
    [InlineData("synthetic.csv")]
    [InlineData("model/sampler.onnx")]
    public async Task A_trial_of_another_run_whose_file_is_gone_is_carried_out_again(string file)
    {
        Write();
        work.Write("open.json", Recipe.Replace("\"epsilon\":2", "", StringComparison.Ordinal));
        await work.Expect(ExitCode.Done, "run", "open.json", "-o", "first/");
        string trial = Assert.Single(Directory.GetDirectories(work["first/trials"]));
        File.Delete(Path.Combine(trial, file));
        var again = await work.Expect(ExitCode.Done, "run", "open.json", "-o", "second/");
        Assert.DoesNotContain("reused", again.Stderr, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(work["second/trials"], Path.GetFileName(trial), file)));
    }

    [Fact]
    public async Task A_plan_says_that_it_sets_no_budget()
    {
        Write();
        var plan = await work.Expect(ExitCode.Done, "plan", "dp.json", "-o", "planned/", "--budget", "9");
        Assert.Contains("checked against a budget of 9, and the ledger is as it was", plan.Stderr);
        Assert.False(Directory.Exists(work["home/datasets"]));
    }

    /// <summary>It reads the rows to find what other runs have paid; what only the rows tell would be an entry.</summary>
    [Fact]
    public async Task A_plan_whose_rows_are_refused_counts_all_fits_and_tells_nothing_of_the_rows()
    {
        Write();
        await work.Expect(ExitCode.Done, "run", "dp.json", "-o", "first/", "--budget", "5");
        byte[] before = await File.ReadAllBytesAsync(work["home/datasets/visits/ledger.json"]);
        await File.AppendAllTextAsync(work["visits.csv"], "A,many\n");

        var plan = await work.Expect(ExitCode.Done, "plan", "dp.json", "-o", "second/");
        Assert.Contains("1 private fit of this run will spend ε = 2", plan.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("many", plan.Text + plan.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("400", plan.Text + plan.Stderr, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(work["home/datasets/visits/ledger.json"]));
    }

    [Fact]
    public async Task A_fit_that_goes_on_with_what_it_has_paid_sets_the_budget_too()
    {
        Write();
        string[] fit = ["fit", "visits.csv", "--schema", "visits.schema.json", "--generator", "independent"];
        await work.Expect(ExitCode.Done, [.. fit, "--epsilon", "1", "-o", "m/"]);
        Assert.DoesNotContain(Entries(), IsBudget);
        await work.Expect(ExitCode.Done, [.. fit, "--epsilon", "1", "-o", "m/", "--budget", "3"]);
        Assert.Single(Entries(), IsBudget);

        static bool IsBudget(JsonElement entry) => entry.GetProperty("mechanism").GetString() == "budget";
    }

    private const string Recipe = """
        {"name":"dp","data":{"seed":"visits.csv","schema":"visits.schema.json"},
         "base":{"generator":"independent","options":{"epsilon":2},"rows":300}}
        """;

    private static void Refused(string code, Ended ended)
    {
        Assert.Equal(ExitCode.Refused, ended.ExitCode);
        Assert.Contains($"[{code}]", ended.Stderr, StringComparison.Ordinal);
    }

    private JsonElement[] Entries() =>
        [
            .. JsonElement
                .Parse(File.ReadAllBytes(work["home/datasets/visits/ledger.json"]))
                .GetProperty("entries")
                .EnumerateArray(),
        ];

    private string Last() => Entries()[^1].GetProperty("purpose").GetString()!;

    /// <summary>A data set of which nothing was spent yet.</summary>
    private void Write()
    {
        foreach (string old in (string[])["home", "first", "second", "third", "fresh", "r1", "r2", "m"])
        {
            if (Directory.Exists(work[old]))
            {
                Directory.Delete(work[old], recursive: true);
            }
        }
        work.Write("dp.json", Recipe);
        work.Write(
            "visits.schema.json",
            """
            { "name": "visits", "privacy": { "maxRows": 100000 },
              "columns": [
                { "kind": "categorical", "name": "ward", "levels": ["A", "B", "C"], "domain": "public" },
                { "kind": "integer", "name": "nights", "min": 0, "max": 9, "domain": "public" } ] }
            """
        );
        work.Write(
            "visits.csv",
            "ward,nights\n" + string.Concat(Enumerable.Range(0, 400).Select(row => $"{"ABC"[row % 3]},{row % 10}\n"))
        );
    }
}
