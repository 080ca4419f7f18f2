using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// The pattern by which cells are made up for a column that identifies persons; it has the form of the real cells.
/// </summary>
internal static class PersonPattern
{
    private const string Name = "?~~~~~",
        Email = "~~~~~~##@example.org";

    private const int FewTexts = 20;

    public static string? Of(ColumnProbe probe, NameHints hints)
    {
        if (probe.Texts.Keys.Emails)
        {
            return Email;
        }
        if (probe.Texts.Levels is not { Count: > 0 } levels)
        {
            return probe.Texts.Pattern ?? (hints.NamesPerson && !probe.Numbers.Holds ? Name : null);
        }
        string[] texts = levels.ToStrings();
        if (!Array.Exists(texts, text => text.Any(char.IsAsciiDigit)))
        {
            return Words(texts);
        }
        if (probe.Texts.Keys.Check == IdentifierCheck.Mod97)
        {
            return texts[0][..2] + Classes(texts[0][2..]);
        }
        string? pattern = probe.Texts.Pattern;
        if (pattern is not null && hints.NamesPerson && texts.Length < FewTexts)
        {
            return Classes(texts.MaxBy(text => text.Length)!); // so few agree by chance in what is each one's own
        }
        if (pattern is null && !hints.NamesPerson)
        {
            return Classes(texts.GroupBy(text => text.Length).MaxBy(group => group.Count())!.First());
        }
        bool mixed = pattern is null && Array.Exists(texts, text => text.Any(char.IsLetter));
        return mixed ? $"{Name}##" : pattern;
    }

    /// <summary>Whether nine of ten texts are two to four words of letters that begin with a capital.</summary>
    public static bool FullNames(Utf8Levels levels)
    {
        int names = levels.ToStrings().Count(FullName);
        return names * 10L >= levels.Count * 9L;
    }

    private static bool FullName(string text)
    {
        string[] words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 4
            && Array.TrueForAll(words, word => char.IsUpper(word[0]))
            && text.All(c => char.IsLetter(c) || " ,.'-’".Contains(c, StringComparison.Ordinal));
    }

    /// <summary>The classes of a text's letters and digits.</summary>
    private static string Classes(string text) =>
        string.Concat(text.Select(c => char.IsAsciiDigit(c) ? "#" : Letter(c)));

    private static string Letter(char c)
    {
        if (char.IsUpper(c))
        {
            return "?";
        }
        if (char.IsLower(c))
        {
            return "~";
        }
        if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
        {
            return "^"; // a letter of a script without cases stands for nobody
        }
        return PatternClass.Marked(c) ? $"{PatternClass.Escape}{c}" : $"{c}";
    }

    /// <summary>As many words as most texts have, in their case.</summary>
    private static string Words(string[] texts)
    {
        int words = texts
            .GroupBy(text => 1 + text.Count(c => c == ' '))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key)
            .First()
            .Key;
        string word = Name;
        if (Array.TrueForAll(texts, text => !text.Any(char.IsLower)))
        {
            word = Name.Replace('~', '?');
        }
        else if (Array.TrueForAll(texts, text => !text.Any(char.IsUpper)))
        {
            word = Name.Replace('?', '~');
        }
        return new StringBuilder().AppendJoin(' ', Enumerable.Repeat(word, Math.Min(words, 4))).ToString();
    }
}
