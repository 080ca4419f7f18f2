namespace AethergenAI.Tables.Csv;

/// <summary>The character between cells: which ones are allowed, and their names in sentences.</summary>
public static class CsvDelimiter
{
    /// <summary>The usual ones: forms offer them, and detection tries each of them.</summary>
    public static readonly IReadOnlyList<DialectChoice> Usual =
    [
        new(",", "Comma"),
        new(";", "Semicolon"),
        new("\t", "Tab"),
        new("|", "Vertical bar"),
    ];

    /// <summary>Whether it is one ASCII character that cannot be part of a quote, a line break or a number.</summary>
    internal static bool Allowed(string declared) =>
        declared is [var c]
        && c is '\t' or (> ' ' and < (char)127 and not ('"' or '+' or '-' or '.'))
        && !char.IsAsciiLetterOrDigit(c);

    /// <exception cref="RefusedException">It is not allowed.</exception>
    internal static byte Check(string declared) =>
        Allowed(declared) ? (byte)declared[0] : throw CsvRefusals.Delimiter();

    /// <summary>The delimiter that the schema's files are written with.</summary>
    internal static byte Written(FileFormat format) => format.Delimiter is { } declared ? Check(declared) : (byte)',';

    /// <summary>For example "a comma (,)".</summary>
    internal static string Name(char delimiter)
    {
        if (Usual.FirstOrDefault(usual => usual.Value[0] == delimiter) is not { } known)
        {
            return $"'{delimiter}'";
        }
        string name = $"a {known.Title.ToLowerInvariant()}";
        return delimiter == '\t' ? name : $"{name} ({delimiter})";
    }
}
