using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats;

/// <summary>Reads the rows of a Parquet file into a table. Cells of their column's kind are taken without
/// being written as text.</summary>
internal static class ParquetTable
{
    /// <exception cref="RefusedException">The file is not a Parquet file, its columns are not the schema's, it has no
    /// rows, or a cell is not of its column's kind.</exception>
    internal static Table Read(string path, string name, Schema schema, CsvOptions options, CancellationToken ct)
    {
        IReadOnlyList<string>? missing = (options.Format ?? schema.Format).Missing;
        using var rows = new ParquetRows(path, name, schema);
        ParquetField[] all = [.. rows.Fields.All];
        IReadOnlyList<string> names = [.. all.Select(field => field.Name)];
        Schema read = ColumnPositions.Present(names, schema, options);
        ParquetField[] fields = [.. ColumnPositions.Find(names, read, options).Select(position => all[position])];
        read = rows.Fields.Plain(read);

        var table = new TableBuilder(read, ParquetText.Format(missing));
        var floats = new FloatCells(missing);
        ParquetReading[] columns =
        [
            .. table.Columns.Select(
                (builder, i) => new ParquetReading(rows, i, fields[i], read.Columns[i], builder, floats)
            ),
        ];
        rows.Select([.. columns.Select(column => column.Expression)]);
        while (rows.Next())
        {
            ct.ThrowIfCancellationRequested();
            Append(rows, columns, table, options.Broken);
        }

        if (rows.Before == 0)
        {
            throw FormatsRefusals.NoRows(name);
        }
        if (ColumnPositions.Dropped(names, read) is { } dropped)
        {
            options.Note?.Invoke(dropped);
        }
        return table.Complete(options.Note);
    }

    /// <summary>Of all that is wrong in a chunk, the first row's is refused.</summary>
    private static void Append(ParquetRows rows, ParquetReading[] columns, TableBuilder table, BrokenCells rule)
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

        if (first is { } fault && !(rule == BrokenCells.Refuse && table.FirstBrokenRow < fault.Row))
        {
            throw fault.Refusal;
        }
        table.End(rows.Before, line: null, rule);
    }
}
