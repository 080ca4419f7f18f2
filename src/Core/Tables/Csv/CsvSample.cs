using System.Text;

namespace AethergenAI.Tables.Csv;

/// <param name="Quoted">Whether the cell stands in quotes, so that its text says nothing about delimiters.</param>
internal readonly record struct SampleCell(string Text, bool Quoted);

/// <summary>
/// Cuts the first rows of a text at a delimiter, as the reader would. What it cuts is only judged, never kept.
/// </summary>
internal static class CsvSample
{
    /// <summary>The bytes of a file on which its delimiter, header and decimal sign are judged.</summary>
    public const int Bytes = 1 << 16;

    private const int MaxRows = 200;
    private const int MaxCells = 20_000;

    /// <param name="whole">Whether the text ends where the file ends; otherwise its last row may be incomplete.</param>
    /// <returns>Up to 200 rows that are not blank.</returns>
    public static List<SampleCell[]> Cut(ReadOnlySpan<byte> text, byte delimiter, bool whole)
    {
        var rows = new List<SampleCell[]>();
        var row = new List<SampleCell>();
        int cells = 0;
        while (!text.IsEmpty && rows.Count < MaxRows && (cells < MaxCells || rows.Count < 2))
        {
            int length = CellLength(text, delimiter);
            if (length == text.Length && !whole)
            {
                break;
            }
            row.Add(Cell(text[..length]));
            cells++;
            bool more = length < text.Length && text[length] == delimiter;
            if (!more)
            {
                Close(row, rows);
            }
            text = text[Math.Min(length + 1, text.Length)..];
            if (more && text.IsEmpty && whole)
            {
                row.Add(new SampleCell("", Quoted: false));
            }
        }

        if (whole && text.IsEmpty)
        {
            Close(row, rows);
        }
        return rows;
    }

    private static void Close(List<SampleCell> row, List<SampleCell[]> rows)
    {
        if (row.Count > 1 || row is [{ Quoted: true } or { Text.Length: > 0 }])
        {
            rows.Add([.. row]);
        }
        row.Clear();
    }

    /// <summary>The distance to the delimiter or line break that ends the cell, or to the end of the text.</summary>
    internal static int CellLength(ReadOnlySpan<byte> text, byte delimiter)
    {
        int at = 0;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }
        if (at < text.Length && text[at] == '"')
        {
            at++;
            while (at < text.Length && (text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"')))
            {
                at += text[at] == '"' ? 2 : 1;
            }
        }

        int end = text[Math.Min(at, text.Length)..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
        return end < 0 ? text.Length : at + end;
    }

    private static SampleCell Cell(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes.Trim((byte)' '));
        bool quoted = text is ['"', .., '"'];
        return new SampleCell(quoted ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text, quoted);
    }
}
