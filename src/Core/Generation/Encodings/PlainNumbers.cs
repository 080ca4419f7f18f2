using System.Globalization;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Identifiers that are plain numbers, as wide as in the seed: the first rows have the numbers from
/// <paramref name="First"/> to below <paramref name="End"/>, in an order of their own; once these are used up,
/// the next rows have one digit more. So every row has its own number, however many are asked for.
/// </summary>
/// <param name="End">A power of ten.</param>
/// <param name="Width">The number of digits up to which zeros are written in front; 1: no zeros.</param>
public sealed record PlainNumbers(long First, long End, int Width)
{
    private const int MaxDigits = 17;

    /// <summary>One more than the largest number.</summary>
    private const long Limit = 1_000_000_000_000_000_000;

    /// <summary>How many rows can have a number of their own.</summary>
    internal long Count => Limit - First;

    /// <returns>Null where the seed has no identifiers, or some that are not plain numbers.</returns>
    internal static PlainNumbers? Of(IdentifierColumn column, Table seed)
    {
        var data = seed.Levels(column.Name);
        string[] texts = [.. data.Codes.Where(code => code >= 0).Distinct().Select(code => data.Levels[code])];
        if (
            column.Pattern is not null
            || column.Check is not null
            || texts.Length == 0
            || !Array.TrueForAll(texts, text => text.Length is >= 1 and <= MaxDigits && text.All(char.IsAsciiDigit))
        )
        {
            return null;
        }
        int shortest = texts.Min(text => text.Length),
            longest = texts.Max(text => text.Length);
        long end = Power(longest);
        if (!Array.Exists(texts, text => text.Length > 1 && text[0] == '0'))
        {
            return new PlainNumbers(shortest == 1 ? 1 : Power(shortest - 1), end, 1);
        }
        return shortest == longest ? new PlainNumbers(0, end, longest) : null;
    }

    /// <param name="row">In [0, <see cref="Count"/>).</param>
    internal string Of(long row, ulong seed, uint key)
    {
        var (low, high) = (First, End);
        while (row >= high - low)
        {
            row -= high - low;
            (low, high) = (high, high * 10);
        }
        long number = low + new KeyedPermutation(high - low, seed, key)[row];
        return number.ToString($"D{Width}", CultureInfo.InvariantCulture);
    }

    internal bool Fits => First >= 0 && End > First && End < Limit && Width is >= 1 and <= MaxDigits;

    private static long Power(int digits) => (long)Math.Pow(10, digits);
}
