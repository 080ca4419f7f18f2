using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AethergenAI.Cli.Tests;

/// <summary>What the command line prints of private fits of seeds that differ in one row.</summary>
public sealed partial class NeighbourTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Schema = """
        {
          "name": "visits",
          "columns": [
            { "kind": "integer", "name": "age", "values": [0, 18, 40, 65], "domain": "public" },
            { "kind": "categorical", "name": "ward", "levels": ["A", "B", "C"], "domain": "public", "nullable": true }
          ],
          "privacy": { "maxRows": 1000 }
        }
        """;

    [Theory]
    [InlineData("independent")]
    [InlineData("mst")]
    [InlineData("aim")]
    public async Task One_row_less_changes_nothing_that_is_printed_but_the_paid_estimate(string generator)
    {
        work.Write("s.schema.json", Schema);
        var (with, without) = (await FitAsync(generator, 300), await FitAsync(generator, 299));

        Assert.Equal(with, without);
    }

    private async Task<string> FitAsync(string generator, int rows)
    {
        var csv = new StringBuilder("age,ward\n");
        for (int row = 0; row < rows; row++)
        {
            // The row that goes is outside the domain in one column and missing in the other.
            csv.Append(
                row == 299 ? "99,\n" : string.Create(CultureInfo.InvariantCulture, $"{row % 80},{"ABC"[row % 3]}\n")
            );
        }
        work.Write("seed.csv", csv.ToString());
        var said = new StringBuilder();
        foreach (
            string[] form in (string[][])
                [
                    [],
                    ["--json"],
                ]
        )
        {
            string folder = $"{generator}-{rows}-{form.Length}/";
            string[] fit =
            [
                "fit",
                "--schema",
                "s.schema.json",
                "--seed",
                "seed.csv",
                "--generator",
                generator,
                "--set",
                "epsilon=1",
            ];
            var ended = await work.Expect(ExitCode.Done, [.. fit, "-o", folder, .. form]);
            // How often progress is told depends on the time.
            said.Append(ended.Stdout).Append(form.Length == 0 ? ended.Stderr : "").Replace(folder, "MODEL/");
        }

        return Paid().Replace(said.ToString(), "#");
    }

    /// <summary>
    /// The estimated rows and the hash of the noisy model are paid for; seconds are the side channel that is declared.
    /// </summary>
    [GeneratedRegex("about [0-9,]+|\"estimatedRows\": ?[0-9]+|[0-9a-f]{64}|in [0-9.]+ s|\"fitSeconds\": ?[0-9.]+")]
    private static partial Regex Paid();
}
