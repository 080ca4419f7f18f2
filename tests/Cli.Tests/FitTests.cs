using System.Text.Json;

namespace AethergenAI.Cli.Tests;

/// <summary>A fit of a plain file, without a schema.</summary>
public sealed class FitTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_plain_file_is_fitted_with_the_schema_that_it_implies()
    {
        Write();
        var fitted = await work.Expect(ExitCode.Done, "fit", "people.csv", "--generator", "independent", "--json");
        Assert.Equal("people.model/", fitted.Json.GetProperty("model").GetString());
        Assert.Equal(60, fitted.Json.GetProperty("seedRows").GetInt32());
        Assert.True(File.Exists(work["people.model/model.json"]));
    }

    [Fact]
    public async Task A_private_fit_of_a_plain_file_says_at_once_all_that_must_be_declared()
    {
        Write();
        var refused = await work.Expect(ExitCode.Refused, "fit", "--epsilon", "1", "people.csv");
        foreach (
            string part in (string[])["[privacy.not-declared]", "maxRows", "'age'", "'ward'", "'fee'", "domain-share"]
        )
        {
            Assert.Contains(part, refused.Stderr, StringComparison.Ordinal);
        }
    }

    /// <summary>Who declared what was missing must not learn from the spent ε that a reason was left.</summary>
    [Fact]
    public async Task What_withholds_the_claim_is_said_before_anything_is_spent()
    {
        File.WriteAllText(
            work["keys.csv"],
            string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i % 2}\n").Prepend("n,k\n"))
        );
        const string schema = """
            {
              "name": "keys",
              "columns": [
                { "kind": "integer", "name": "n", "min": 0, "max": 39 },
                { "kind": "integer", "name": "k", "min": 0, "max": 1, "domain": "public" }
              ],
              "constraints": [{ "kind": "unique", "columns": ["n"]REASON }],
              "privacy": { "maxRows": 1000 }
            }
            """;
        File.WriteAllText(work["keys.schema.json"], schema.Replace("REASON", ", \"reason\": \"All are distinct.\""));
        string[] fit =
        [
            "fit",
            "keys.csv",
            "--schema",
            "keys.schema.json",
            "--generator",
            "independent",
            "--epsilon",
            "1",
        ];

        string said = (await work.Expect(ExitCode.Done, [.. fit, "-o", "keys1/"])).Stderr;

        string[] reasons =
        [
            "the constraint unique 'n' was proposed from the seed",
            "the range of 'n' is in the schema",
        ];
        Assert.All(reasons, why => Assert.Equal(3, said.Split(why).Length)); // before, and in the claim
        Assert.True(
            said.IndexOf("The claim of a private fit to this schema is withheld", StringComparison.Ordinal)
                < said.IndexOf("differential privacy: withheld", StringComparison.Ordinal)
        );

        // Refused by the budget, so that nothing is spent: it was said all the same.
        var refused = await work.Expect(ExitCode.Refused, [.. fit, "--budget", "1.1", "-o", "keys2/"]);
        Assert.Contains(
            "The claim of a private fit to this schema is withheld",
            refused.Stderr,
            StringComparison.Ordinal
        );

        File.WriteAllText(
            work["keys.schema.json"],
            schema.Replace("REASON", "").Replace("39 }", "39, \"domain\": \"public\" }")
        );
        string claimed = (await work.Expect(ExitCode.Done, [.. fit, "-o", "keys3/"])).Stderr;
        Assert.DoesNotContain("withheld", claimed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("people.csv", "--seed", "other.csv")]
    [InlineData("people.csv", "--epsilon", "1", "--generator", "mst", "--set", "epsilon=2")]
    public async Task What_is_given_twice_is_refused(params string[] arguments)
    {
        Write();
        var refused = await work.Expect(ExitCode.Refused, ["fit", .. arguments]);
        Assert.Contains("[cli.given-twice]", refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_comparison_of_auto_is_shown_and_the_same_for_every_seed_of_the_fit()
    {
        Write(200);
        string[] auto = ["fit", "people.csv", "--target", "ward", "--set", "candidates=independent,copula"];
        var first = await work.Expect(ExitCode.Done, [.. auto, "-o", "auto1/", "--json"]);
        var second = await work.Expect(ExitCode.Done, [.. auto, "-o", "auto2/", "--json", "--fit-seed", "9"]);

        var (one, other) = (first.Json.GetProperty("comparison"), second.Json.GetProperty("comparison"));
        Assert.Equal("ward", Assert.Single(one.GetProperty("targets").EnumerateArray()).GetString());
        Assert.Equal(Figures(one), Figures(other));
        Assert.Equal(4, one.GetProperty("candidates")[1].GetProperty("splits").GetInt32());

        var shown = await work.Expect(ExitCode.Done, [.. auto, "-o", "auto3/"]);
        Assert.Contains("above independent columns", shown.Stderr, StringComparison.Ordinal);
        Assert.Contains("predicting ward", shown.Stderr, StringComparison.Ordinal);

        static string Figures(JsonElement comparison) =>
            string.Join(
                ' ',
                comparison
                    .GetProperty("candidates")
                    .EnumerateArray()
                    .Select(candidate => $"{candidate.GetProperty("loss")} {candidate.GetProperty("excess")}")
            );
    }

    [Theory]
    [InlineData("evaluation.unknown-target", "--target", "wrd")]
    [InlineData("cli.target-unread", "--target", "ward", "--generator", "trees")]
    public async Task A_target_that_nothing_can_use_is_refused(string code, params string[] arguments)
    {
        Write(200);
        var refused = await work.Expect(ExitCode.Refused, ["fit", "people.csv", .. arguments]);
        Assert.Contains($"[{code}]", refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fit_of_nothing_says_what_to_name() =>
        Assert.Contains("[cli.no-rows]", (await work.Expect(ExitCode.Refused, "fit")).Stderr, StringComparison.Ordinal);

    private void Write(int rows = 60) =>
        work.Write(
            "people.csv",
            "age,ward,fee\n"
                + string.Concat(
                    Enumerable.Range(0, rows).Select(row => $"{row % 50},{"ABC"[row % 50 / 17]},{row % 7}.5\n")
                )
        );
}
