using System.IO.Compression;

namespace AethergenAI.Cli.Tests;

public sealed class RunTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Recipe = """
        { "name": "Two generators", "question": "Which is better?",
          "data": { "seed": "train.csv", "schema": "s.schema.json", "holdoutShare": 0.4, "target": "Effect Amount of damage" },
          "base": { "rows": 400 }, "factors": { "generator": ["independent", "copula"] }, "repeats": 1 }
        """;

    /// <summary>For what does not depend on the report: without a target no learner is trained.</summary>
    private static readonly string Untargeted = Recipe.Replace(
        ", \"target\": \"Effect Amount of damage\"",
        "",
        StringComparison.Ordinal
    );

    [Fact]
    public async Task What_withholds_the_claim_of_a_run_is_said_before_it_spends()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 40},{i % 3}\n").Prepend("a,b\n"));
        File.WriteAllText(work["said.csv"], rows);
        work.Write(
            "said.schema.json",
            """
            { "name": "said",
              "columns": [
                { "kind": "integer", "name": "a", "min": 0, "max": 50, "domain": "public" },
                { "kind": "integer", "name": "b", "min": 0, "max": 3, "domain": "public" } ],
              "constraints": [{ "kind": "inequality", "low": "b", "high": "a", "reason": "in most rows" }],
              "privacy": { "maxRows": 1000 } }
            """
        );
        work.Write(
            "said.json",
            """
            { "name": "Said", "data": { "seed": "said.csv", "schema": "said.schema.json" },
              "base": { "generator": "independent", "options": { "epsilon": 1, "delta": 1e-6 } } }
            """
        );
        // Refused by the budget, so that nothing is spent: a run that is carried out says it too.
        var refused = await work.Run("run", "said.json", "--budget", "0.5@1e-6", "-o", "said/");
        Assert.Contains("[privacy.overspent]", refused.Stderr, StringComparison.Ordinal);
        Assert.Contains(
            "1 private fit of this run will spend ε = 1 at δ = 1e-6",
            refused.Stderr,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The claim of a private fit to this schema is withheld",
            refused.Stderr,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_recipe_becomes_a_pack_that_verifies_and_that_tampering_breaks()
    {
        work.Write("recipe.json", Recipe);
        var run = await work.Expect(ExitCode.Done, "run", "recipe.json", "--json");
        Assert.Equal(2, run.Json.GetProperty("trials").GetArrayLength());
        Assert.True(File.Exists(work["runs/Two-generators/trials/c02-r1/report.html"]));

        var pack = await work.Expect(ExitCode.Done, "pack", "runs/Two-generators/", "-o", "pack.zip", "--json");
        string signer = pack.Json.GetProperty("signer").GetString()!;
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            OperatingSystem.IsWindows()
                ? UnixFileMode.UserRead | UnixFileMode.UserWrite
                : File.GetUnixFileMode(work["keys/signing-key.pem"])
        );

        var judged = run.Json.GetProperty("verdict");
        string sentence = judged.GetProperty("sentence").GetString()!;
        var verified = await work.Expect(ExitCode.Done, "verify", "pack.zip");
        Assert.StartsWith("Verdict of the report: ", verified.Text, StringComparison.Ordinal);
        Assert.Contains(sentence, verified.Text.Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal(
            judged.GetRawText(),
            (await work.Expect(ExitCode.Done, "verify", "pack.zip", "--json")).Json.GetProperty("verdict").GetRawText()
        );

        Assert.EndsWith($"\nintact, signer unverified: {signer}\n", verified.Text, StringComparison.Ordinal);
        Assert.EndsWith(
            $"\nintact, signed by {signer}\n",
            (await work.Expect(ExitCode.Done, "verify", "pack.zip", "--key", "keys/public-key.pem")).Text,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            $"\nintact, signed by {signer}\n",
            (await work.Expect(ExitCode.Done, "verify", "pack.zip", "--key", signer)).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(
            $"intact, but signed by another key: {signer} [pack.foreign-key]\n",
            (await work.Expect(ExitCode.Failed, "verify", "pack.zip", "--key", new string('0', 64))).Text
        );
        Assert.False(
            (await work.Expect(ExitCode.Failed, "verify", "pack.zip", "--json", "--key", new string('0', 64)))
                .Json.GetProperty("intact")
                .GetBoolean()
        );
        Assert.Contains(
            "64 hex digits",
            (await work.Expect(ExitCode.Refused, "verify", "pack.zip", "--key", "abcdef")).Stderr,
            StringComparison.Ordinal
        );

        using (var zip = await ZipFile.OpenAsync(work["pack.zip"], ZipArchiveMode.Update))
        {
            await using var report = await zip.GetEntry("trials/c01-r1/report.json")!.OpenAsync();
            report.WriteByte((byte)' ');
        }

        Assert.Contains(
            "trials/c01-r1/report.json",
            (await work.Expect(ExitCode.Failed, "verify", "pack.zip")).Text,
            StringComparison.Ordinal
        );
        Assert.False(
            (await work.Expect(ExitCode.Failed, "verify", "pack.zip", "--json")).Json.GetProperty("intact").GetBoolean()
        );
    }

    [Fact]
    public async Task A_run_goes_on_where_it_stopped_and_another_recipe_is_refused()
    {
        work.Write(
            "one.json",
            Untargeted.Replace(
                """["independent", "copula"]""",
                """["copula", "independent"]""",
                StringComparison.Ordinal
            )
        );
        await work.Expect(ExitCode.Done, "run", "one.json", "-o", "out/");
        DateTime written = File.GetLastWriteTimeUtc(work["out/trials/c01-r1/report.json"]);

        await work.Expect(ExitCode.Done, "run", "one.json", "-o", "out/");
        Assert.Equal(written, File.GetLastWriteTimeUtc(work["out/trials/c01-r1/report.json"]));

        work.Write("two.json", Untargeted.Replace("400", "401", StringComparison.Ordinal));
        Assert.Contains(
            "[cli.other-recipe]",
            (await work.Expect(ExitCode.Refused, "run", "two.json", "-o", "out/")).Stderr,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Two_processes_share_the_trials_of_one_folder_and_do_none_twice()
    {
        work.Write(
            "shared.json",
            Untargeted
                .Replace("\"repeats\": 1", "\"repeats\": 4", StringComparison.Ordinal)
                .Replace("400", "399", StringComparison.Ordinal)
        );
        await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    work.Expect(ExitCode.Done, "run", "shared.json", "-o", "shared/", "--workers", "1", "--fresh")
                )
        );

        var records = Directory.GetFiles(work["shared/trials"], "trial.json", SearchOption.AllDirectories);
        Assert.Equal(8, records.Length);
        Assert.Empty(Directory.GetFiles(work["shared"], "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_trial_that_a_run_beside_this_one_has_done_is_reused_and_marked()
    {
        work.Write("once.json", Untargeted.Replace("400", "123", StringComparison.Ordinal));
        work.Write(
            "twice.json",
            Untargeted
                .Replace("400", "123", StringComparison.Ordinal)
                .Replace("Two generators", "Again", StringComparison.Ordinal)
        );
        await work.Expect(ExitCode.Done, "run", "once.json", "-o", "beside/once/");
        var again = await work.Expect(ExitCode.Done, "run", "twice.json", "-o", "beside/twice/", "--json");
        var fresh = await work.Expect(ExitCode.Done, "run", "twice.json", "-o", "beside/fresh/", "--fresh", "--json");

        Assert.Equal(
            ["once/c01-r1", "once/c02-r1"],
            again
                .Json.GetProperty("trials")
                .EnumerateArray()
                .Select(trial => trial.GetProperty("reusedFrom").GetString())
        );
        Assert.All(fresh.Json.GetProperty("trials").EnumerateArray(), trial =>
            Assert.False(trial.TryGetProperty("reusedFrom", out _))
        );
    }

    [Fact]
    public async Task A_folder_with_other_files_is_not_run_into()
    {
        Directory.CreateDirectory(work["home"]);
        work.Write("home/letter.txt", "dear");
        work.Write("three.json", Recipe);

        Assert.Contains(
            "[cli.not-a-run]",
            (await work.Expect(ExitCode.Refused, "run", "three.json", "-o", "home/")).Stderr,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{ "name": "x", "data": { "seed": "sample:nowhere.csv" } }""", "cli.unknown-sample")]
    [InlineData("""{ "name": "x", "date": { "seed": "train.csv" } }""", "recipe.unknown-key")]
    [InlineData("""{ "name": """, "recipe.malformed")]
    public async Task A_recipe_that_cannot_be_carried_out_is_refused_and_leaves_nothing(string recipe, string code)
    {
        work.Write("bad.json", recipe);

        Assert.Contains(
            $"[{code}]",
            (await work.Expect(ExitCode.Refused, "run", "bad.json", "-o", "none/")).Stderr,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(work["none"]));
    }

    [Fact]
    public async Task What_is_no_pack_does_not_verify()
    {
        work.Write("fake.zip", "not a zip");

        await work.Expect(ExitCode.Failed, "verify", "fake.zip");
        Assert.Contains(
            "[cli.file-missing]",
            (await work.Expect(ExitCode.Refused, "verify", "nowhere.zip")).Stderr,
            StringComparison.Ordinal
        );
    }
}
