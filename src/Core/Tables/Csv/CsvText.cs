using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>Writes a text as a cell.</summary>
internal static class CsvText
{
    /// <summary>
    /// The text unchanged, or in quotes where it would be read otherwise: if it has delimiters, quotes, line breaks,
    /// blanks at its ends, or is empty.
    /// </summary>
    public static byte[] Quoted(string text, byte delimiter)
    {
        bool plain =
            text.Length > 0
            && text[0] != ' '
            && text[^1] != ' '
            && text.AsSpan().IndexOfAny((char)delimiter, '"') < 0
            && text.AsSpan().IndexOfAny('\n', '\r') < 0
            && text[0] != '\uFEFF';
        return Encoding.UTF8.GetBytes(plain ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }
}
