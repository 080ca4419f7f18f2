using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats;

/// <summary>
/// The cells of a Parquet file for inference, which judges how cells are written: the text of each typed cell, without
/// a CSV file in between. A missing cell is <see cref="MissingTokens.Null"/>, so that every other text is a text.
/// </summary>
internal sealed class ParquetBlocks : ICellSource, IDisposable
{
    /// <summary>A block has about as many bytes, and at most as many cells, as one of a CSV file.</summary>
    private const int BlockBytes = 1 << 19,
        BlockCells = 1 << 17;

    private static readonly byte[] NullCell = Encoding.UTF8.GetBytes(MissingTokens.Null);

    private readonly ParquetRows rows;
    private readonly ParquetCells[] columns;
    private int next; // the row of the chunk that is read next
    private int before;
    private int filled;

    /// <param name="missing">The texts that stand for a missing cell beside NULL; null: none.</param>
    /// <param name="without">Columns that are not read.</param>
    /// <exception cref="RefusedException">The file is not a Parquet file, a column cannot be read, or this platform has
    /// no DuckDB.</exception>
    internal ParquetBlocks(
        string path,
        string name,
        IReadOnlyList<string>? missing,
        IReadOnlyCollection<string> without
    )
    {
        rows = new ParquetRows(path, name, field => !without.Contains(field.Name), schema: null);
        try
        {
            ParquetField[] fields = [.. rows.Fields.All.Where(field => !without.Contains(field.Name))];
            var floats = new FloatCells(missing);
            Header = [.. fields.Select(field => field.Name)];
            columns = [.. fields.Select((field, i) => new ParquetCells(rows, i, field, null, floats))];
            rows.Select([.. fields.Select(field => field.Expression())]);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Header { get; }

    /// <summary>What the file says about its columns.</summary>
    internal ParquetFields Fields => rows.Fields;

    /// <summary>How the cells are written.</summary>
    /// <param name="missing">The texts that stand for a missing cell beside NULL; null: none.</param>
    internal static FileFormat Format(IReadOnlyList<string>? missing) =>
        new(Delimiter: ",", Missing: [MissingTokens.Null, .. missing ?? []], Encoding: TextEncodings.Utf8);

    public bool Next(CellBlock block)
    {
        block.Clear(before, columns.Length);
        filled = 0;
        Write(block, NullCell);
        try
        {
            int most = Math.Max(1, BlockCells / columns.Length);
            while (filled < BlockBytes && block.Rows < most && HasRow())
            {
                Add(block);
            }
            if (before == 0 && block.Rows == 0)
            {
                throw FormatsRefusals.NoRows(rows.File);
            }
        }
        catch (RefusedException refusal)
        {
            block.Refusal = refusal;
        }

        before += block.Rows;
        return block.Rows > 0 || block.Refusal is not null;
    }

    private bool HasRow()
    {
        while (next == rows.Count)
        {
            next = 0; // at the end of the file, the chunk has no rows
            if (!rows.Next())
            {
                return false;
            }
        }
        return true;
    }

    private void Add(CellBlock block)
    {
        Span<(int Start, int End)> places =
            columns.Length <= 256 ? stackalloc (int, int)[columns.Length] : new (int, int)[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            places[i] = rows.IsMissing(i, next) ? (0, NullCell.Length) : Write(block, columns[i].Text(next));
        }

        // Only a row whose cells could all be read counts.
        block.Add(line: 0, out var starts, out var ends);
        for (int i = 0; i < places.Length; i++)
        {
            (starts[i], ends[i]) = places[i];
        }
        next++;
    }

    /// <returns>Where the cell lies; an empty text starts at −1.</returns>
    private (int Start, int End) Write(CellBlock block, ReadOnlySpan<byte> cell)
    {
        if (filled + cell.Length > block.Bytes.Length)
        {
            byte[] larger = new byte[Math.Max(Math.Max(block.Bytes.Length * 2, filled + cell.Length), BlockBytes)];
            block.Bytes.AsSpan(0, filled).CopyTo(larger);
            block.Bytes = larger;
        }
        cell.CopyTo(block.Bytes.AsSpan(filled));
        filled += cell.Length;
        return cell.IsEmpty ? (-1, -1) : (filled - cell.Length, filled);
    }

    public void Dispose() => rows.Dispose();
}
