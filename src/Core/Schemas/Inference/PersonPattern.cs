using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// The pattern by which cells are made up for a column that identifies persons; it has the form of the real cells.
/// </summary>
internal static class PersonPattern
{
    private const string Name = "?~~~~~";

    /// <summary>What may stand between the two words of a user's name.</summary>
    public const string UserSigns = "._-";

    private const int FewTexts = 20;

    private static readonly char[] Signs = [.. "/-_.: "];

    public static string? Of(ColumnProbe probe, NameHints hints)
    {
        TellingForm? form = probe.Texts.Keys.Telling;
        if (form is not null && (form.Always ?? probe.Texts.Pattern ?? form.Else) is { } telling)
        {
            return telling;
        }
        if (probe.Texts.Levels is not { Count: > 0 } levels)
        {
            return probe.Texts.Pattern ?? (hints.NamesPerson && !probe.Numbers.Holds ? Name : null);
        }
        string[] texts = levels.ToStrings();
        if (!Array.Exists(texts, text => text.Any(char.IsAsciiDigit)))
        {
            bool joined = probe.Texts.Pattern is { } all && all.Contains('-') && !all.Contains(' ');
            return joined ? probe.Texts.Pattern : Words(texts, UserNames(levels, UserSigns));
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
            return Parts(texts);
        }
        bool mixed = pattern is null && Array.Exists(texts, text => text.Any(char.IsLetter));
        if (mixed)
        {
            return $"{Name}##";
        }
        return pattern is null && !probe.Plain.Holds ? Parts(texts) : pattern;
    }

    /// <summary>Whether nine of ten texts are two to four words of letters that begin with a capital.</summary>
    public static bool FullNames(Utf8Levels levels)
    {
        int names = levels.ToStrings().Count(text => Capital(text, 2));
        return names * 10L >= levels.Count * 9L;
    }

    /// <summary>Whether nine of ten texts are one to four words of letters that begin with a capital.</summary>
    public static bool Capitals(Utf8Levels levels)
    {
        int names = levels.ToStrings().Count(text => Capital(text, 1));
        return names * 10L >= levels.Count * 9L;
    }

    /// <summary>
    /// Whether nine of ten texts are full names by their form, and not one in five has a word of things, such as a
    /// colour, a job or a company.
    /// </summary>
    public static bool OnlyNames(Utf8Levels levels) =>
        FullNames(levels) && levels.ToStrings().Count(PersonWords.OfThing) * 5L < levels.Count;

    /// <summary>
    /// Whether nine of ten texts are two words of small letters with one of the signs between them, as anna.smith and
    /// j.weber2.
    /// </summary>
    public static bool UserNames(Utf8Levels levels, string signs)
    {
        int names = levels.ToStrings().Count(text => UserName(text, signs));
        return names * 10L >= levels.Count * 9L;
    }

    private static bool UserName(string text, string signs)
    {
        string[] words = text.TrimEnd([.. "0123456789"]).Split([.. signs]);
        return words.Length == 2
            && words[0].Length > 0
            && words[1].Length > 1
            && Array.TrueForAll(words, word => word.All(char.IsLower));
    }

    /// <summary>Whether a text is so many words of letters, or up to four, that begin with a capital.</summary>
    private static bool Capital(string text, int least)
    {
        string[] words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= least
            && words.Length <= 4
            && Array.TrueForAll(words, word => char.IsUpper(word[0]))
            && text.All(c => char.IsLetter(c) || " ,.'-’".Contains(c, StringComparison.Ordinal));
    }

    /// <summary>
    /// The classes of a text of the most frequent length, but for the parts between signs that all texts share:
    /// 7/2027 and 312/2027 are ###/2027.
    /// </summary>
    private static string Parts(string[] texts)
    {
        string shown = texts.GroupBy(text => text.Length).MaxBy(group => group.Count())!.First();
        string[][] parts = [.. texts.Select(text => text.Split(Signs))];
        if (texts.Length < FewTexts || !Array.TrueForAll(parts, own => own.Length == parts[0].Length))
        {
            return Classes(shown);
        }
        var pattern = new StringBuilder();
        int at = 0;
        foreach ((int i, string part) in shown.Split(Signs).Index())
        {
            bool constant = part.Length > 0 && Array.TrueForAll(parts, own => own[i] == part);
            bool number = Array.TrueForAll(parts, own => own[i].All(char.IsAsciiDigit));
            string classes = number ? new string('#', parts.Max(own => own[i].Length)) : Classes(part);
            pattern.Append(constant ? string.Concat(part.Select(Literal)) : classes);
            at += part.Length;
            pattern.Append(at < shown.Length ? Literal(shown[at++]) : "");
        }
        return pattern.ToString();
    }

    private static string Literal(char c) => PatternClass.Marked(c) ? $"{PatternClass.Escape}{c}" : $"{c}";

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
        return Literal(c);
    }

    /// <summary>As many words as most texts have, in their case.</summary>
    /// <param name="users">Whether they are user names, of two words with a sign between them.</param>
    private static string Words(string[] texts, bool users)
    {
        if (users)
        {
            char sign = texts.SelectMany(text => text).First(c => UserSigns.Contains(c, StringComparison.Ordinal));
            return $"{Name}{sign}{Name}".Replace('?', '~');
        }
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
