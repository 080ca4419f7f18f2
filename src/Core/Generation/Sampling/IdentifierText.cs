using AethergenAI.Tables;

namespace AethergenAI.Generation.Sampling;

/// <summary>
/// Writes numbers in the letters of a pattern: a mixed-radix number whose last place is the pattern's last class.
/// Places beyond the number are filled from a hash of it, so that long patterns look random everywhere.
/// </summary>
internal sealed class IdentifierText
{
    private const long Largest = 1L << 60;

    private readonly (PatternClass? Kind, char Letter)[] places;
    private readonly int[] varied;
    private readonly IdentifierCheck? check;

    public IdentifierText(string pattern, IdentifierCheck? check)
    {
        this.check = check;
        places = [.. PatternClass.Places(pattern)];
        varied = [.. Varied(places, check)];
    }

    /// <summary>The number of different texts, at most 2^60.</summary>
    public static long Count(string pattern, IdentifierCheck? check)
    {
        var places = PatternClass.Places(pattern);
        Int128 count = 1;
        foreach (int place in Varied(places, check))
        {
            count = Int128.Min(count * places[place].Kind!.Letters.Length, Largest);
        }
        return (long)count;
    }

    /// <summary>Whether the column's pattern makes this text.</summary>
    public static bool Matches(IdentifierColumn column, string text)
    {
        if (column.Pattern is not { } pattern)
        {
            return text.Length > 0 && text.All(char.IsAsciiDigit);
        }
        var places = PatternClass.Places(pattern);
        bool matches =
            text.Length == places.Count
            && places
                .Zip(text)
                .All(pair =>
                    pair.First.Kind is { } kind
                        ? kind.Letters.Contains(pair.Second, StringComparison.Ordinal)
                        : pair.First.Letter == pair.Second
                );
        if (!matches)
        {
            return false;
        }
        Span<char> right = text.ToCharArray();
        CheckDigits.Set(column.Check, right);
        return right.SequenceEqual(text);
    }

    /// <param name="number">Below the count; different numbers give different texts.</param>
    public string Of(long number)
    {
        Span<char> text = stackalloc char[places.Length];
        ulong hash = Mixed((ulong)number);
        for (int i = 0; i < text.Length; i++)
        {
            (PatternClass? kind, char letter) = places[i];
            text[i] = kind is null ? letter : kind.Letters[(int)(hash % (ulong)kind.Letters.Length)];
            hash = kind is null ? hash : Mixed(hash + (ulong)i);
        }

        long left = number;
        Int128 weight = 1;
        for (int i = varied.Length - 1; i >= 0 && weight < Largest; i--)
        {
            string letters = places[varied[i]].Kind!.Letters;
            (left, long digit) = Math.DivRem(left, letters.Length);
            text[varied[i]] = letters[(int)digit];
            weight *= letters.Length;
        }

        CheckDigits.Set(check, text);
        return new string(text);
    }

    /// <summary>The places that tell texts apart: classes whose letter no check digit decides.</summary>
    private static IEnumerable<int> Varied(
        IReadOnlyList<(PatternClass? Kind, char Letter)> places,
        IdentifierCheck? check
    )
    {
        int[] signs =
        [
            .. Enumerable
                .Range(0, places.Count)
                .Where(i => places[i].Kind is not null || char.IsAsciiLetterOrDigit(places[i].Letter)),
        ];
        int[] decided = check switch
        {
            IdentifierCheck.Mod11 => [.. signs.TakeLast(2)],
            IdentifierCheck.Luhn => [.. signs.TakeLast(1)],
            IdentifierCheck.Mod97 => [.. signs.Skip(2).Take(2)],
            _ => [],
        };
        return Enumerable.Range(0, places.Count).Where(i => places[i].Kind is not null && !decided.Contains(i));
    }

    /// <summary>SplitMix64's finaliser.</summary>
    private static ulong Mixed(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
