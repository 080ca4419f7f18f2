using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats;

/// <summary>
/// The rows of a Parquet file as cells of a schema's kinds. Cells of their column's kind are taken without being
/// written as text.
/// </summary>
internal sealed class ParquetTypedRows : ITypedRows
{
    private readonly ParquetRows rows;
    private readonly ParquetReading[] columns;
    private readonly BrokenCells broken;
    private readonly Action<string>? note;
    private string? dropped;

    /// <param name="options">Its rule for broken cells says which fault of a block comes first, where there are
    /// several.</param>
    /// <param name="compares">Tells which text columns' values are needed; null: all.</param>
    /// <exception cref="RefusedException">The file is not a Parquet file, or its columns are not the
    /// schema's.</exception>
    internal ParquetTypedRows(
        string path,
        string name,
        Schema schema,
        CsvOptions options,
        Func<Column, bool>? compares = null
    )
    {
        IReadOnlyList<string>? missing = (options.Format ?? schema.Format).Missing;
        rows = new ParquetRows(path, name, schema);
        try
        {
            IReadOnlyList<ParquetField> all = rows.Fields.All;
            IReadOnlyList<string> names = [.. all.Select(field => field.Name)];
            Schema read = ColumnPositions.Present(names, schema, options);
            ParquetField[] fields = [.. ColumnPositions.Find(names, read, options).Select(position => all[position])];
            read = rows.Fields.Plain(read);
            var floats = new FloatCells(missing);
            Table = new TableBuilder(read, ParquetBlocks.Format(missing), compares);
            columns =
            [
                .. Table.Columns.Select(
                    (builder, i) => new ParquetReading(rows, i, fields[i], read.Columns[i], builder, floats)
                ),
            ];
            rows.Select([.. columns.Select(column => column.Expression)]);
            (broken, note, dropped) = (options.Broken, options.Note, ColumnPositions.Dropped(names, read));
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public TableBuilder Table { get; }

    public int FirstRow => (int)rows.Before;

    public Func<int, int>? Line => null;

    /// <summary>The schema in whose forms the cells are read.</summary>
    internal Schema Plain(Schema schema) => rows.Fields.Plain(schema);

    /// <summary>Reads the whole file into a table.</summary>
    /// <exception cref="RefusedException">The file is not a Parquet file, its columns are not the schema's, it has no
    /// rows, or a cell is not of its column's kind.</exception>
    internal static Table Read(string path, string name, Schema schema, CsvOptions options, CancellationToken ct)
    {
        using var rows = new ParquetTypedRows(path, name, schema, options);
        while (rows.Next(ct))
        {
            rows.Table.End(rows.FirstRow, line: null, options.Broken);
        }

        return rows.Table.Complete(options.Note);
    }

    public bool Next(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (rows.Next())
        {
            Append();
            return true;
        }
        if (rows.Before == 0)
        {
            throw FormatsRefusals.NoRows(rows.File);
        }
        if (dropped is not null)
        {
            note?.Invoke(dropped);
            dropped = null;
        }
        return false;
    }

    /// <summary>
    /// Reads the chunk. Where several of its cells cannot be read, the refusal is about the first row's.
    /// </summary>
    private void Append()
    {
        (int Row, RefusedException Refusal)? first = null;
        foreach (ParquetReading column in columns)
        {
            int row = 0;
            try
            {
                column.Append(ref row);
            }
            catch (RefusedException refusal)
            {
                first = first is { } before && before.Row <= row ? first : (row, refusal);
            }
        }

        if (first is { } fault && !(broken == BrokenCells.Refuse && Table.FirstBrokenRow < fault.Row))
        {
            throw fault.Refusal;
        }
    }

    public void Dispose() => rows.Dispose();
}
