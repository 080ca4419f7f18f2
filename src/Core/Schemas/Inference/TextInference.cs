using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Judges columns whose cells are neither all numbers nor all moments: flags, keys, categories, free text.
/// </summary>
internal static class TextInference
{
    private const int MinForKey = 10;
    private const int AlwaysLevels = 50;

    private static readonly (string False, string True)[] Pairs =
    [
        ("false", "true"),
        ("no", "yes"),
        ("n", "y"),
        ("f", "t"),
        ("off", "on"),
        ("0", "1"),
    ];

    private static readonly string[][] Scales =
    [
        ["very low", "low", "medium", "moderate", "high", "very high"],
        ["xs", "s", "m", "l", "xl", "xxl"],
        ["tiny", "small", "medium", "large", "huge"],
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        ["never", "rarely", "sometimes", "often", "always"],
        ["none", "mild", "moderate", "severe"],
        ["poor", "fair", "good", "very good", "excellent"],
        ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"],
    ];

    public static ColumnGuess Judge(ColumnProbe probe, NameHints hints)
    {
        ColumnGuess judged = probe.Texts.Levels is { } levels
            ? Flag(probe, levels) ?? Words(probe, hints, levels)
            : Many(probe, hints);
        return judged with { Reason = judged.Reason + Codes(probe.Numbers) };
    }

    private static ColumnGuess? Flag(ColumnProbe probe, Utf8Levels levels)
    {
        if (levels.Count > 2)
        {
            return null;
        }
        string[] texts = levels.ToStrings();
        foreach ((string no, string yes) in Pairs)
        {
            string? isNo = Array.Find(texts, text => text.Equals(no, StringComparison.OrdinalIgnoreCase));
            string? isYes = Array.Find(texts, text => text.Equals(yes, StringComparison.OrdinalIgnoreCase));
            if (isNo is not null && isYes is not null)
            {
                return new(
                    new BooleanColumn(probe.Name, isNo, isYes),
                    $"Only {isNo} and {isYes} occur.",
                    no is "f" or "0" ? 0.8 : 1
                );
            }
        }

        return null;
    }

    private static ColumnGuess Words(ColumnProbe probe, NameHints hints, Utf8Levels levels)
    {
        int cells = probe.Texts.Count;
        double share = (double)levels.Count / cells;
        (double length, double words) = Shape(levels);
        bool wordy = length > 50 || words > 6;
        if (cells >= MinForKey && share >= 0.95 && !wordy)
        {
            return Key(probe, hints);
        }
        if (wordy && levels.Count > AlwaysLevels && share > 0.1)
        {
            return Prose(probe, length, 0.9);
        }
        if (levels.Count <= AlwaysLevels && share <= 0.5)
        {
            return Levels(probe, levels, 1);
        }
        if (share <= 0.2)
        {
            return Levels(probe, levels, 0.9);
        }
        if (!wordy && Coded(probe))
        {
            return Levels(probe, levels, 0.5 + (1 - share) / 2);
        }
        // Names repeat occasionally, free text hardly ever.
        // The nearer the share is to the limit, the less clear the result.
        double limit = length <= 25 && words <= 4 ? 0.8 : 0.5;
        double clarity = 0.5 + Math.Abs(share - limit) * 0.5;
        return share <= limit || levels.Count <= MinForKey
            ? Levels(probe, levels, clarity)
            : Prose(probe, length, clarity);
    }

    /// <summary>Whether the texts are codes, with zeros before them or of one pattern with digits.</summary>
    private static bool Coded(ColumnProbe probe) =>
        probe.Plain is { Holds: true, LeadingZeros: true }
        || (
            probe.Texts.Pattern is { } pattern
            && !pattern.Contains(' ', StringComparison.Ordinal)
            && IdentifierPattern.Codes(pattern)
            && PatternClass.Places(pattern).Any(place => place.Kind?.Mark == '#')
        );

    private static ColumnGuess Many(ColumnProbe probe, NameHints hints)
    {
        double length = (double)probe.Bytes / probe.Texts.Count;
        bool keyed = probe.Texts.Unique || probe.Texts.Distinct >= 0.95 * probe.Texts.Count;
        return (keyed || hints.SaysTextKey) && length <= 40 ? Key(probe, hints) : Prose(probe, length, 0.9);
    }

    private static ColumnGuess Key(ColumnProbe probe, NameHints hints)
    {
        string count = probe.Texts.Unique
            ? $"All {probe.Texts.Count:N0} cells are distinct"
            : $"{About(probe)}{probe.Texts.Distinct:N0} of {probe.Texts.Count:N0} cells are distinct";
        string? pattern = probe.Texts.Pattern;
        double clarity = probe.Texts.Unique ? 0.75 : 0.6;
        if (hints.SaysTextKey || pattern is not null)
        {
            clarity = 0.95;
        }
        return new(
            new IdentifierColumn(probe.Name, pattern) { Check = probe.Texts.Keys.Check },
            $"{count}, so a cell would identify its row: it is generated, never copied.",
            clarity
        );
    }

    private static ColumnGuess Levels(ColumnProbe probe, Utf8Levels levels, double clarity)
    {
        string[] texts = levels.ToStrings();
        string[]? scale = Array.Find(Scales, scale =>
            texts.Length > 1 && Array.TrueForAll(texts, text => Rank(scale, text) >= 0)
        );
        string[] ordered = scale is null
            ? [.. texts.Order(StringComparer.Ordinal)]
            : [.. texts.OrderBy(text => Rank(scale, text)).ThenBy(text => text, StringComparer.Ordinal)];
        string known = scale is null ? "" : ", on a known scale";
        string reason =
            texts.Length == 1
                ? "Every cell has the same text."
                : $"{Counts.Of(texts.Length, "distinct text")} in {Counts.Of(probe.Texts.Count, "cell")}{known}.";
        return new(new CategoricalColumn(probe.Name, ordered, Ordered: scale is not null), reason, clarity);
    }

    private static string About(ColumnProbe probe) => probe.Texts.Estimated ? "About " : "";

    private static ColumnGuess Prose(ColumnProbe probe, double length, double clarity) =>
        new(
            new TextColumn(probe.Name),
            $"{About(probe)}{probe.Texts.Distinct:N0} distinct texts of {length:0} letters on average "
                + $"in {probe.Texts.Count:N0} cells: free text, which no generator models.",
            clarity
        );

    private static int Rank(string[] scale, string text) =>
        Array.FindIndex(scale, step => step.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The mean number of letters and words of the distinct texts.</summary>
    private static (double Length, double Words) Shape(Utf8Levels levels)
    {
        long words = 0;
        for (int level = 0; level < levels.Count; level++)
        {
            words += 1 + levels[level].Count((byte)' ');
        }
        return ((double)levels.Bytes / levels.Count, (double)words / levels.Count);
    }

    private static string Codes(NumberProbe numbers)
    {
        if (!numbers.Holds)
        {
            return "";
        }
        if (numbers.LeadingZeros)
        {
            return " They are numbers with leading zeros, which only codes have.";
        }
        if (numbers.Inexact)
        {
            return " They are whole numbers beyond 2^53, which are kept as texts: as numbers they would lose digits.";
        }
        return numbers.Coded ? " They are digits with an E among plain digits, which only codes have." : "";
    }
}
