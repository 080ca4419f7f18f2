using AethergenAI.Tables.Csv;

namespace AethergenAI.Seeding;

/// <summary>How the cells of a row are put together before its fingerprint is taken.</summary>
public enum CellOrder
{
    /// <summary>As in the file; so it was in earlier versions.</summary>
    OfFile,

    /// <summary>
    /// In the order of the columns' names, so that the order of the columns does not count; as in the file, where it
    /// has no header.
    /// </summary>
    OfNames,
}

/// <summary>
/// Puts the cells of each row in the order of their columns' names. Delimiter and header are judged on the beginning
/// of the file. Not for concurrent use.
/// </summary>
internal sealed class NamedRows
{
    /// <summary>Between cells; occurs in none.</summary>
    private const byte Separator = 0;

    private readonly List<Range> cells = [];
    private readonly byte delimiter;
    private readonly int[] columns;
    private byte[] row = [];
    private int length;

    /// <param name="beginning">The first <see cref="CsvSample.Bytes"/> of the text, or all of it.</param>
    internal NamedRows(ReadOnlySpan<byte> beginning)
    {
        bool whole = beginning.Length < CsvSample.Bytes;
        byte[] text = [.. beginning.ToArray().Where(letter => letter != 0)]; // zeros as in RowSketch
        char? separator = CsvBeginning.SeparatorLineOf(text, out int first);
        ReadOnlySpan<byte> sample = text.AsSpan(separator is null ? 0 : first);
        delimiter = separator is { } said
            ? (byte)said
            : DelimiterDetector.Detect(sample, whole, new HashSet<string>()).Character;
        List<SampleCell[]> rows = CsvSample.Cut(sample, delimiter, whole);
        string[] names = rows is [var header, ..] ? [.. header.Select(cell => PlainName(cell.Text))] : [];
        bool hasHeader = rows.Count == 0 || !HeaderDetector.Detect(rows, new MissingTokens(null)).IsData;
        IEnumerable<int> inFile = Enumerable.Range(0, names.Length);
        LinesBeforeRows = new[] { separator is not null, hasHeader }.Count(isThere => isThere);
        columns = [.. hasHeader ? inFile.OrderBy(column => names[column], StringComparer.Ordinal) : inFile];
    }

    /// <summary>Excel's "sep=" line and the header, where they are there.</summary>
    internal int LinesBeforeRows { get; }

    internal static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \"'"u8) < 0;

    /// <param name="line">The text of the row.</param>
    /// <returns>Its cells without quotes and blanks; valid until the next call.</returns>
    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> line)
    {
        Cut(line);
        if (row.Length < line.Length + 1)
        {
            Array.Resize(ref row, 2 * (line.Length + 1));
        }
        length = 0;
        foreach (int column in columns)
        {
            if (column < cells.Count)
            {
                Append(line[cells[column]]);
            }
        }
        for (int more = columns.Length; more < cells.Count; more++)
        {
            Append(line[cells[more]]);
        }
        return row.AsSpan(0, length);
    }

    private void Cut(ReadOnlySpan<byte> line)
    {
        cells.Clear();
        for (int start = 0; start <= line.Length; start = cells[^1].End.Value + 1)
        {
            cells.Add(start..(start + CsvSample.CellLength(line[start..], delimiter)));
        }
    }

    private void Append(ReadOnlySpan<byte> cell)
    {
        foreach (byte letter in cell)
        {
            if (!IsDress((char)letter))
            {
                row[length++] = letter;
            }
        }
        row[length++] = Separator;
    }

    private static string PlainName(string name) => string.Concat(name.Where(letter => !IsDress(letter)));

    /// <summary>A file that was saved anew may have other quotes and blanks.</summary>
    private static bool IsDress(char letter) => letter is '"' or '\'' or ' ';
}
