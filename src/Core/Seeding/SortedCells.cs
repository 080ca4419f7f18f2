namespace AethergenAI.Seeding;

/// <summary>How the cells of a row are put together before its fingerprint is taken.</summary>
public enum CellOrder
{
    /// <summary>As in the file; so it was in earlier versions.</summary>
    OfFile,

    /// <summary>In the order of their bytes, so that the order of the columns does not count.</summary>
    Sorted,
}

/// <summary>Sorts the cells of one row after the other; not for concurrent use.</summary>
internal sealed class SortedCells : IComparer<Range>
{
    private readonly List<Range> cells = [];
    private ReadOnlyMemory<byte> row;
    private byte[] sorted = [];

    /// <param name="line">Cells with commas between them.</param>
    /// <returns>The same cells in the order of their bytes; valid until the next call.</returns>
    internal ReadOnlySpan<byte> Of(ReadOnlyMemory<byte> line)
    {
        row = line;
        cells.Clear();
        foreach (Range cell in line.Span.Split((byte)','))
        {
            cells.Add(cell);
        }
        cells.Sort(this);
        if (sorted.Length < line.Length + 1)
        {
            Array.Resize(ref sorted, 2 * (line.Length + 1));
        }

        int length = 0;
        foreach (Range cell in cells)
        {
            var bytes = line.Span[cell];
            bytes.CopyTo(sorted.AsSpan(length));
            length += bytes.Length;
            sorted[length++] = (byte)',';
        }
        return sorted.AsSpan(0, length - 1);
    }

    public int Compare(Range x, Range y) => row.Span[x].SequenceCompareTo(row.Span[y]);
}
