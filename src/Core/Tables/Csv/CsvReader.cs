namespace AethergenAI.Tables.Csv;

/// <summary>Reads a file into a table. Memory is bounded by the typed columns, not by the text.</summary>
public static class CsvReader
{
    /// <summary>
    /// The table of <paramref name="schema"/>, in its column order, whatever the file's.
    /// A cell that is not of its column's kind refuses the file; bounds, levels and constraints are for the schema
    /// check: a level that the schema does not list follows the listed ones in <see cref="LevelData.Levels"/>,
    /// so codes below the schema's number of levels are the schema's. Booleans are codes 0 and 1.
    /// </summary>
    /// <param name="stream">Read once, to its end, and left open.</param>
    /// <exception cref="RefusedException">The file is malformed, its columns are not the schema's,
    /// or a cell is not of its kind.</exception>
    public static Table Read(Stream stream, Schema schema, CsvOptions? options = null, CancellationToken ct = default)
    {
        var rows = new TypedRows(stream, schema, options ?? CsvOptions.Default);
        while (rows.Next(ct))
        {
            if (rows.FirstBreak() is { } refusal)
            {
                throw refusal;
            }
        }

        return rows.Take();
    }
}
