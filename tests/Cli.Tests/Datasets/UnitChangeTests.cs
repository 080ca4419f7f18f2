using System.Text.Json;

namespace AethergenAI.Cli.Tests.Datasets;

/// <summary>A ledger that was begun per row, for a seed whose people have several rows.</summary>
public sealed class UnitChangeTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_ledger_counts_by_a_new_unit_from_an_entry_on_and_says_what_that_does_not_cover()
    {
        Write();
        await work.Expect(ExitCode.Done, Fit("rows.json", "--budget", "1.2"));

        var refused = await work.Expect(ExitCode.Refused, Fit("people.json"));
        Assert.Contains("What was spent per row bounds nothing per 'who'", refused.Stderr, StringComparison.Ordinal);
        Assert.Contains("give --new-unit and --reason", refused.Stderr, StringComparison.Ordinal);
        Assert.Contains("[privacy.other-unit]", refused.Stderr, StringComparison.Ordinal);
        refused = await work.Expect(ExitCode.Refused, Fit("people.json", "--new-unit"));
        Assert.Contains("[privacy.no-reason]", refused.Stderr, StringComparison.Ordinal);

        // ε = 1 was spent per row of the 1.2: the same again per person is within the budget.
        var fitted = await work.Expect(
            ExitCode.Done,
            Fit("people.json", "--new-unit", "--reason", "people come again")
        );
        Assert.Contains("ε = 1 at δ = 1e-9, per 'who' with at most 2 rows", fitted.Stderr, StringComparison.Ordinal);
        string shown = (await work.Expect(ExitCode.Done, "ledger", "unit.csv")).Text;
        Assert.Contains("Spent: ε = 1 at δ = 1e-9 (ρ = 0.01497), per 'who' with at most 2 rows", shown);
        Assert.Contains("Not covered: ε = 1 (ρ = 0.01497), per row, 1 fit: it bounds nothing per 'who'", shown);
        var listed = (await work.Expect(ExitCode.Done, "ledger", "unit.csv", "--json")).Json;
        var other = Assert.Single(listed.GetProperty("notCovered").EnumerateArray());
        Assert.Equal("per row", other.GetProperty("unit").GetString());

        // Back again: what was spent per row counts as before, so that changing to and fro forgets nothing.
        refused = await work.Expect(ExitCode.Refused, Fit("rows.json", "--new-unit", "--reason", "back"));
        Assert.Contains("[privacy.overspent]", refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_and_its_plan_change_the_unit_likewise()
    {
        Write();
        work.Write(
            "unit.recipe.json",
            """
            { "name": "Unit", "data": { "seed": "unit.csv", "schema": "people.json" },
              "base": { "generator": "independent", "options": { "epsilon": 1 }, "rows": 200 } }
            """
        );
        await work.Expect(ExitCode.Done, Fit("rows.json"));
        foreach (string command in (string[])["plan", "run"])
        {
            string[] asked = [command, "unit.recipe.json", "-o", "unit.run/"];
            var refused = await work.Expect(ExitCode.Refused, asked);
            Assert.Contains("[privacy.other-unit]", refused.Stderr, StringComparison.Ordinal);
            await work.Expect(ExitCode.Done, [.. asked, "--new-unit", "--reason", "people come again"]);
        }

        var entries = JsonElement
            .Parse(await File.ReadAllBytesAsync(work["home/datasets/unit/ledger.json"]))
            .GetProperty("entries");
        Assert.Single(entries.EnumerateArray(), entry => entry.GetProperty("mechanism").GetString() == "unit");
    }

    /// <summary>The rows cannot be read; were they read first, that would be refused, and be an entry.</summary>
    [Fact]
    public async Task The_ledgers_unit_is_asked_before_the_rows_are_read()
    {
        Write();
        work.Write(
            "unit.recipe.json",
            """
            { "name": "Unit", "data": { "seed": "unit.csv", "schema": "people.json" },
              "base": { "generator": "independent", "options": { "epsilon": 1 }, "rows": 200 } }
            """
        );
        await work.Expect(ExitCode.Done, Fit("rows.json"));
        await File.AppendAllTextAsync(work["unit.csv"], "P-001\n");
        byte[] before = await File.ReadAllBytesAsync(work["home/datasets/unit/ledger.json"]);

        string[][] asked = [Fit("people.json"), ["run", "unit.recipe.json", "-o", "unit.run/"]];
        foreach (string[] command in asked)
        {
            var refused = await work.Expect(ExitCode.Refused, command);
            Assert.Contains("[privacy.other-unit]", refused.Stderr, StringComparison.Ordinal);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(work["home/datasets/unit/ledger.json"]));
        Assert.False(Directory.Exists(work["unit.run"]));
        Assert.DoesNotContain(
            "[privacy.other-unit]",
            (await work.Expect(ExitCode.Refused, Fit("rows.json"))).Stderr,
            StringComparison.Ordinal
        );
    }

    /// <summary>Beside a run with a private trial, which might be reused, the rows are read early.</summary>
    [Fact]
    public async Task The_ledgers_unit_is_asked_before_the_rows_are_read_beside_an_earlier_run_too()
    {
        Write();
        foreach (string schema in (string[])["rows", "people"])
        {
            work.Write(
                $"{schema}.recipe.json",
                $$"""
                { "name": "Unit", "data": { "seed": "unit.csv", "schema": "{{schema}}.json" },
                  "base": { "generator": "independent", "options": { "epsilon": 1 }, "rows": 200 } }
                """
            );
        }
        await work.Expect(ExitCode.Done, "run", "rows.recipe.json", "-o", "unit.first/");
        await File.AppendAllTextAsync(work["unit.csv"], "P-001\n");
        byte[] before = await File.ReadAllBytesAsync(work["home/datasets/unit/ledger.json"]);

        foreach (string command in (string[])["run", "plan"])
        {
            var refused = await work.Expect(ExitCode.Refused, command, "people.recipe.json", "-o", "unit.run/");
            Assert.Contains("[privacy.other-unit]", refused.Stderr, StringComparison.Ordinal);
        }
        Assert.Equal(before, await File.ReadAllBytesAsync(work["home/datasets/unit/ledger.json"]));
    }

    private static string[] Fit(string schema, params string[] more) =>
        ["fit", "unit.csv", "--schema", schema, "--generator", "independent", "--epsilon", "1", "-o", "u/", .. more];

    private void Write()
    {
        foreach (string old in (string[])["home", "unit.run", "unit.first"])
        {
            if (Directory.Exists(work[old]))
            {
                Directory.Delete(work[old], recursive: true);
            }
        }
        const string Columns = """
            "columns": [
              { "kind": "identifier", "name": "who", "pattern": "P-###" },
              { "kind": "categorical", "name": "ward", "levels": ["A", "B"], "domain": "public" } ]
            """;
        work.Write("rows.json", $$"""{ "name": "unit", "privacy": { "maxRows": 1000 }, {{Columns}} }""");
        work.Write(
            "people.json",
            $$"""
            { "name": "unit", "privacy": { "maxRows": 1000, "entity": "who", "rowsPerEntity": 2 }, {{Columns}} }
            """
        );
        work.Write(
            "unit.csv",
            "who,ward\n" + string.Concat(Enumerable.Range(0, 400).Select(row => $"P-{row / 2:D3},{"AB"[row % 2]}\n"))
        );
    }
}
