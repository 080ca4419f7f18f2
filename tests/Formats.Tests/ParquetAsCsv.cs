using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats.Tests;

/// <summary>
/// A Parquet file as CSV, chunk by chunk, each cell in the form of its column in a schema, so that the reader of texts
/// can tell what the reader of typed cells has to find.
/// </summary>
internal sealed class ParquetAsCsv : SequentialStream
{
    private readonly ParquetRows rows;
    private readonly ParquetCells[] cells;
    private byte[] text;
    private int next;

    /// <param name="schema">Only its columns are read; the others' cells are missing.</param>
    /// <param name="missing">The texts that stand for a missing cell beside NULL; null: none.</param>
    internal ParquetAsCsv(string path, Schema schema, IReadOnlyList<string>? missing)
    {
        rows = new ParquetRows(path, Path.GetFileName(path), schema);
        var floats = new FloatCells(missing);
        IReadOnlyList<ParquetField> fields = rows.Fields.All;
        Column?[] known = [.. fields.Select(field => schema.Columns.FirstOrDefault(one => one.Name == field.Name))];
        cells = [.. fields.Select((field, i) => new ParquetCells(rows, i, field, known[i], floats))];
        rows.Select([.. fields.Select((field, i) => known[i] is null ? "null::varchar" : field.Expression())]);
        Plain = rows.Fields.Plain(schema);
        text = Encoding.UTF8.GetBytes(string.Join(',', fields.Select(field => Quoted(field.Name))) + "\n");
    }

    /// <summary>The schema in whose forms the cells are written.</summary>
    internal Schema Plain { get; }

    public override int Read(Span<byte> buffer)
    {
        while (next == text.Length)
        {
            if (!rows.Next())
            {
                return 0;
            }
            text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, rows.Count).Select(Line)));
            next = 0;
        }
        int count = Math.Min(buffer.Length, text.Length - next);
        text.AsSpan(next, count).CopyTo(buffer);
        next += count;
        return count;
    }

    private string Line(int row) =>
        string.Join(
            ',',
            cells.Select(
                (cell, i) =>
                    rows.IsMissing(i, row) ? MissingTokens.Null : Quoted(Encoding.UTF8.GetString(cell.Text(row)))
            )
        ) + "\n";

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    protected override void Dispose(bool disposing)
    {
        rows.Dispose();
        base.Dispose(disposing);
    }
}
