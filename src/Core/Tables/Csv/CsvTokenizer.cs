using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// Splits a file into blocks of rows and cells. Memory is bounded by two blocks, whatever the file's size;
/// a row may be up to 16 MiB long. Blank lines are skipped. A quote inside an unquoted cell is an ordinary character.
/// </summary>
internal sealed class CsvTokenizer
{
    public const int MaxColumns = 4096;
    private const int MaxRowBytes = 16 << 20;

    private readonly Utf8Source source;
    private readonly RaggedRows ragged;
    private readonly byte delimiter;
    private readonly CsvRow row = new();
    private byte[] carry = new byte[1 << 20];
    private int carried,
        rows,
        line = 1;
    private bool ended;

    /// <summary>Reads the header.</summary>
    public CsvTokenizer(Stream stream, FileFormat format, CsvOptions options)
    {
        source = new Utf8Source(stream, options.Encoding);
        ragged = options.Ragged;
        var head = new CsvBlock();
        int filled = Fill(head);
        delimiter = CsvDelimiter.Of(format.Delimiter, head.Bytes.AsSpan(0, filled));
        Header = ReadHeader(head, filled);
    }

    public IReadOnlyList<string> Header { get; }

    public char Delimiter => (char)delimiter;

    /// <summary>Whether the file was read as Latin-1.</summary>
    public bool Latin1 => source.Latin1;

    /// <summary>The number of rows that were padded or cut; 0 unless ragged rows are padded.</summary>
    public int RaggedRowCount { get; private set; }

    /// <summary>Reads the next rows. A refusal comes in the block that follows the last good rows.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool Next(CsvBlock block)
    {
        block.Clear(rows, Header.Count);
        try
        {
            while (block.Rows == 0 && !(ended && carried == 0))
            {
                Cut(block, Fill(block));
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

    /// <summary>
    /// Moves the carried-over bytes and new ones into the block's buffer.
    /// The buffer grows if the carried-over bytes already fill it.
    /// </summary>
    private int Fill(CsvBlock block)
    {
        if (carried >= block.Bytes.Length / 2)
        {
            if (carried >= MaxRowBytes)
            {
                throw CsvRefusals.RowTooLong(line, MaxRowBytes >> 20);
            }
            block.Bytes = new byte[carried * 4];
        }

        carry.AsSpan(0, carried).CopyTo(block.Bytes);
        int filled = carried;
        carried = 0;
        while (!ended && filled < block.Bytes.Length / 2)
        {
            ReadOnlySpan<byte> piece = source.Next();
            ended = piece.IsEmpty;
            if (filled + piece.Length > block.Bytes.Length)
            {
                byte[] larger = new byte[filled + piece.Length];
                block.Bytes.AsSpan(0, filled).CopyTo(larger);
                block.Bytes = larger;
            }

            piece.CopyTo(block.Bytes.AsSpan(filled));
            filled += piece.Length;
        }

        return filled;
    }

    private void Cut(CsvBlock block, int filled)
    {
        int at = 0;
        while (at < filled)
        {
            int next = row.Cut(block.Bytes.AsSpan(0, filled), at, delimiter, line, ended);
            if (next < 0)
            {
                break;
            }
            if (!row.Blank)
            {
                Add(block);
            }
            line = row.NextLine;
            at = next;
        }

        Keep(block.Bytes.AsSpan(at, filled - at));
    }

    private void Add(CsvBlock block)
    {
        if (row.Cells != Header.Count)
        {
            if (ragged == RaggedRows.Refuse)
            {
                throw CsvRefusals.RaggedRow(line, row.Cells, Header.Count);
            }
            RaggedRowCount++;
            row.Pad(Header.Count);
        }

        block.Add(row.Starts(Header.Count), row.Ends(Header.Count), line);
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (carry.Length < rest.Length)
        {
            carry = new byte[rest.Length];
        }
        rest.CopyTo(carry);
        carried = rest.Length;
    }

    private string[] ReadHeader(CsvBlock block, int filled)
    {
        int at = 0;
        while (true)
        {
            int next = row.Cut(block.Bytes.AsSpan(0, filled), at, delimiter, line, ended);
            if (next < 0)
            {
                if (ended)
                {
                    throw CsvRefusals.Empty();
                }
                Keep(block.Bytes.AsSpan(at, filled - at));
                (filled, at) = (Fill(block), 0);
                continue;
            }

            (line, at) = (row.NextLine, next);
            if (row.Blank)
            {
                continue;
            }
            Keep(block.Bytes.AsSpan(at, filled - at));
            return Names(block.Bytes);
        }
    }

    private string[] Names(byte[] bytes)
    {
        if (row.Cells > MaxColumns)
        {
            throw CsvRefusals.TooManyColumns(row.Cells, MaxColumns);
        }
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new string[row.Cells];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Encoding.UTF8.GetString(bytes[row.Starts(names.Length)[i]..row.Ends(names.Length)[i]]).Trim();
            if (names[i].Length == 0)
            {
                throw CsvRefusals.EmptyHeader(i + 1);
            }
            if (!positions.TryAdd(names[i], i + 1))
            {
                throw CsvRefusals.DuplicateHeader(names[i], positions[names[i]], i + 1);
            }
        }

        return names;
    }
}
