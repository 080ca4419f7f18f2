namespace AethergenAI.Cli.Tests;

public sealed class RecipeTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_recipe_is_written_checked_planned_run_resumed_and_exported()
    {
        await work.Expect(
            ExitCode.Done,
            "recipe",
            "new",
            "--template",
            "generators",
            "--seed",
            "train.csv",
            "-o",
            "new.yaml"
        );
        work.Write(
            "small.yaml",
            (await File.ReadAllTextAsync(work["new.yaml"])).Replace(
                "repeats: 5",
                "repeats: 2",
                StringComparison.Ordinal
            )
        );
        var check = await work.Expect(ExitCode.Done, "recipe", "check", "small.yaml", "--json");
        string hash = check.Json.GetProperty("hash").GetString()!;
        Assert.Equal(4, check.Json.GetProperty("trials").GetInt32());

        foreach (
            string[] plan in (string[][])
                [
                    ["plan"],
                    ["recipe", "plan"],
                ]
        )
        {
            var planned = await work.Expect(ExitCode.Done, [.. plan, "small.yaml", "--json"]);
            Assert.Equal(
                (4, hash),
                (
                    planned.Json.GetProperty("trials").GetArrayLength(),
                    planned.Json.GetProperty("recipeHash").GetString()
                )
            );
        }

        var run = await work.Expect(ExitCode.Done, "recipe", "run", "small.yaml", "-o", "out/", "--json");
        Assert.Equal(hash, run.Json.GetProperty("recipeHash").GetString());
        DateTime written = File.GetLastWriteTimeUtc(work["out/trials/c01-r1/report.json"]);
        await work.Expect(ExitCode.Done, "resume", "out/");
        await work.Expect(ExitCode.Done, "recipe", "resume", "out/");
        Assert.Equal(written, File.GetLastWriteTimeUtc(work["out/trials/c01-r1/report.json"]));

        await CheckCardAsync(hash);
        await work.Expect(ExitCode.Done, "recipe", "export", "out/", "-o", "exported.yaml");
        Assert.Equal(
            hash,
            (await work.Expect(ExitCode.Done, "recipe", "check", "exported.yaml", "--json"))
                .Json.GetProperty("hash")
                .GetString()
        );
        Assert.NotEqual(
            "unknown",
            (await work.Expect(ExitCode.Done, "plan", "small.yaml", "-o", "next/", "--json"))
                .Json.GetProperty("seconds")
                .GetRawText()
        );
    }

    /// <summary>The card of the run in out/, and that of the same recipe carried out anew.</summary>
    private async Task CheckCardAsync(string hash)
    {
        var card = await work.Expect(ExitCode.Done, "card", "show", "out/", "--json");
        Assert.Equal(hash, card.Json.GetProperty("origin").GetProperty("recipeHash").GetString());
        Assert.All(card.Json.GetProperty("trials").EnumerateArray(), trial =>
            Assert.True(
                trial.GetProperty("cell").GetInt32() > 0
                    && trial.GetProperty("repeat").GetInt32() > 0
                    && trial.GetProperty("measures").EnumerateObject().Any()
            )
        );
        Assert.Contains(
            "intact",
            (await work.Expect(ExitCode.Done, "card", "verify", "out/", "--key", "keys/public-key.pem")).Text,
            StringComparison.Ordinal
        );
        string shown = (await work.Expect(ExitCode.Done, "card", "show", "out/")).Text,
            written = await File.ReadAllTextAsync(work["out/card.md"]);
        Assert.Equal(written, shown);
        string signature = shown.Split('\n').Single(line => line.StartsWith("- Signature:", StringComparison.Ordinal));
        Assert.StartsWith("- Signature: signed by ", signature, StringComparison.Ordinal);
        string digits = signature[^64..];
        string colons = string.Join(':', digits.ToUpperInvariant().Chunk(2).Select(pair => new string(pair)));
        await work.Expect(ExitCode.Done, "card", "verify", "out/", "--key", colons);

        await work.Expect(ExitCode.Done, "run", "small.yaml", "-o", "anew/", "--fresh");
        var diff = await work.Expect(ExitCode.Done, "card", "diff", "out/", "anew/", "--json");
        Assert.Empty(diff.Json.GetProperty("recipe").EnumerateArray());
        Assert.All(
            diff.Json.GetProperty("cells")
                .EnumerateArray()
                .Where(cell => !cell.GetProperty("measure").GetString()!.StartsWith("cost.", StringComparison.Ordinal)),
            cell => Assert.True(cell.GetProperty("identical").GetBoolean(), cell.GetRawText())
        );

        await File.AppendAllTextAsync(work["anew/card.md"], " ");
        Assert.Contains(
            "card.md",
            (await work.Expect(ExitCode.Failed, "card", "verify", "anew/")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "- Signature: does not hold",
            (await work.Expect(ExitCode.Done, "card", "show", "anew/card.json")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "[cli.no-card]",
            (await work.Expect(ExitCode.Refused, "card", "show", "keys/")).Stderr,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "repeats",
            (await work.Expect(ExitCode.Done, "recipe", "diff", "new.yaml", "out/")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_killed_run_is_resumed_and_does_nothing_twice()
    {
        work.Write(
            "killed.json",
            """
            { "name": "Killed", "data": { "seed": "train.csv", "schema": "s.schema.json" },
              "base": { "generator": "independent", "rows": 300 }, "repeats": 6 }
            """
        );
        using (var process = Cli.Start(work.Folder, "run", "killed.json", "-o", "killed/", "--workers", "2"))
        {
            while (!process.HasExited && !File.Exists(work["killed/trials/c01-r4/model/model.json"]))
            {
                await Task.Delay(20);
            }
            process.Kill();
            await process.WaitForExitAsync();
        }

        var kept = Directory
            .GetFiles(work["killed"], "report.json", SearchOption.AllDirectories)
            .ToDictionary(file => file, File.GetLastWriteTimeUtc);
        var resumed = await work.Expect(ExitCode.Done, "resume", "killed/", "--json");
        Assert.Equal(6, resumed.Json.GetProperty("trials").GetArrayLength());
        // at least two of the first three had ended
        Assert.Contains(kept, file => File.GetLastWriteTimeUtc(file.Key) == file.Value);
        Assert.Equal(6, Directory.GetFiles(work["killed"], "trial.json", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("recipe", "check", "bad.json")]
    [InlineData("recipe", "plan", "bad.json")]
    [InlineData("plan", "bad.json")]
    [InlineData("run", "bad.json", "-o", "never/")]
    public async Task An_option_value_that_no_generator_takes_is_refused_before_anything_runs(params string[] command)
    {
        work.Write(
            "bad.json",
            """
            { "name": "Bad", "data": { "seed": "train.csv", "schema": "s.schema.json" },
              "base": { "generator": "arn" }, "factors": { "precision": ["fp32", "fp7"] } }
            """
        );

        Assert.Contains(
            "'precision' of arn must be one of fp32, fp16, int8, int8-static, fp8; "
                + "the recipe's 'factors.precision' says \"fp7\".",
            (await work.Expect(ExitCode.Refused, command)).Stderr,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Options_that_contradict_each_other_are_refused_by_the_check()
    {
        work.Write(
            "contradiction.json",
            """
            { "name": "Contradiction", "data": { "seed": "train.csv" },
              "base": { "generator": "arn", "options": { "active": 4 } }, "factors": { "experts": [2, 8] } }
            """
        );

        Assert.Contains(
            "cell 1 of the recipe says 4",
            (await work.Expect(ExitCode.Refused, "recipe", "check", "contradiction.json")).Stderr,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_recipe_that_would_overspend_is_refused_at_its_plan()
    {
        work.Write(
            "wards.schema.json",
            """
            {
              "name": "wards",
              "columns": [
                { "kind": "categorical", "name": "ward", "levels": ["A", "B", "C"], "domain": "public" },
                { "kind": "integer", "name": "nights", "min": 0, "max": 9, "domain": "public" }
              ],
              "privacy": { "maxRows": 10000 }
            }
            """
        );
        var rows = Enumerable.Range(0, 300).Select(row => $"{"ABC"[row % 3]},{row % 10}\n");
        work.Write("wards.csv", "ward,nights\n" + string.Concat(rows));
        work.Write(
            "private.json",
            """
            { "name": "Private", "data": { "seed": "wards.csv", "schema": "wards.schema.json" },
              "base": { "generator": "mst", "options": { "epsilon": 1, "delta": 1e-6 } }, "repeats": 4 }
            """
        );
        Assert.Equal(
            4,
            (await work.Expect(ExitCode.Done, "plan", "private.json", "--budget", "9@1e-6", "--json"))
                .Json.GetProperty("trials")
                .GetArrayLength()
        );
        Assert.Contains(
            "[privacy.overspent]",
            (await work.Expect(ExitCode.Refused, "plan", "private.json", "--budget", "1@1e-6")).Stderr,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_plan_counts_the_delta_that_the_run_will_spend_on_domains()
    {
        work.Write(
            "undeclared.schema.json",
            """
            { "name": "people", "privacy": { "maxRows": 1000 },
              "columns": [{ "kind": "categorical", "name": "ward", "levels": ["A", "B"] }] }
            """
        );
        work.Write("two-wards.csv", $"ward\n{string.Concat(Enumerable.Repeat("A\nB\n", 100))}");
        work.Write(
            "domains.json",
            """
            { "name": "Domains", "data": { "seed": "two-wards.csv", "schema": "undeclared.schema.json" },
              "base": { "generator": "mst", "options": { "epsilon": 1, "domain-share": 0.1 } }, "repeats": 2 }
            """
        );
        foreach (string command in new[] { "plan", "run" })
        {
            var refused = await work.Expect(
                ExitCode.Refused,
                [command, "domains.json", "--budget", "10@1e-9", "-o", "domains/"]
            );
            Assert.Contains(
                "it adds δ = 1e-9 to discover levels that are not declared, and δ = 1e-9 is left, "
                    + "but some δ must remain for the conversion to ε. There is too little δ left.",
                refused.Stderr,
                StringComparison.Ordinal
            );
        }

        await work.Expect(ExitCode.Done, "plan", "domains.json", "--budget", "10@1.1e-9");
        var done = await work.Expect(
            ExitCode.Done,
            "run",
            "domains.json",
            "--budget",
            "10@1.1e-9",
            "-o",
            "domains/",
            "--json"
        );
        Assert.DoesNotContain("privacy.overspent", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_where_nothing_was_begun_is_not_resumed() =>
        Assert.Contains(
            "[cli.nothing-begun]",
            (await work.Expect(ExitCode.Refused, "resume", "nowhere/")).Stderr,
            StringComparison.Ordinal
        );
}
