using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AethergenAI.Core.Tests.Privacy;

namespace AethergenAI.Cli.Tests;

/// <summary>
/// What private fits of seeds that differ in one row print and write. The noise is fresh in each, so whatever is noisy
/// differs; nothing else may.
/// </summary>
public sealed partial class NeighbourTests(Workspace work) : IClassFixture<Workspace>
{
    private const int Rows = 300;

    private const string Schema = """
        {
          "name": "visits",
          "columns": [
            { "kind": "integer", "name": "age", "values": [0, 18, 40, 65], "domain": "public" },
            {
              "kind": "categorical", "name": "ward", "levels": ["A", "B", "C", "É"],
              "domain": "public", "nullable": true
            }
          ],
          "format": { "encoding": "windows-1252" },
          "privacy": { "maxRows": 1000 }
        }
        """;

    /// <summary>What may differ in model.json and in what is printed as JSON.</summary>
    private static readonly string[] Paid =
    [
        "parameters", // the noisy model itself
        "graphHash", // the same as a graph
        "provenance.estimatedRows", // the sum of noisy counts
        "estimatedRows",
        "provenance.fitSeconds", // not paid for: whole seconds, a side channel that docs/privacy.md declares
        "fitSeconds",
        "privacyClaim.entries[].at", // the same
    ];

    /// <summary>What may differ in the ledger: nothing of the rows.</summary>
    private static readonly string[] Charged =
    [
        "dataset", // a random id
        "seal", // a keyed hash of the ledger, with the random id and the times
        "entries[].at",
    ];

    /// <summary>
    /// What may differ in the data set's record. It is no release: it lies beside the ledger in the data folder of the
    /// one who has the rows, so that the same rows are found again.
    /// </summary>
    private static readonly string[] Recognised = ["id", "files[].content", "files[].rows"];

    [Theory]
    [InlineData("independent")]
    [InlineData("mst")]
    [InlineData("aim")]
    public async Task One_row_less_changes_no_byte_that_was_not_paid_for(string generator)
    {
        var with = await FitAsync(generator, null);
        foreach (int gone in (int[])[0, Rows / 2, Rows - 1])
        {
            Compare(generator, with, await FitAsync(generator, gone));
        }
    }

    /// <summary>
    /// All rows but the first are UTF-8. With its words, which are not, the file would pass for Windows-1252, and 200
    /// other rows would have another level.
    /// </summary>
    [Fact]
    public async Task No_row_decides_in_which_encoding_the_others_are_read()
    {
        string folder = Directory.CreateDirectory(work["encodings"]).FullName;
        string undeclared = Schema.Replace(
            "\"format\": { \"encoding\": \"windows-1252\" },",
            "",
            StringComparison.Ordinal
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "s.schema.json"), undeclared);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "r.json"),
            """
            { "name": "r", "data": { "seed": "seed.csv", "schema": "s.schema.json" },
              "base": { "generator": "independent", "options": { "epsilon": 1 }, "rows": 100 } }
            """
        );
        const string Words = "0,Müller Café René José Zoë Björn Jürgen Göran André Léa Noël Hélène Gisèle Céline\n";
        byte[] others = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("18,É\n", 200)));
        byte[] bytes = [.. Encoding.UTF8.GetBytes("age,ward\n"), .. Encoding.Latin1.GetBytes(Words), .. others];
        await File.WriteAllBytesAsync(Path.Combine(folder, "seed.csv"), bytes);

        string[] fit = ["fit", "seed.csv", "--schema", "s.schema.json", "--epsilon", "1", "-o", "m/"];
        foreach (string[] command in (string[][])[fit, ["run", "r.json", "-o", "r/"]])
        {
            var refused = await Cli.RunIn(folder, command);
            Assert.Equal(ExitCode.Refused, refused.ExitCode);
            Assert.Contains("Line 2 is not UTF-8. For differential privacy", refused.Stderr, StringComparison.Ordinal);
        }
    }

    private static void Compare(string generator, Outcome with, Outcome without)
    {
        Assert.Equal(with.Said, without.Said);
        Assert.Equal(with.Files.Keys, without.Files.Keys);
        // What follows from noisy counts that were paid for: aim's rounds, and how many there are; and how many cells
        // mst measures of a pair, since it merges values whose noisy counts are small.
        string[] followed = generator switch
        {
            "aim" => ["privacyClaim.entries", "entries"],
            "mst" => ["privacyClaim.entries[].parameters.cells", "entries[].parameters.cells"],
            _ => [],
        };
        foreach (var (name, bytes) in with.Files)
        {
            byte[] others = without.Files[name];
            string[]? places = name switch
            {
                "home/fingerprint-key" => null, // random
                // Made of the parameters alone: Marginals.NeighbourTests.
                "m/sampler.onnx" or "json/sampler.onnx" => null,
                "home/datasets/seed/ledger.json" => [.. Charged, .. followed],
                "home/datasets/seed/dataset.json" => Recognised,
                "m/model.json" or "json/model.json" or "printed.json" => [.. Paid, .. followed],
                _ => [],
            };
            if (places is null || bytes.AsSpan().SequenceEqual(others))
            {
                continue;
            }
            Assert.True(places.Length > 0, $"{name} differs, and nothing in it was paid for.");
            Assert.Equal(
                [],
                JsonPlaces
                    .Differing(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(others))
                    .Where(place => !JsonPlaces.IsIn(place, places))
                    .Select(place => $"{name}: {place}")
            );
        }
    }

    private async Task<Outcome> FitAsync(string generator, int? gone)
    {
        string folder = work[$"{generator}-{gone?.ToString(CultureInfo.InvariantCulture) ?? "all"}"];
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "s.schema.json"), Schema);
        await File.WriteAllTextAsync(Path.Combine(folder, "seed.csv"), Csv(gone), Encoding.Latin1);

        string[] fit = ["fit", "--schema", "s.schema.json", "--seed", "seed.csv", "--generator", generator];
        var words = await Cli.RunIn(folder, [.. fit, "--set", "epsilon=1", "-o", "m/"]);
        var json = await Cli.RunIn(folder, [.. fit, "--set", "epsilon=1", "-o", "json/", "--json"]);
        Assert.Equal((ExitCode.Done, ExitCode.Done), (words.ExitCode, json.ExitCode));

        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { ["printed.json"] = json.Stdout };
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            // What is known of a ledger lies under a keyed hash of its random id.
            if (name != "seed.csv" && !name.StartsWith("home/ledgers/", StringComparison.Ordinal))
            {
                files[name] = await File.ReadAllBytesAsync(path);
            }
        }
        foreach (string name in files.Keys.Where(name => name.EndsWith(".json", StringComparison.Ordinal)).ToArray())
        {
            string text = Encoding.UTF8.GetString(files[name]);
            files[name] = Encoding.UTF8.GetBytes(text.Replace(folder, "FOLDER", StringComparison.Ordinal));
        }
        string said = $"{words.Text}{Shares().Replace(words.Stderr, "")}{Messages(json.Stderr)}".Replace(
            folder,
            "FOLDER",
            StringComparison.Ordinal
        );
        return new Outcome(PaidWords().Replace(said, "#"), files);
    }

    private static string Csv(int? gone)
    {
        var csv = new StringBuilder("age,ward\n");
        for (int row = 0; row < Rows; row++)
        {
            if (row == gone)
            {
                continue;
            }
            // The first and the last row are outside the domain in one column and missing in the other. One row alone
            // has a letter beyond ASCII, so that without it the file could be UTF-8.
            char ward = row == Rows / 2 ? 'É' : "ABC"[row % 3];
            csv.Append(
                row is 0 or Rows - 1 ? "99,\n" : string.Create(CultureInfo.InvariantCulture, $"{row % 80},{ward}\n")
            );
        }
        return csv.ToString();
    }

    /// <summary>How often progress is told depends on the time; what it says does not.</summary>
    private static string Messages(string lines) =>
        string.Join(
            '\n',
            lines.Split('\n').Where(line => line.Contains("message", StringComparison.Ordinal)).Distinct()
        );

    /// <summary>A line of progress without a message, which a fit of more than five seconds repeats.</summary>
    [GeneratedRegex("^ *[0-9]+% [a-z]+\n", RegexOptions.Multiline)]
    private static partial Regex Shares();

    /// <summary>The estimated rows are paid for; seconds are the side channel that is declared.</summary>
    [GeneratedRegex("about [0-9,]+|in [0-9.]+ s")]
    private static partial Regex PaidWords();

    private sealed record Outcome(string Said, SortedDictionary<string, byte[]> Files);
}
