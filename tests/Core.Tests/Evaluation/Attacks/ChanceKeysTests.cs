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

    private static IEnumerable<string> Words(string pattern, int real, IEnumerable<int> synthetic)
    {
        var schema = new Schema("visits", [new IdentifierColumn("key", pattern)]);
        Table seed = Of(Enumerable.Range(0, Keys).Select(i => real * i));
        return IdentityReplay.ByChance(new EvaluationInput(schema, seed, seed, Of(synthetic)));
    }

    private static Table Of(IEnumerable<int> keys)
    {
        string[] texts = [.. keys.Select(key => $"P{key:000}")];
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
