namespace AethergenAI.Tables.Csv;

/// <summary>
/// Some complete rows of a file, split into cells: the start and end of each cell in one buffer of UTF-8 bytes.
/// </summary>
public sealed class CellBlock
{
    private int[] starts = [],
        ends = [],
        lines = [];
    private int columns;

    public byte[] Bytes { get; set; } = [];

    public int Rows { get; private set; }

    /// <summary>The number of rows in the file before this block.</summary>
    public int FirstRow { get; private set; }

    /// <summary>Why the file cannot be read after this block's rows; null if it can.</summary>
    public RefusedException? Refusal { get; set; }

    /// <summary>The cell's text without quotes. Blanks around an unquoted cell are removed.</summary>
    public ReadOnlySpan<byte> Cell(int row, int column)
    {
        int cell = row * columns + column;
        int start = starts[cell];
        return start < 0 ? default : Bytes.AsSpan(start, ends[cell] - start);
    }

    /// <summary>Whether the cell is empty and in quotes: the empty text, if the column has that.</summary>
    public bool IsEmptyText(int row, int column) => starts[row * columns + column] < 0;

    /// <summary>The line of the file on which the row begins, from 1.</summary>
    public int Line(int row) => lines[row];

    /// <summary>Empties the block for the next rows.</summary>
    public void Clear(int firstRow, int columnCount)
    {
        (Rows, FirstRow, columns, Refusal) = (0, firstRow, columnCount, null);
    }

    /// <summary>Adds a row, whose cells the caller then places; an empty cell in quotes starts at −1.</summary>
    /// <param name="cellStarts">One per column.</param>
    /// <param name="cellEnds">One per column.</param>
    public void Add(int line, out Span<int> cellStarts, out Span<int> cellEnds)
    {
        int used = Rows * columns;
        if (starts.Length < used + columns)
        {
            int capacity = Math.Max(used * 2, Math.Max(columns * 16, 4096));
            Array.Resize(ref starts, capacity);
            Array.Resize(ref ends, capacity);
        }

        if (lines.Length == Rows)
        {
            Array.Resize(ref lines, Math.Max(256, Rows * 2));
        }
        cellStarts = starts.AsSpan(used, columns);
        cellEnds = ends.AsSpan(used, columns);
        lines[Rows++] = line;
    }
}
