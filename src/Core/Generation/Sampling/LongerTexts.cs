using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Sampling;

/// <summary>
/// The identifiers of entities in the letters of a pattern, however many there are: once those of the pattern are used
/// up, the next have one letter more of the pattern's first class, as numbers have one digit more.
/// </summary>
internal sealed class LongerTexts
{
    private readonly List<(IdentifierText Text, long Count)> widths = [];
    private readonly uint key;

    private LongerTexts(IdentifierEncoding encoding)
    {
        key = (uint)encoding.Part.Key;
        for (
            string? pattern = encoding.Pattern;
            pattern is { Length: <= PatternClass.MaxPattern };
            pattern = Longer(pattern)
        )
        {
            widths.Add((new IdentifierText(pattern, null), IdentifierText.Count(pattern, null)));
        }
    }

    /// <returns>
    /// Null where each row has its own identifier, where it shares a key with other columns, and where check digits
    /// fix its length.
    /// </returns>
    internal static LongerTexts? Of(IdentifierEncoding encoding) =>
        encoding is { Entities: not null, Plain: null, Check: null, Part.Divisor: 1 }
        && encoding.Part.Size == encoding.Part.Count
        && Longer(encoding.Pattern) is not null
            ? new LongerTexts(encoding)
            : null;

    /// <summary>How many texts there are, at most <see cref="long.MaxValue"/>.</summary>
    internal long Count =>
        widths.Aggregate(0L, (sum, width) => sum > long.MaxValue - width.Count ? long.MaxValue : sum + width.Count);

    /// <param name="number">From 0 to below <see cref="Count"/>; different numbers give different texts.</param>
    internal string Of(long number, ulong seed)
    {
        foreach (var (text, count) in widths)
        {
            if (number < count)
            {
                return text.Of(new KeyedPermutation(count, seed, key)[number]);
            }
            number -= count;
        }
        throw new ArgumentOutOfRangeException(nameof(number), "The longest pattern has fewer texts.");
    }

    /// <summary>The pattern with its first class twice; null where it has none.</summary>
    private static string? Longer(string pattern)
    {
        int at = 0;
        while (at < pattern.Length && PatternClass.Of(pattern[at]) is null)
        {
            at += pattern[at] == PatternClass.Escape ? 2 : 1;
        }
        return at < pattern.Length ? pattern.Insert(at, pattern[at].ToString()) : null;
    }
}
