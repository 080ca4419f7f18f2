using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats.Tests;

/// <summary>
/// Writes a Parquet file as CSV, each cell in the form of its column in a schema, so that the reader of texts can tell
/// what the reader of typed cells has to find.
/// </summary>
internal static class ParquetAsCsv
{
    /// <param name="schema">Only its columns are read; the others' cells are missing.</param>
    /// <param name="missing">The texts that stand for a missing cell beside NULL; null: none.</param>
    /// <param name="plain">The schema in whose forms the cells are written.</param>
    internal static MemoryStream Write(string path, Schema schema, IReadOnlyList<string>? missing, out Schema plain)
    {
        using var rows = new ParquetRows(path, Path.GetFileName(path), schema);
        var floats = new FloatCells(missing);
        IReadOnlyList<ParquetField> fields = rows.Fields.All;
        Column?[] known = [.. fields.Select(field => schema.Columns.FirstOrDefault(one => one.Name == field.Name))];
        ParquetCells[] cells = [.. fields.Select((field, i) => new ParquetCells(rows, i, field, known[i], floats))];
        rows.Select([.. fields.Select((field, i) => known[i] is null ? "null::varchar" : field.Expression())]);

        var text = new StringBuilder().AppendJoin(',', fields.Select(field => Quoted(field.Name))).Append('\n');
        while (rows.Next())
        {
            for (int row = 0; row < rows.Count; row++)
            {
                string[] written =
                [
                    .. cells.Select(
                        (cell, i) =>
                            rows.IsMissing(i, row)
                                ? MissingTokens.Null
                                : Quoted(Encoding.UTF8.GetString(cell.Text(row)))
                    ),
                ];
                text.AppendJoin(',', written).Append('\n');
            }
        }
        plain = rows.Fields.Plain(schema);
        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
