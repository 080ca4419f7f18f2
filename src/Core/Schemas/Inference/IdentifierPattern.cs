using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Finds the pattern of a column's keys.</summary>
internal static class IdentifierPattern
{
    private const int MaxLength = 64;

    /// <summary>How many keys a pattern has room for, for each key that was seen.</summary>
    private const int RoomFor = 100;

    /// <summary>
    /// Keys of one length have a class of letters at each place; keys of several lengths may share the text around
    /// one run of digits.
    /// </summary>
    /// <returns>Null if there is none.</returns>
    public static string? Of(Utf8Levels levels)
    {
        string[] texts = levels.ToStrings();
        if (texts.Length == 0 || texts.Any(text => text.Length > MaxLength))
        {
            return null;
        }
        return Array.TrueForAll(texts, text => text.Length == texts[0].Length) ? Places(texts) : Run(texts);
    }

    /// <summary>
    /// Whether a pattern is that of a code rather than of a measurement with colons, points or commas, or of a
    /// duration such as ##h ##m and PT##H##M.
    /// </summary>
    public static bool Codes(string pattern)
    {
        bool measured = pattern.AsSpan().IndexOfAny(".,:/°") >= 0;
        bool durations =
            (
                pattern.StartsWith('#')
                || pattern.StartsWith("P#", StringComparison.Ordinal)
                || pattern.StartsWith("PT#", StringComparison.Ordinal)
            )
            && char.IsLetter(pattern[^1])
            && pattern.All(c => "#PTYMWDHSymwdhsin ".Contains(c, StringComparison.Ordinal));
        return !measured && !durations;
    }

    /// <summary>The check digits that all keys have; null if a key has others.</summary>
    public static IdentifierCheck? Check(Utf8Levels levels)
    {
        string[] texts = levels.ToStrings();
        return Array.Find<IdentifierCheck?>(
            [IdentifierCheck.Mod11, IdentifierCheck.Luhn, IdentifierCheck.Mod97],
            check => texts.Length >= 3 && Array.TrueForAll(texts, text => CheckDigits.Hold(check, text))
        );
    }

    private static string? Places(string[] texts)
    {
        var marks = new char?[texts[0].Length];
        for (int at = 0; at < marks.Length; at++)
        {
            int place = at;
            char[] letters = [.. texts.Select(text => text[place]).Distinct()];
            if (letters.Length == 1 && !Padding(texts, place))
            {
                continue;
            }
            if (PatternClass.Holding(letters) is not { } kind)
            {
                return null;
            }
            marks[at] = kind.Mark;
        }
        if (Array.TrueForAll(marks, mark => mark is null))
        {
            return null;
        }

        MakeRoom(marks, texts);
        var pattern = new StringBuilder();
        for (int at = 0; at < marks.Length; at++)
        {
            if (marks[at] is { } mark)
            {
                pattern.Append(mark);
            }
            else
            {
                Fixed(pattern, texts[0][at]);
            }
        }
        return pattern.ToString();
    }

    /// <summary>
    /// Frees digits that happen to be alike before digits that vary, until there are many more keys than were seen:
    /// P1000 to P1059 are numbers of four digits, not of two after a ten.
    /// </summary>
    private static void MakeRoom(char?[] marks, string[] texts)
    {
        while (marks.Aggregate(1.0, (keys, mark) => keys * Kinds(mark)) < RoomFor * (double)texts.Length)
        {
            int free = Array.FindLastIndex(marks, mark => mark is null);
            while (
                free >= 0 && !(char.IsAsciiDigit(texts[0][free]) && free + 1 < marks.Length && marks[free + 1] == '#')
            )
            {
                free = free == 0 ? -1 : Array.FindLastIndex(marks, free - 1, mark => mark is null);
            }
            if (free < 0)
            {
                return;
            }
            marks[free] = '#';
        }
    }

    private static double Kinds(char? mark) =>
        mark switch
        {
            null => 1,
            '#' => 10,
            _ => 26,
        };

    /// <summary>Whether a place has the zeros before numbers of different lengths, which larger numbers fill.</summary>
    private static bool Padding(string[] texts, int place)
    {
        int at = place;
        while (at < texts[0].Length && Array.TrueForAll(texts, text => text[at] == '0'))
        {
            at++;
        }
        bool begins = place == 0 || texts[0][place - 1] == '0' || !char.IsAsciiDigit(texts[0][place - 1]);
        return begins
            && at > place
            && at < texts[0].Length
            && Array.TrueForAll(texts, text => char.IsAsciiDigit(text[at]))
            && Array.Exists(texts, text => text[at] != texts[0][at]);
    }

    private static string? Run(string[] texts)
    {
        string first = texts[0];
        int end = first.AsSpan().LastIndexOfAnyInRange('0', '9') + 1,
            begin = end;
        while (begin > 0 && char.IsAsciiDigit(first[begin - 1]))
        {
            begin--;
        }
        string prefix = first[..begin],
            suffix = first[end..];
        bool alike =
            end > begin
            && prefix.Length + suffix.Length > 0
            && Array.TrueForAll(texts, text => Around(text, prefix, suffix));
        if (!alike)
        {
            return null;
        }
        var pattern = new StringBuilder();
        foreach (char c in prefix)
        {
            Fixed(pattern, c);
        }
        pattern.Append('#', Math.Min(18, texts.Max(text => text.Length) - prefix.Length - suffix.Length));
        foreach (char c in suffix)
        {
            Fixed(pattern, c);
        }
        return pattern.ToString();
    }

    private static bool Around(string text, string prefix, string suffix) =>
        text.Length > prefix.Length + suffix.Length
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && text.EndsWith(suffix, StringComparison.Ordinal)
        && text.AsSpan(prefix.Length, text.Length - prefix.Length - suffix.Length).IndexOfAnyExceptInRange('0', '9')
            < 0;

    private static void Fixed(StringBuilder pattern, char c)
    {
        if (PatternClass.Marked(c))
        {
            pattern.Append('\\');
        }
        pattern.Append(c);
    }
}
