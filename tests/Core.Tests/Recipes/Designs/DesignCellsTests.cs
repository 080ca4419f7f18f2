using System.Text.Json;
using AethergenAI.Core.Tests.Recipes.Planning;
using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Recipes.Designs;

public class DesignCellsTests
{
    // Plackett & Burman (1946), p. 323: N = 12.
    [Fact]
    public void The_design_of_twelve_cells_is_the_published_table() =>
        Assert.Equal(
            [
                "++-+++---+-",
                "-++-+++---+",
                "+-++-+++---",
                "-+-++-+++--",
                "--+-++-+++-",
                "---+-++-+++",
                "+---+-++-++",
                "++---+-++-+",
                "+++---+-++-",
                "-+++---+-++",
                "+-+++---+-+",
                "-----------",
            ],
            PlackettBurman.Cells(11).Select(row => string.Concat(row.Select(level => level == 1 ? '+' : '-')))
        );

    [Theory]
    [InlineData(7, 8)]
    [InlineData(8, 12)]
    [InlineData(15, 16)]
    [InlineData(19, 20)]
    [InlineData(23, 24)]
    [InlineData(35, 36)]
    public void Main_effects_of_every_plackett_burman_design_are_orthogonal(int factors, int cells)
    {
        int[][] rows = PlackettBurman.Cells(factors);

        Assert.Equal(cells, rows.Length);
        for (int i = 0; i < factors; i++)
        {
            Assert.Equal(cells / 2, rows.Sum(row => row[i]));
            for (int j = 0; j < i; j++)
            {
                Assert.Equal(cells / 4, rows.Count(row => row[i] == 1 && row[j] == 1));
            }
        }
    }

    [Fact]
    public void One_at_a_time_changes_one_factor_of_the_baseline_a_cell()
    {
        var design = Cells(
            """{"factors":{"rows":[10,20,30],"generator":["independent","copula"]},"baseline":{"rows":20},"design":{"kind":"one-at-a-time"}}"""
        );

        Assert.Equal(
            ["independent 20", "copula 20", "independent 10", "independent 30"],
            design.Cells.Select(cell => $"{cell["generator"]} {cell["rows"]}")
        );
        Assert.Equal(1, design.Baseline);
    }

    [Fact]
    public void A_baseline_within_the_design_is_found_and_one_beside_it_is_added()
    {
        var full = Cells("""{"factors":{"rows":[10,20],"seed-rows":[1,2]},"baseline":{"rows":20}}""");
        var half = DesignCells.Of(
            FractionTests.TwoLevel(3, """{"kind":"fractional-factorial","resolution":3}""") with
            {
                Baseline = new Dictionary<string, JsonElement>
                {
                    ["a"] = FractionTests.Levels("high")[0],
                    ["b"] = FractionTests.Levels("high")[0],
                    ["c"] = FractionTests.Levels("low")[0],
                },
            }
        );

        Assert.Equal((3, 4, 4), (full.Baseline, full.Designed, full.Cells.Count));
        Assert.Equal((5, 4, 5), (half.Baseline, half.Designed, half.Cells.Count));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(9, 2)]
    [InlineData(30, 4)]
    public void Every_slice_of_every_axis_of_a_latin_hypercube_holds_one_point(int points, int axes)
    {
        var random = new RandomStream(1);
        int[][] rows = LatinHypercube.Draw(points, axes, ref random);

        for (int axis = 0; axis < axes; axis++)
        {
            Assert.Equal(Enumerable.Range(0, points), rows.Select(row => row[axis]).Order());
        }
    }

    // The best of 20 draws, improved, is at least as spread as the best of 20 other draws of the same kind would be
    // by luck in 19 of 20 cases.
    [Fact]
    public void Points_of_a_latin_hypercube_are_farther_apart_than_a_random_one_has_them()
    {
        var random = new RandomStream(1);
        double nearest = Nearest(LatinHypercube.Draw(20, 3, ref random));
        double luckiest = Enumerable.Range(0, 200).Max(_ => Nearest(LatinHypercube.Shuffled(20, 3, ref random)));

        Assert.True(nearest >= luckiest, $"{nearest} against {luckiest}");
    }

    [Fact]
    public void A_latin_hypercube_keeps_ranges_and_balances_levels()
    {
        var cells = Cells(
            """
            {"factors":{"generator":["independent","copula"]},
             "ranges":{"seed-rows":{"low":100,"high":1000,"log":true},"synthetic-ratio":{"low":0.5,"high":2}},
             "design":{"kind":"latin-hypercube","cells":12}}
            """
        ).Cells;

        Assert.Equal(6, cells.Count(cell => cell["generator"].GetString() == "copula"));
        Assert.All(cells, cell => Assert.InRange(cell["seed-rows"].GetInt32(), 100, 1000));
        Assert.All(cells, cell => Assert.InRange(cell["synthetic-ratio"].GetDouble(), 0.5, 2));
        // Half of the logarithm's range lies below √(100·1000) ≈ 316.
        Assert.Equal(6, cells.Count(cell => cell["seed-rows"].GetInt32() < 316.2));
    }

    [Fact]
    public void A_random_design_draws_different_cells_and_the_same_ones_for_a_seed()
    {
        const string Text =
            """{"factors":{"rows":[1,2,3,4],"seed-rows":[1,2,3,4]},"design":{"kind":"random","cells":10}}""";
        string[] Drawn() => [.. Cells(Text).Cells.Select(cell => $"{cell["rows"]} {cell["seed-rows"]}")];

        Assert.Equal(10, Drawn().Distinct().Count());
        Assert.Equal(Drawn(), Drawn());
    }

    [Fact]
    public void More_random_cells_than_combinations_are_refused() =>
        Assert.Equal(
            "recipe.out-of-range",
            Assert
                .Throws<RefusedException>(() =>
                    Cells("""{"factors":{"rows":[1,2]},"design":{"kind":"random","cells":3}}""")
                )
                .Code
        );

    // 10 and 11 are all the whole numbers of the range; G4 leaves 0.1 to 0.1003 four numbers.
    [Theory]
    [InlineData("""{"ranges":{"rows":{"low":10,"high":11}},"design":{"kind":"random","cells":6}}""", "at most 2,")]
    [InlineData(
        """{"ranges":{"synthetic-ratio":{"low":0.1,"high":0.1003}},"design":{"kind":"random","cells":5}}""",
        "at most 4,"
    )]
    [InlineData(
        """{"factors":{"generator":["independent","copula"]},"ranges":{"rows":{"low":10,"high":11}},"design":{"kind":"random","cells":5}}""",
        "at most 4,"
    )]
    [InlineData(
        """{"ranges":{"rows":{"low":10,"high":11}},"design":{"kind":"latin-hypercube","cells":6}}""",
        "only 2 of them"
    )]
    [InlineData(
        """{"factors":{"generator":["independent","copula"],"rows":[1,2]},"design":{"kind":"latin-hypercube","cells":8}}""",
        "only 4 of them"
    )]
    [InlineData("""{"factors":{"rows":[1,2]},"design":{"kind":"plackett-burman"}}""", "only 2 of them")]
    public void More_cells_than_combinations_are_refused_in_every_sampled_design(string parts, string said)
    {
        var refusal = Assert.Throws<RefusedException>(() => Cells(parts));
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("random", 2)]
    [InlineData("random", 60)]
    [InlineData("latin-hypercube", 6)]
    [InlineData("latin-hypercube", 20)]
    public void Cells_over_whole_numbers_are_all_different(string kind, int cells)
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            string design = $$"""{"kind":"{{kind}}","cells":{{cells}}}""";
            var drawn = Cells(
                """
                {"factors":{"generator":["independent","copula"]},"ranges":{"rows":{"low":1,"high":6},"seed-rows":{"low":1,"high":5}},
                """ + $"\"base\":{{\"seed\":{seed}}},\"design\":{design}}}"
            ).Cells;
            Assert.Equal(
                cells,
                drawn.Select(cell => $"{cell["generator"]} {cell["rows"]} {cell["seed-rows"]}").Distinct().Count()
            );
        }
    }

    [Fact]
    public void A_range_of_rows_ends_at_whole_numbers() =>
        Assert.Equal(
            "recipe.out-of-range",
            Assert
                .Throws<RefusedException>(() =>
                    Cells("""{"ranges":{"rows":{"low":1.5,"high":3}},"design":{"kind":"random","cells":2}}""")
                )
                .Code
        );

    // 0.1 + 0.2 is 0.30000000000000004.
    [Theory]
    [InlineData("0.3", "0.30000000000000004", true)]
    [InlineData("1", "0.99999999999999989", true)]
    [InlineData("1e-9", "0.000000001", true)]
    [InlineData("0.3", "0.30000001", false)]
    [InlineData("9007199254740991", "9007199254740990", false)]
    [InlineData("\"0.3\"", "0.3", false)]
    public void Levels_are_one_where_they_agree_in_twelve_digits(string one, string other, bool same)
    {
        using var first = JsonDocument.Parse(one);
        using var second = JsonDocument.Parse(other);
        Assert.Equal(same, LevelComparer.Instance.Equals(first.RootElement, second.RootElement));
        Assert.True(
            !same
                || LevelComparer.Instance.GetHashCode(first.RootElement)
                    == LevelComparer.Instance.GetHashCode(second.RootElement)
        );
    }

    /// <summary>The smallest distance between two points, in slices.</summary>
    private static double Nearest(int[][] points) =>
        points.SelectMany((point, at) => points.Take(at).Select(other => Distance(point, other))).Min();

    private static double Distance(int[] one, int[] other) =>
        Math.Sqrt(one.Zip(other, (a, b) => Math.Pow(a - b, 2)).Sum());

    private static DesignCells Cells(string parts) => DesignCells.Of(PlannerTests.Recipe(parts));
}
