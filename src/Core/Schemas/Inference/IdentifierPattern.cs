using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Finds the pattern of a column's keys.</summary>
internal static class IdentifierPattern
{
    private const int MaxLength = 64;

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
        var pattern = new StringBuilder();
        bool varies = false;
        for (int at = 0; at < texts[0].Length; at++)
        {
            int place = at;
            char[] letters = [.. texts.Select(text => text[place]).Distinct()];
            if (letters.Length == 1 && !Padding(texts, place))
            {
                Fixed(pattern, letters[0]);
                continue;
            }
            if (PatternClass.Holding(letters) is not { } kind)
            {
                return null;
            }
            varies = true;
            pattern.Append(kind.Mark);
        }

        return varies ? pattern.ToString() : null;
    }

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
