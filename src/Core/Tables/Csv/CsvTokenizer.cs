using System.Text;
using CsvHelper;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// Gathers the records that CsvHelper cuts into blocks. Memory is bounded by two blocks, whatever the file's size; a
/// row may be up to 16 MiB long. Blank lines are skipped. A quote inside an unquoted cell is a letter like any other.
/// </summary>
internal sealed class CsvTokenizer : ICellSource, IDisposable
{
    private const int MaxRowBytes = 16 << 20;
    private const int BlockBytes = 1 << 19;
    private const int MinBytes = 1 << 16;

    /// <summary>Rows of many empty cells take few bytes in the file and many here.</summary>
    private const int BlockCells = 1 << 17;

    private readonly Utf8Source source;
    private readonly CsvHelper.CsvReader reader;
    private readonly RaggedRows ragged;
    private CsvMalformedRecord? malformed;
    private int rows,
        line = 1;
    private bool ended;

    /// <summary>Reads the header.</summary>
    /// <param name="names">Given the first rows of the file, the names of its columns; null: line 1 has them.</param>
    /// <param name="known">The names that the header is expected to have; empty if it may have any.</param>
    public CsvTokenizer(
        Stream stream,
        FileFormat format,
        CsvOptions options,
        Func<CsvBeginning, IReadOnlyList<string>?> names,
        IReadOnlySet<string> known
    )
    {
        bool headless = format.Names is not null;
        source = new Utf8Source(stream, format.Encoding, options.OneEncoding, headless);
        ragged = options.Ragged;
        var text = new Utf8Stream(source);
        Beginning =
            options.OneEncoding && headless
                ? CsvBeginning.Declared(text, format)
                : CsvBeginning.Take(text, format, known);
        reader = CsvHelper.CsvReader.Create(
            text,
            new CsvReaderOptions
            {
                Separator = Delimiter,
                HasHeader = false,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                WhitespaceCharacters = " ",
                MaxRecordSize = MaxRowBytes,
                BufferSize = 1 << 18,
                IncludeValuesInExceptions = false,
                OnMalformedRecord = Note,
            }
        );
        try
        {
            IReadOnlyList<string>? given = names(Beginning);
            Headless = given is not null;
            Header = HeaderNames.Check(given ?? ReadHeader());
            TrimmedCells = new int[Header.Count];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Leaves the stream open.</summary>
    public void Dispose() => reader.Dispose();

    public IReadOnlyList<string> Header { get; }

    /// <summary>Whether the first line is a row, not the header.</summary>
    public bool Headless { get; }

    public CsvBeginning Beginning { get; }

    public char Delimiter => Beginning.Delimiter;

    /// <summary>The encoding of the text so far, if it is not UTF-8.</summary>
    public string? TextEncoding => source.Encoding;

    /// <summary>Whether the encoding was guessed from the text.</summary>
    public bool EncodingGuessed => source.Guessed;

    /// <summary>Rows that lacked cells, or had cells dropped; only where ragged rows are padded.</summary>
    public int RaggedRowCount { get; private set; }

    /// <summary>By column: the cells that are not in quotes and lost blanks around their text.</summary>
    public int[] TrimmedCells { get; }

    /// <summary>The next rows, or a refusal in the block after the rows before it.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool Next(CellBlock block)
    {
        block.Clear(rows, Header.Count);
        try
        {
            int filled = 0,
                most = Math.Max(1, BlockCells / Header.Count);
            while (filled < BlockBytes && block.Rows < most && !(ended = ended || !Read()))
            {
                Add(block, ref filled);
            }
        }
        catch (RefusedException refusal)
        {
            block.Refusal = refusal;
        }

        if (rows == 0 && block.Rows == 0 && block.Refusal is null)
        {
            block.Refusal = CsvRefusals.NoRows();
        }
        rows += block.Rows;
        return block.Rows > 0 || block.Refusal is not null;
    }

    /// <summary>Keeps the first record whose quotes contradict each other; <see cref="Read"/> refuses it.</summary>
    private void Note(CsvMalformedRecord bad)
    {
        if (bad.Reason is CsvMalformedReason.TextAfterClosingQuote or CsvMalformedReason.UnterminatedQuote)
        {
            malformed ??= bad;
        }
    }

    /// <summary>Reads the next record that is not blank.</summary>
    /// <returns>False at the end of the file.</returns>
    private bool Read()
    {
        try
        {
            do
            {
                if (!reader.Read())
                {
                    return false;
                }

                line = (int)reader.LineNumber + (Beginning.SeparatorLine ? 1 : 0);
                if (malformed is { } bad)
                {
                    throw bad.Reason == CsvMalformedReason.UnterminatedQuote
                        ? CsvRefusals.UnclosedQuote(line)
                        : CsvRefusals.StrayQuote(line + LinesBefore(bad));
                }
            } while (reader.FieldCount == 1 && reader.GetRawSpan(0).IndexOfAnyExcept((byte)' ') < 0);

            return true;
        }
        catch (CsvFormatException tooLong)
        {
            throw CsvRefusals.RowTooLong(tooLong.LineNumber > 0 ? tooLong.LineNumber : line + 1, MaxRowBytes >> 20);
        }
    }

    /// <summary>The number of line breaks in the record before the character that is wrong.</summary>
    private int LinesBefore(CsvMalformedRecord bad) =>
        Encoding.UTF8.GetBytes(bad.RawRecord).AsSpan(0, (int)(bad.ByteOffset - reader.ByteOffset)).Count((byte)'\n');

    private void Add(CellBlock block, ref int filled)
    {
        int cells = reader.FieldCount;
        if (cells != Header.Count)
        {
            if (ragged == RaggedRows.Refuse)
            {
                throw CsvRefusals.RaggedRow(line, cells, Header.Count, Delimiter);
            }
            RaggedRowCount++;
        }

        ReadOnlySpan<byte> record = reader.RawRecord;
        if (filled + record.Length > block.Bytes.Length)
        {
            Grow(block, filled, record.Length);
        }
        Span<byte> copy = block.Bytes.AsSpan(filled, record.Length);
        record.CopyTo(copy);
        block.Add(line, out var starts, out var ends);
        int at = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            if (i >= cells)
            {
                starts[i] = ends[i] = filled;
                continue;
            }
            ReadOnlySpan<byte> raw = reader.GetRawSpan(i);
            var (start, end) = Inside(copy.Slice(at, raw.Length), i);
            bool emptyText = start == end && raw.Contains((byte)'"');
            starts[i] = emptyText ? -1 : filled + at + start;
            ends[i] = filled + at + end;
            at += raw.Length + 1;
        }

        filled += record.Length;
    }

    /// <summary>
    /// Where the text of a cell lies in its copy. Only a cell with blanks around it or quotes inside its quotes is
    /// decoded; that makes it shorter, so it replaces the copy.
    /// </summary>
    private (int Start, int End) Inside(Span<byte> cell, int index)
    {
        if (cell.IsEmpty || (cell[0] is not ((byte)' ' or (byte)'"') && cell[^1] != ' '))
        {
            return (0, cell.Length);
        }
        if (cell.Length > 1 && cell[0] == '"' && cell[1..].IndexOf((byte)'"') == cell.Length - 2)
        {
            return (1, cell.Length - 1);
        }
        if (cell.Trim((byte)' ') is { Length: > 0 } inner && inner[0] != '"' && inner.Length < cell.Length)
        {
            TrimmedCells[index]++;
        }
        ReadOnlySpan<byte> text = reader.GetSpan(index);
        text.CopyTo(cell);
        return (0, text.Length);
    }

    private static void Grow(CellBlock block, int filled, int more)
    {
        byte[] larger = new byte[Math.Max(Math.Max(block.Bytes.Length * 2, filled + more), MinBytes)];
        block.Bytes.AsSpan(0, filled).CopyTo(larger);
        block.Bytes = larger;
    }

    private string[] ReadHeader()
    {
        if (!Read())
        {
            throw CsvRefusals.Empty();
        }
        if (reader.FieldCount > HeaderNames.MaxColumns)
        {
            throw CsvRefusals.TooManyColumns(reader.FieldCount, HeaderNames.MaxColumns);
        }
        var names = new string[reader.FieldCount];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Encoding.UTF8.GetString(reader.GetSpan(i)).Trim();
        }
        return names;
    }
}
