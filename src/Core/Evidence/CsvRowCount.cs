namespace AethergenAI.Evidence;

/// <summary>
/// Counts the rows of a CSV file as its bytes pass: its lines without the header. A line break between quotes is part
/// of a cell.
/// </summary>
internal sealed class CsvRowCount
{
    private long lines;
    private bool quoted,
        open; // whether the last line has begun and not ended

    internal long Rows => Math.Max(0, lines + (open ? 1 : 0) - 1);

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            quoted ^= one == '"';
            bool ends = one == '\n' && !quoted;
            lines += ends ? 1 : 0;
            open = !ends;
        }
    }
}
