using System.Text;

namespace AethergenAI.Cards;

/// <summary>Text that people wrote, in a Markdown document: it is shown as it is, and is never markup.</summary>
internal static class MarkdownText
{
    private const string Marks = "\\`*[]<>&|~";

    /// <summary>
    /// The text on one line, with a backslash before every character that Markdown or HTML would read.
    /// </summary>
    public static string Of(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        var escaped = new StringBuilder(line.Length + 16);
        for (int at = 0; at < line.Length; at++)
        {
            bool marks = Marks.Contains(line[at], StringComparison.Ordinal) || Emphasises(line, at) || Begins(line, at);
            _ = marks ? escaped.Append('\\').Append(line[at]) : escaped.Append(line[at]);
        }

        return escaped.ToString();
    }

    /// <summary>A text as code; what cannot stand in it is left out.</summary>
    public static string Code(string text) =>
        $"`{text.ReplaceLineEndings(" ").Replace("`", "", StringComparison.Ordinal)}`";

    /// <summary>Lines of a shell, whatever stands in them.</summary>
    public static string Shell(string text)
    {
        int longest = 0,
            run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        string fence = new('`', Math.Max(3, longest + 1));
        return $"{fence}sh\n{text}\n{fence}\n";
    }

    /// <summary>Whether an underscore stands at the edge of a word.</summary>
    private static bool Emphasises(string line, int at) =>
        line[at] == '_' && !(IsWord(line, at - 1) && IsWord(line, at + 1));

    /// <summary>Whether a character begins a heading or a list.</summary>
    private static bool Begins(string line, int at) => at == 0 && line[0] is '#' or '+' or '-' or '=';

    private static bool IsWord(string line, int at) => at >= 0 && at < line.Length && char.IsLetterOrDigit(line[at]);
}
