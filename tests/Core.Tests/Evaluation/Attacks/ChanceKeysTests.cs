using System.Globalization;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Attacks;

/// <summary>Made-up keys that equal a real one are counted, and why they do is said.</summary>
public sealed class ChanceKeysTests
{
    private const int Keys = 300;

    [Fact]
    public void Keys_that_equal_a_real_one_by_chance_are_counted()
    {
        // Every third key of a thousand is real, every tenth is made below 900: 30 of the 100 made ones are real.
        string words = Assert.Single(Words("P###", real: 3, synthetic: Enumerable.Range(0, 100).Select(i => 10 * i)));
        Assert.StartsWith(
            "30 of 100 made-up values in column 'key' equal a real one by chance: its pattern has only 1,000 values, "
                + "and the seed 300 of them.",
            words,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Copied_keys_are_no_chance() =>
        Assert.Empty(Words("P###", real: 3, synthetic: Enumerable.Range(0, 100).Select(i => 3 * i)));

    [Fact]
    public void Keys_that_equal_no_real_one_need_no_word() =>
        Assert.Empty(Words("P###", real: 3, synthetic: Enumerable.Range(0, 100).Select(i => (3 * i) + 1)));

    /// <summary>A made-up key of a billion is one of a thousand real ones once in a million times.</summary>
    [Fact]
    public void A_few_copies_of_a_wide_pattern_are_no_chance()
    {
        const int Real = 1_000;
        var made = Enumerable.Range(0, Real).Select(i => i < 3 ? i : 500_000_000 + i);
        Assert.Empty(
            Words("#########", Keyed(Enumerable.Range(0, Real), "{0:000000000}"), Keyed(made, "{0:000000000}"))
        );
    }

    [Fact]
    public void One_copied_uuid_is_no_chance()
    {
        const string Uuid = "{0:x8}-0000-4000-8000-000000000000";
        var made = Enumerable.Range(0, 1_000).Select(i => i == 0 ? 0 : 500_000_000 + i);
        Assert.Empty(Words(null, Keyed(Enumerable.Range(0, 1_000), Uuid), Keyed(made, Uuid)));
    }

    private static IEnumerable<string> Words(string pattern, int real, IEnumerable<int> synthetic) =>
        Words(
            pattern,
            Keyed(Enumerable.Range(0, Keys).Select(i => real * i), "P{0:000}"),
            Keyed(synthetic, "P{0:000}")
        );

    private static IEnumerable<string> Words(string? pattern, Table seed, Table synthetic)
    {
        var schema = new Schema("visits", [new IdentifierColumn("key", pattern)]);
        return IdentityReplay.ByChance(new EvaluationInput(schema, seed, seed, synthetic));
    }

    private static Table Keyed(IEnumerable<int> keys, string form)
    {
        string[] texts = [.. keys.Select(key => string.Format(CultureInfo.InvariantCulture, form, key))];
        return new Table([
            new LevelData
            {
                Name = "key",
                Levels = texts,
                Codes = [.. Enumerable.Range(0, texts.Length)],
            },
        ]);
    }
}
