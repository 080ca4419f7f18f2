using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Sampling;

public sealed class IdentifierTextTests
{
    [Theory]
    [InlineData("P-######", null, 1_000_000, "^P-[0-9]{6}$")]
    [InlineData("INV-202#-####", null, 100_000, "^INV-202[0-9]-[0-9]{4}$")]
    [InlineData("?##-~", null, 67_600, "^[A-Z][0-9]{2}-[a-z]$")]
    [InlineData(@"\#\\##", null, 100, @"^#\\[0-9]{2}$")]
    [InlineData("##########", IdentifierCheck.Mod11, 100_000_000, "^[0-9]{10}$")]
    [InlineData("################", IdentifierCheck.Luhn, 1_000_000_000_000_000, "^[0-9]{16}$")]
    [InlineData("GB##????##############", IdentifierCheck.Mod97, 1L << 60, "^GB[0-9]{2}[A-Z]{4}[0-9]{14}$")]
    public void Different_numbers_give_different_texts_of_the_pattern(
        string pattern,
        IdentifierCheck? check,
        long count,
        string form
    )
    {
        Assert.Equal(count, IdentifierText.Count(pattern, check));
        var text = new IdentifierText(pattern, check);
        long[] numbers = [.. Enumerable.Range(0, 5_000).Select(i => (long)((Int128)count * i / 5_000)).Distinct()];
        string[] texts = [.. numbers.Select(text.Of)];
        Assert.Equal(numbers.Length, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.All(texts, one => Assert.Matches(form, one));
        Assert.All(texts, one => Assert.True(CheckDigits.Hold(check, one)));
    }

    /// <summary>Entities of 1 row (three in four) and of 5 rows: a mean of 2 rows.</summary>
    [Fact]
    public void Entities_have_as_many_rows_as_the_seed_s()
    {
        IReadOnlyList<EntityRows> counts = [new(1, 300), new(5, 100)];
        int[] first =
        [
            .. Enumerable.Range(0, 20).SelectMany(block => Sizes(EntityBlocks.Of(counts, 7, block, "patient"))),
        ];
        // The last entity of a block may be cut; 20 of about 41,000. Four standard errors of a share of 3/4: 0.0086.
        Assert.Equal(0.75, first.Count(rows => rows == 1) / (double)first.Length, 0.0086 + (20.0 / first.Length));
        Assert.All(first, rows => Assert.InRange(rows, 1, 5));
        Assert.NotEqual(EntityBlocks.Of(counts, 7, 0, "patient"), EntityBlocks.Of(counts, 7, 1, "patient"));
        Assert.Equal(EntityBlocks.Of(counts, 7, 3, "patient"), EntityBlocks.Of(counts, 7, 3, "patient"));

        static IEnumerable<int> Sizes(int[] firsts) => firsts.CountBy(at => at).Select(count => count.Value);
    }
}
