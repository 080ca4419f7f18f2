using System.Text.Json;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Designs;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Core.Tests.Recipes.Designs;

public class FractionTests
{
    private static readonly string[] Letters = ["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L"];

    // Word length patterns (A1, A2, A3, …) of the minimum aberration designs: Chen, Sun & Wu (1993), tables of 8-, 16-,
    // 32- and 64-run designs; Box, Hunter & Hunter (2005), table 6.22, for their resolutions.
    [Theory]
    [InlineData(3, 1, "0 0 1")]
    [InlineData(4, 1, "0 0 0 1")]
    [InlineData(5, 1, "0 0 0 0 1")]
    [InlineData(5, 2, "0 0 2 1 0")]
    [InlineData(6, 1, "0 0 0 0 0 1")]
    [InlineData(6, 2, "0 0 0 3 0 0")]
    [InlineData(6, 3, "0 0 4 3 0 0")]
    [InlineData(7, 1, "0 0 0 0 0 0 1")]
    [InlineData(7, 2, "0 0 0 1 2 0 0")]
    [InlineData(7, 3, "0 0 0 7 0 0 0")]
    [InlineData(7, 4, "0 0 7 7 0 0 1")]
    [InlineData(8, 2, "0 0 0 0 2 1 0 0")]
    [InlineData(8, 3, "0 0 0 3 4 0 0 0")]
    [InlineData(8, 4, "0 0 0 14 0 0 0 1")]
    [InlineData(9, 3, "0 0 0 1 4 2 0 0 0")]
    [InlineData(9, 4, "0 0 0 6 8 0 0 1 0")]
    [InlineData(9, 5, "0 0 4 14 8 0 4 1 0")]
    [InlineData(10, 4, "0 0 0 2 8 4 0 1 0 0")]
    [InlineData(10, 5, "0 0 0 10 16 0 0 5 0 0")]
    [InlineData(10, 6, "0 0 8 18 16 8 8 5 0 0")]
    [InlineData(11, 5, "0 0 0 4 14 8 0 3 2 0 0")]
    [InlineData(11, 6, "0 0 0 25 0 27 0 10 0 1 0")]
    [InlineData(11, 7, "0 0 12 26 28 24 20 13 4 0 0")]
    public void Word_lengths_are_the_published_ones(int factors, int generated, string lengths)
    {
        var fraction = Fraction(factors, 1 << (factors - generated));

        Assert.Equal(generated, fraction.Generators.Count);
        Assert.Equal(lengths, string.Join(' ', WordLengths(fraction)));
    }

    // No choice of generators has fewer short words: every choice of two generated columns of a 2^(6-2),
    // of three of a 2^(7-3).
    [Theory]
    [InlineData(5, 2)]
    [InlineData(6, 2)]
    [InlineData(6, 3)]
    [InlineData(7, 3)]
    public void No_other_choice_of_generators_has_less_aberration(int factors, int generated)
    {
        int free = factors - generated;
        int[] products = [.. Enumerable.Range(1, (1 << free) - 1).Where(bits => int.PopCount(bits) > 1)];
        var best = Choose(products, generated)
            .Select(chosen =>
                WordLengths(Fraction(factors, [.. chosen.Select((bits, at) => Word(Letters[free + at], bits, free))]))
            )
            .MinBy(lengths => string.Join(' ', lengths.Select(length => length.ToString("D4"))))!;

        Assert.Equal(best, WordLengths(Fraction(factors, 1 << free)));
    }

    // Montgomery, Design and Analysis of Experiments, table 8.3: the 2^(4-1) with D = ABC.
    [Fact]
    public void The_half_fraction_of_four_factors_is_the_published_table() =>
        Assert.Equal(["(1)", "cd", "bd", "bc", "ad", "ac", "ab", "abcd"], Fraction(4, 8).Cells().Select(Treatment));

    [Fact]
    public void The_other_half_is_had_by_a_minus() =>
        Assert.Equal(
            ["d", "c", "b", "bcd", "a", "acd", "abd", "abc"],
            Fraction(4, ["D = -A:B:C"]).Cells().Select(Treatment)
        );

    // A product of a defining word's columns is constant, and columns are balanced.
    [Theory]
    [InlineData(7, 16)]
    [InlineData(8, 64)]
    [InlineData(11, 32)]
    public void Every_defining_word_is_constant_over_the_cells(int factors, int cells)
    {
        var fraction = Fraction(factors, cells);
        int[][] rows = fraction.Cells();

        Assert.Equal(cells, rows.Select(row => string.Join("", row)).Distinct().Count());
        foreach (var (word, sign) in fraction.DefiningWords)
        {
            Assert.All(rows, row =>
                Assert.Equal(
                    sign,
                    row.Select((level, at) => (word >> at & 1) == 0 ? 1 : (2 * level) - 1).Aggregate((a, b) => a * b)
                )
            );
        }
    }

    [Theory]
    [InlineData(5, 4, 16)]
    [InlineData(6, 4, 16)]
    [InlineData(7, 3, 8)]
    [InlineData(8, 5, 64)]
    public void The_smallest_fraction_of_a_resolution_is_taken(int factors, int resolution, int cells) =>
        Assert.Equal(
            cells,
            TwoLevelFraction.Of(Letters[..factors], new DesignSettings { Resolution = resolution }).Cells().Length
        );

    [Fact]
    public void A_fraction_that_there_is_not_is_refused() =>
        Assert.Equal("recipe.no-such-fraction", Assert.Throws<RefusedException>(() => Fraction(3, 2)).Code);

    // Box, Hunter & Hunter (2005), table 6.4 and 6.22: in the 2^(5-2) with D = AB, E = AC,
    // A is confounded with BD and CE, B with AD, and so on.
    [Fact]
    public void The_alias_table_of_a_quarter_of_five_factors_is_the_published_one()
    {
        var effects = Effects(5, """{"kind":"fractional-factorial","resolution":3}""");

        Assert.Equal(
            ["a: b:d c:e", "b: a:d", "c: a:e", "d: a:b", "e: a:c", "b:c: d:e", "b:e: c:d"],
            effects
                .Where(effect => effect.Name is "a" or "b" or "c" or "d" or "e" or "b:c" or "b:e")
                .Select(effect => $"{effect.Name}: {string.Join(' ', effect.AliasedWith)}")
        );
        Assert.Equal(
            ["a", "b", "c", "d", "e"],
            effects.Where(effect => effect.Estimable).Select(effect => effect.Name)
        );
    }

    [Fact]
    public void Resolution_five_tells_all_pairs_apart() =>
        Assert.All(Effects(5, """{"kind":"fractional-factorial","resolution":5}"""), effect =>
            Assert.True(effect.Estimable && effect.AliasedWith.Count == 0)
        );

    [Fact]
    public void Resolution_four_reports_main_effects_alone()
    {
        var effects = Effects(4, """{"kind":"fractional-factorial"}""");

        Assert.Equal(["a", "b", "c", "d"], effects.Where(effect => effect.Estimable).Select(effect => effect.Name));
        Assert.Equal(["c:d"], effects.First(effect => effect.Name == "a:b").AliasedWith);
    }

    // A main effect is asked for as if interactions were negligible, an interaction is not.
    [Fact]
    public void A_main_effect_may_be_asked_for_where_only_interactions_are_confounded_with_it() =>
        Assert.Equal(
            ["a", "b", "c", "d", "e"],
            Effects(5, """{"kind":"fractional-factorial","resolution":3,"effects":["a"]}""")
                .Where(effect => effect.Estimable)
                .Select(effect => effect.Name)
        );

    // Levels of three: in a Latin square of a, b and c (a + b + c = 0 modulo 3),
    // c's contrasts lie within those of the pair a:b.
    [Fact]
    public void Confounding_is_found_between_factors_of_more_levels_too()
    {
        var recipe = new Recipe
        {
            Name = "a",
            Data = new RecipeData("a.csv"),
            Factors = new[] { "a", "b", "c" }.ToDictionary(name => name, _ => Levels(0, 1, 2)),
        };
        var full = DesignCells.Of(recipe);
        var square = full with
        {
            Cells = [.. full.Cells.Where(cell => cell.Values.Sum(level => level.GetInt32()) % 3 == 0)],
            Designed = 9,
        };
        var effects = EffectModel.Of(recipe, square).Effects;

        Assert.Equal(["a:b"], effects.First(effect => effect.Name == "c").AliasedWith);
        Assert.Equal(["a", "b", "c"], effects.Where(effect => effect.Estimable).Select(effect => effect.Name));
    }

    [Theory]
    [InlineData("""{"kind":"fractional-factorial","effects":["a:b"]}""", "'c:d'")]
    [InlineData("""{"kind":"one-at-a-time","effects":["d:a"]}""", "main effects")]
    public void An_asked_effect_that_is_confounded_is_refused_and_named(string design, string with)
    {
        var refusal = Assert.Throws<RefusedException>(() => Effects(4, design));

        Assert.Equal("recipe.aliased", refusal.Code);
        Assert.Contains(with, refusal.Message, StringComparison.Ordinal);
    }

    internal static IReadOnlyList<PlannedEffect> Effects(int factors, string design)
    {
        var recipe = TwoLevel(factors, design);
        return EffectModel.Of(recipe, DesignCells.Of(recipe)).Effects;
    }

    /// <summary>A recipe of factors a, b, … that no reader would know: the design alone matters.</summary>
    internal static Recipe TwoLevel(int factors, string design, int repeats = 1) =>
        new()
        {
            Name = "a",
            Data = new RecipeData("a.csv"),
            Factors = Letters[..factors].ToDictionary(name => name.ToLowerInvariant(), _ => Levels("low", "high")),
            Design = JsonSerializer.Deserialize<DesignSettings>(design, Json.Options),
            Repeats = repeats,
        };

    internal static IReadOnlyList<JsonElement> Levels(params object[] levels) =>
        [.. levels.Select(level => JsonSerializer.SerializeToElement(level))];

    private static TwoLevelFraction Fraction(int factors, int cells) =>
        TwoLevelFraction.Of(Letters[..factors], new DesignSettings { Cells = cells });

    private static TwoLevelFraction Fraction(int factors, string[] words) =>
        TwoLevelFraction.Of(Letters[..factors], new DesignSettings { Generators = words });

    private static string Word(string factor, int bits, int free) =>
        $"{factor} = "
        + $"{string.Join(':', Enumerable.Range(0, free).Where(at => (bits >> at & 1) == 1).Select(at => Letters[at]))}";

    private static string Treatment(int[] row)
    {
        string high = string.Concat(row.Select((level, at) => level == 1 ? Letters[at].ToLowerInvariant() : ""));
        return high.Length == 0 ? "(1)" : high;
    }

    /// <summary>The number of defining words of length i + 1, for i from 0 to k − 1.</summary>
    private static int[] WordLengths(TwoLevelFraction fraction)
    {
        int factors = fraction.Cells()[0].Length;
        var lengths = new int[factors];
        foreach (var (word, _) in fraction.DefiningWords)
        {
            lengths[int.PopCount(word) - 1]++;
        }
        return lengths;
    }

    private static IEnumerable<int[]> Choose(int[] from, int count) =>
        count == 0
            ?
            [
                [],
            ]
            : from.SelectMany(
                (first, at) => Choose(from[(at + 1)..], count - 1).Select(rest => (int[])[first, .. rest])
            );
}
