using System.Text;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats;

/// <summary>
/// A Parquet file as comma-separated text in UTF-8, chunk by chunk, so that fingerprints of rows are the same whether a
/// file is CSV or Parquet. A missing cell is <see cref="MissingTokens.Null"/>, so that every other text is a text. All
/// columns are read, whatever they hold: several values or bytes in a cell are one text, and a date outside the years
/// that are known is missing.
/// </summary>
internal sealed class ParquetText : SequentialStream
{
    private static readonly byte[] NullCell = Encoding.UTF8.GetBytes(MissingTokens.Null);

    private readonly ParquetRows rows;
    private readonly ParquetCells[] columns;
    private readonly MemoryStream text = new();

    /// <param name="missing">The texts that stand for a missing cell beside NULL; null: none.</param>
    /// <exception cref="RefusedException">The file is not a Parquet file, a column cannot be read, or this platform has
    /// no DuckDB.</exception>
    internal ParquetText(string path, string name, IReadOnlyList<string>? missing)
    {
        rows = new ParquetRows(path, name, field => !field.IsNested, schema: null);
        var floats = new FloatCells(missing);
        try
        {
            columns = [.. rows.Fields.All.Select((field, i) => new ParquetCells(rows, i, field, known: null, floats))];
            rows.Select([.. rows.Fields.All.Select(Expression)]);
        }
        catch
        {
            rows.Dispose();
            throw;
        }

        text.Write(Encoding.UTF8.Preamble);
        foreach ((int i, ParquetField field) in rows.Fields.All.Index())
        {
            Separate(i);
            WriteQuoted(Encoding.UTF8.GetBytes(field.Name));
        }

        text.WriteByte((byte)'\n');
        text.Position = 0;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }
        while (text.Position == text.Length)
        {
            if (!rows.Next())
            {
                return 0;
            }
            WriteChunk();
        }

        return text.Read(buffer);
    }

    private void WriteChunk()
    {
        text.SetLength(0);
        for (int row = 0; row < rows.Count; row++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                Separate(i);
                if (rows.IsMissing(i, row))
                {
                    text.Write(NullCell);
                }
                else
                {
                    Write(columns[i], row);
                }
            }

            text.WriteByte((byte)'\n');
        }

        text.Position = 0;
    }

    private void Write(ParquetCells column, int row)
    {
        try
        {
            WriteQuoted(column.Text(row));
        }
        catch (RefusedException refusal) when (refusal.Code == FormatsRefusals.OutOfYearsCode)
        {
            text.Write(NullCell);
        }
    }

    private void Separate(int column)
    {
        if (column > 0)
        {
            text.WriteByte((byte)',');
        }
    }

    private static string Expression(ParquetField field) =>
        field.IsNested ? $"{field.Quoted}::varchar" : field.Expression();

    /// <summary>Quotes what a reader would otherwise cut, trim or skip.</summary>
    private void WriteQuoted(ReadOnlySpan<byte> cell)
    {
        bool plain = cell.Length > 0 && cell[0] != ' ' && cell[^1] != ' ' && !cell.ContainsAny(",\"\r\n"u8);
        if (plain)
        {
            text.Write(cell);
            return;
        }

        text.WriteByte((byte)'"');
        for (int quote; (quote = cell.IndexOf((byte)'"')) >= 0; cell = cell[(quote + 1)..])
        {
            text.Write(cell[..(quote + 1)]);
            text.WriteByte((byte)'"');
        }

        text.Write(cell);
        text.WriteByte((byte)'"');
    }

    protected override void Dispose(bool disposing)
    {
        rows.Dispose();
        base.Dispose(disposing);
    }
}
