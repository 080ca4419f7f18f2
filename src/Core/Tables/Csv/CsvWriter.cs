namespace AethergenAI.Tables.Csv;

/// <summary>Writes a table as a file that <see cref="CsvReader"/> reads back to the same cells.</summary>
public static class CsvWriter
{
    /// <param name="stream">Left open.</param>
    /// <param name="table">Must have every column of the schema, with the schema's kinds.</param>
    public static void Write(Stream stream, Table table, Schema schema, CancellationToken ct = default)
    {
        using var rows = new CsvRowWriter(stream, schema);
        rows.Write(table, ct);
    }
}
