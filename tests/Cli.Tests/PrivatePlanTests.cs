namespace AethergenAI.Cli.Tests;

/// <summary>Plans of private fits.</summary>
public sealed class PrivatePlanTests(Workspace work) : IClassFixture<Workspace>
{
    /// <summary>As the platform does: nobody learns it only from the run.</summary>
    [Theory]
    [InlineData("plan", "unfit.json")]
    [InlineData("recipe", "check", "unfit.json")]
    public async Task What_a_private_fit_would_refuse_is_refused_by_plan_and_check(params string[] command)
    {
        work.Write(
            "unfit.json",
            """
            { "name": "Unfit", "data": { "seed": "unfit.csv", "schema": "unfit.schema.json" },
              "base": { "generator": "mst", "options": { "epsilon": 1, "delta": 1e-6 } } }
            """
        );
        work.Write(
            "unfit.schema.json",
            """
            { "name": "people", "privacy": { "maxRows": 1000 }, "columns": [{ "kind": "integer", "name": "no" }],
              "constraints": [{ "kind": "unique", "columns": ["no"] }] }
            """
        );
        work.Write("unfit.csv", "no\n" + string.Concat(Enumerable.Range(1, 400).Select(row => $"{row}\n")));

        Assert.Contains(
            "[privacy.no-key-range]",
            (await work.Expect(ExitCode.Refused, command)).Stderr,
            StringComparison.Ordinal
        );
    }
}
