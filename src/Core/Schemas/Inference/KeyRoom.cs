using System.Globalization;
using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Says where an identifier's pattern has so few keys that made-up ones often equal a real one by chance.
/// </summary>
internal static class KeyRoom
{
    private const double Often = 0.01;

    /// <returns>A sentence; empty where it happens to fewer than one key in a hundred.</returns>
    public static string Of(IdentifierColumn column, ColumnProbe probe)
    {
        string? pattern = column.Pattern ?? Digits(probe);
        if (pattern is null || column.Check is not null || Chance(pattern) < Often)
        {
            return "";
        }
        string room = Count(pattern).ToString("#,0", CultureInfo.InvariantCulture),
            chance = Math.Min(1, Chance(pattern)).ToString("0 %", CultureInfo.InvariantCulture);
        return $" Only {room} keys have the form {pattern}, so about {chance} of the made-up ones equal a real one by "
            + $"chance, and tell nothing of it. If none may, write a longer pattern, such as {Longer(pattern)}.";

        double Chance(string keys) => probe.Texts.Distinct / Count(keys);

        string Longer(string keys)
        {
            int at = First(keys);
            while (at >= 0 && keys.Length < PatternClass.MaxPattern && Chance(keys) >= Often)
            {
                keys = keys.Insert(at, keys[at].ToString());
            }
            return keys;
        }
    }

    /// <summary>The pattern of plain numbers, which need none.</summary>
    private static string? Digits(ColumnProbe probe) =>
        probe.Plain is { Holds: true, Whole: true, Min: >= 0 } numbers
            ? new string('#', numbers.Max.ToString("0", CultureInfo.InvariantCulture).Length)
            : null;

    private static double Count(string pattern) =>
        PatternClass.Places(pattern).Aggregate(1.0, (keys, place) => keys * (place.Kind?.Letters.Length ?? 1));

    /// <summary>Where the first class stands; −1: nowhere.</summary>
    private static int First(string pattern)
    {
        int at = 0;
        while (at < pattern.Length && PatternClass.Of(pattern[at]) is null)
        {
            at += pattern[at] == PatternClass.Escape ? 2 : 1;
        }
        return at < pattern.Length ? at : -1;
    }
}
