namespace AethergenAI.Tables.Csv;

/// <summary>The character between cells: which ones are allowed, and their names in sentences.</summary>
internal static class CsvDelimiter
{
    /// <summary>Whether it is one ASCII character that cannot be part of a quote, a line break or a number.</summary>
    public static bool Allowed(string declared) =>
        declared is [var c]
        && c is >= '\t' and < (char)127 and not ('"' or '\n' or '\r' or '+' or '-' or '.' or ' ')
        && !char.IsAsciiLetterOrDigit(c);

    /// <exception cref="RefusedException">It is not allowed.</exception>
    public static byte Check(string declared) => Allowed(declared) ? (byte)declared[0] : throw CsvRefusals.Delimiter();

    /// <summary>The delimiter that the schema's files are written with.</summary>
    public static byte Written(FileFormat format) => format.Delimiter is { } declared ? Check(declared) : (byte)',';

    /// <summary>For example "a comma (,)".</summary>
    public static string Name(char delimiter) =>
        delimiter switch
        {
            ',' => "a comma (,)",
            ';' => "a semicolon (;)",
            '\t' => "a tab",
            '|' => "a vertical bar (|)",
            _ => $"'{delimiter}'",
        };
}
