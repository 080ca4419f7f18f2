using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Private;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Private;

/// <summary>Levels that a fit pays to discover, with a hierarchy.</summary>
public sealed class DiscoveredLevelsTests
{
    private static readonly Dictionary<string, string> Chapters = new(StringComparer.Ordinal)
    {
        ["C50.1"] = "C50",
        ["C50.2"] = "C50",
        ["C50"] = "C",
        ["C61"] = "C",
        ["C62"] = "C",
        ["D10"] = "D",
    };

    private static readonly string[] Codes = ["C50.1", "C50.2", "C50", "C61", "C62", "C", "D10", "D", "E"];

    /// <summary>
    /// At ε = 10 three heights cost ρ = 0.2·1.2/3 each, so σ = 2.5 and the threshold is 1 + 2.5·√(2·ln(6e9)) =
    /// 18. Counts here are 0 or 1, or 10 σ and more beyond it.
    /// </summary>
    [Fact]
    public void Rare_levels_count_as_their_nearest_frequent_ancestor()
    {
        string[] cells =
        [
            .. Enumerable.Repeat("C61", 500),
            .. Enumerable.Range(0, 400).Select(row => row % 2 == 0 ? "C50.1" : "E"),
            "C50.2", // its parent C50 has no rows but this one
            "C62",
            "D10",
        ];
        var (encoded, fit) = Fit(new CategoricalColumn("code", Codes) { Hierarchy = Chapters, Nullable = true }, cells);
        var found = (CategoricalColumn)encoded.Schema["code"];

        Assert.Equal(["C50.1", "C61", "E"], found.Levels);
        Assert.Null(found.Hierarchy);
        Assert.Equal([3, 3, 3], encoded.Columns[0].Tokens[^3..]); // nothing above them is frequent: missing
        Assert.Empty(fit.Claim().Withheld);
    }

    [Fact]
    public void A_parent_is_frequent_by_the_rows_of_its_rare_levels_together()
    {
        // 30 codes of 10 rows each under C50, and two single rows elsewhere under C: the threshold is 18 (see above).
        var parents = Enumerable.Range(0, 30).ToDictionary(code => $"C50.{code}", _ => "C50", StringComparer.Ordinal);
        parents["C50"] = parents["C61"] = "C";
        string[] cells =
        [
            .. Enumerable.Range(0, 300).Select(row => $"C50.{row % 30}"),
            .. Enumerable.Repeat("C", 300),
            "C61",
            "C50",
        ];
        var (encoded, fit) = Fit(new CategoricalColumn("code", []) { Hierarchy = parents, Nullable = true }, cells);

        Assert.Equal(["C", "C50"], ((CategoricalColumn)encoded.Schema["code"]).Levels);
        Assert.All(encoded.Columns[0].Tokens[..300], token => Assert.Equal(1, token));
        Assert.Equal([0, 1], encoded.Columns[0].Tokens[^2..]); // C61 as C, and C50 as itself
        Assert.Equal(
            Enumerable.Range(1, 3).Select(height => $"levels of 'code', height {height} of 3"),
            fit.Claim().Entries.Skip(1).Select(entry => entry.Purpose)
        );
        Assert.Equal(fit.Claim().Entries[0].Rho * 0.2, fit.Claim().Entries.Skip(1).Sum(entry => entry.Rho), 1e-12);
    }

    [Fact]
    public void Every_level_that_was_found_and_every_ancestor_is_one_that_the_schema_lists()
    {
        string[] cells = [.. Enumerable.Range(0, 3_000).Select(row => row % 2 == 0 ? "C50.1" : "unlisted")];
        var (encoded, fit) = Fit(new CategoricalColumn("code", Codes) { Hierarchy = Chapters, Nullable = true }, cells);

        Assert.Equal(["C50.1"], ((CategoricalColumn)encoded.Schema["code"]).Levels);
        Assert.Equal([0, 1], encoded.Columns[0].Tokens[..2]);
        Assert.Equal(["the levels of 'code' were read from the seed"], fit.Claim().Withheld);
    }

    /// <summary>
    /// Every level has one row, and so has its parent, which makes two chances of δ/2 to pass. δ for both is
    /// ½·0.02 = 0.01: of 40 × 45 rows 18 may pass in expectation, and 39 are 5 standard deviations more.
    /// </summary>
    [Fact]
    public void A_level_of_one_row_or_its_parent_passes_as_rarely_as_delta_says()
    {
        string[] cells = [.. Enumerable.Range(0, 45).Select(row => $"level {row}")];
        var column = new CategoricalColumn("code", [])
        {
            Hierarchy = cells.ToDictionary(level => level, level => $"parent of {level}", StringComparer.Ordinal),
        };
        var schema = new Schema("one", [column]) { Privacy = new SchemaPrivacy(49) };
        int passed = Enumerable
            .Range(1, 40)
            .Sum(seed =>
                PrivateSeed
                    .Begin(
                        PrivateSeed.Request(
                            new Table([PrivateSeed.Levels("code", cells)]),
                            schema,
                            PrivateSeed.Account(seed),
                            ("epsilon", "40"),
                            ("delta", "0.02"),
                            ("domain-share", "0.2")
                        )
                    )
                    .Encode(CancellationToken.None)
                    .Columns[0]
                    .Count - 1
            );

        Assert.InRange(passed, 0, 39);
    }

    /// <summary>So that a row counts for at most one level of each height.</summary>
    [Fact]
    public void Heights_ascend_along_a_line_of_ancestors()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 100; trial++)
        {
            // Each parent has a larger number than its child, so there is no circle.
            var parents = Enumerable
                .Range(0, 40)
                .Where(_ => random.Next(4) > 0)
                .ToDictionary(level => $"{level}", level => $"{random.Next(level + 1, 50)}", StringComparer.Ordinal);
            var hierarchy = new LevelHierarchy(parents);

            Assert.Null(LevelHierarchy.Circle(parents));
            foreach (string level in Enumerable.Range(0, 50).Select(level => $"{level}"))
            {
                int[] heights = [.. hierarchy.Line(level).Select(hierarchy.Height)];
                Assert.Equal(heights.Distinct().Order(), heights);
                Assert.InRange(heights[^1], 0, hierarchy.Heights - 1);
                int[] children =
                [
                    .. parents.Where(pair => pair.Value == level).Select(pair => hierarchy.Height(pair.Key)),
                ];
                Assert.Equal(children.DefaultIfEmpty(-1).Max() + 1, heights[0]);
            }
        }
    }

    private static (EncodedSeed Encoded, PrivateFit Fit) Fit(CategoricalColumn column, string[] cells)
    {
        var fit = PrivateSeed.Begin(
            PrivateSeed.Request(
                new Table([PrivateSeed.Levels("code", cells)]),
                new Schema("one", [column]) { Privacy = new SchemaPrivacy(100_000) },
                options: [("epsilon", "10"), ("domain-share", "0.2")]
            )
        );
        return (fit.Encode(CancellationToken.None), fit);
    }
}
