namespace AethergenAI.Tables.Csv;

/// <summary>
/// Writes a file block by block: a header, then the rows of each table. UTF-8 without byte order mark;
/// LF line ends; the schema's delimiter, else a comma; quotes only where needed; missing cells as the column says;
/// numbers in the column's format, else with as many decimals as the column's step; dates in the column's format.
/// Text is written unchanged: a cell that a spreadsheet would read as a formula is not altered.
/// </summary>
public sealed class CsvRowWriter : IDisposable
{
    private const int FlushAt = 1 << 18;
    private const int CheckEvery = 1 << 14;

    private readonly Stream stream;
    private readonly CellWriter[] cells;
    private readonly byte delimiter;
    private readonly MissingWriter[] missing;
    private byte[] buffer = new byte[FlushAt * 2];
    private int length;
    private ulong rows;

    /// <param name="stream">Left open; everything written has reached it once the writer is disposed.</param>
    public CsvRowWriter(Stream stream, Schema schema)
    {
        this.stream = stream;
        delimiter = CsvDelimiter.Written(schema.Format);
        cells = [.. schema.Columns.Select(column => CellWriter.For(column, schema.Format, delimiter))];
        missing = [.. schema.Columns.Select((column, i) => new MissingWriter(column, i, delimiter))];
        for (int i = 0; i < cells.Length; i++)
        {
            Put(CsvText.Quoted(schema.Columns[i].Name, delimiter), i);
        }
        EndRow();
    }

    /// <summary>Appends the rows of <paramref name="block"/>, which must have every column of the schema.</summary>
    public void Write(Table block, CancellationToken ct = default)
    {
        foreach (CellWriter cell in cells)
        {
            cell.Take(block);
        }
        int longest = cells.Sum(cell => cell.Longest + 1) + missing.Sum(texts => texts.Longest) + 1;
        if (buffer.Length < FlushAt + longest)
        {
            Array.Resize(ref buffer, FlushAt + longest);
        }
        for (int row = 0; row < block.RowCount; row++)
        {
            if (row % CheckEvery == 0)
            {
                ct.ThrowIfCancellationRequested();
            }
            int begin = length;
            for (int i = 0; i < cells.Length; i++)
            {
                if (i > 0)
                {
                    buffer[length++] = delimiter;
                }
                int written = cells[i].Write(row, buffer.AsSpan(length));
                length += written > 0 ? written : missing[i].Write(rows, buffer.AsSpan(length));
            }
            rows++;

            if (length == begin)
            {
                Put("\"\""u8, 0);
            } // a blank line would be skipped
            EndRow();
        }
    }

    public void Dispose() => Flush();

    private void Put(ReadOnlySpan<byte> cell, int position)
    {
        if (buffer.Length < length + cell.Length + 2)
        {
            Array.Resize(ref buffer, (length + cell.Length) * 2);
        }
        if (position > 0)
        {
            buffer[length++] = delimiter;
        }
        cell.CopyTo(buffer.AsSpan(length));
        length += cell.Length;
    }

    private void EndRow()
    {
        buffer[length++] = (byte)'\n';
        if (length >= FlushAt)
        {
            Flush();
        }
    }

    private void Flush()
    {
        stream.Write(buffer, 0, length);
        length = 0;
    }
}
