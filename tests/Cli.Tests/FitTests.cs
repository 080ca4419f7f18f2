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
    public async Task A_fit_of_nothing_says_what_to_name() =>
        Assert.Contains("[cli.no-rows]", (await work.Expect(ExitCode.Refused, "fit")).Stderr, StringComparison.Ordinal);

    private void Write() =>
        work.Write(
            "people.csv",
            "age,ward,fee\n"
                + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 50},{"ABC"[row % 3]},{row % 7}.5\n"))
        );
}
