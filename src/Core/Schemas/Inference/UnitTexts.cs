using System.Text;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Recognises numbers with words in a form that is not read: "2 h 13 min", "2h13m", "PT2H13M", "5 mg" beside "2 g". But
/// for their numbers the texts are a few, and begin with a number or as durations of ISO 8601 do.
/// </summary>
internal static class UnitTexts
{
    private const int MaxForms = 8;

    public static bool Are(Utf8Levels levels)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        for (int level = 0; level < levels.Count; level++)
        {
            if (Form(levels[level]) is not { } form || (forms.Add(form) && forms.Count > MaxForms))
            {
                return false;
            }
        }
        return true;
    }

    /// <returns>The text with # for each number; null where it is none with words.</returns>
    private static string? Form(ReadOnlySpan<byte> text)
    {
        bool isPeriod = text.StartsWith("P"u8);
        ReadOnlySpan<byte> begin = text[(isPeriod ? 1 : 0)..];
        begin = isPeriod && begin.StartsWith("T"u8) ? begin[1..] : begin;
        if (begin.IsEmpty || !char.IsAsciiDigit((char)begin[0]))
        {
            return null;
        }
        var form = new StringBuilder();
        foreach (char c in Encoding.UTF8.GetString(text))
        {
            bool goes = form.Length > 0 && form[^1] == '#' && c is '.' or ',';
            if (!char.IsAsciiDigit(c) && !goes)
            {
                form.Append(c);
            }
            else if (form.Length == 0 || form[^1] != '#')
            {
                form.Append('#');
            }
        }
        string read = form.ToString();
        bool spaced = read.Contains(' ', StringComparison.Ordinal) && read.Any(char.IsLetter),
            several = read.Count(c => c == '#') > 1 && read.All(c => c == '#' || char.IsLower(c));
        bool period = isPeriod && char.IsLetter(read[^1]) && read.All(c => "#PTYMWDHS".Contains(c));
        return period || (!isPeriod && (spaced || several)) ? read : null;
    }
}
