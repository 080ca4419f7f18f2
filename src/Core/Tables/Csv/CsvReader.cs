namespace AethergenAI.Tables.Csv;

/// <summary>Reads a file into a table. Memory grows with the typed columns, not with the text.</summary>
public static class CsvReader
{
    /// <summary>
    /// Reads the columns of <paramref name="schema"/>, in the schema's order whatever the file's order. A cell
    /// that is not of its column's kind refuses the file, unless the options count it as missing. The reader does not
    /// check bounds, levels and constraints; the schema check does. In <see cref="LevelData.Levels"/>, levels that are
    /// not in the schema follow the schema's own, so codes below the schema's number of levels are the schema's.
    /// Booleans have the codes 0 and 1.
    /// </summary>
    /// <param name="stream">Read once to its end and left open.</param>
    /// <exception cref="RefusedException">The file is malformed, its columns are not the schema's,
    /// or a cell is not of its column's kind.</exception>
    public static Table Read(Stream stream, Schema schema, CsvOptions? options = null, CancellationToken ct = default)
    {
        options ??= CsvOptions.Default;
        using var rows = new TypedRows(stream, schema, options);
        while (rows.Next(ct))
        {
            rows.Table.End(rows.Block.FirstRow, rows.Block.Line, options.Broken);
        }

        return rows.Table.Complete(options.Note);
    }
}
