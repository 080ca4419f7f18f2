using System.Globalization;
using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace AethergenAI.Formats;

/// <summary>
/// Reads a Parquet file as comma-separated text in UTF-8, chunk by chunk, so that the same code types, profiles and
/// checks every file. Dates and booleans have the format of the schema (without one, ISO 8601 and true or false). A
/// missing cell is <see cref="MissingTokens.Null"/>, so that every other text is a text.
/// </summary>
internal sealed unsafe class ParquetText : SequentialStream
{
    private const string OutOfRange = "a date lies before year 1 or after year 9999.";
    private const long MicrosecondsOfDay = 86_400_000_000;
    private static readonly long FirstMicrosecond =
        (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long LastMicrosecond =
        (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly byte[] NullCell = Encoding.UTF8.GetBytes(MissingTokens.Null);

    private readonly DuckDb duckDb;
    private readonly string file;
    private readonly ParquetFields fields;
    private readonly Column?[] columns;
    private readonly MomentCells[] moments;
    private readonly FloatCells floats;
    private readonly DuckDBType[] types;
    private readonly ulong[] cells; // the address of each column's cells
    private readonly ulong[] validity;
    private readonly MemoryStream text = new();
    private DuckDBResult result;
    private long rowsBefore;
    private bool ended;

    /// <param name="schema">Only its columns are read; the others' cells are missing. Null: all are read.</param>
    /// <param name="missing">The texts that stand for a missing cell beside NULL; null: none.</param>
    /// <exception cref="RefusedException">The file is not a Parquet file, a column cannot be read, or this platform has
    /// no DuckDB.</exception>
    internal ParquetText(string path, string name, Schema? schema, IReadOnlyList<string>? missing)
    {
        file = name;
        string full = Path.GetFullPath(path);
        duckDb = new DuckDb(null, Path.GetDirectoryName(full)!);
        try
        {
            string source = $"read_parquet({DuckDb.Quote(full)})";
            fields = new ParquetFields(duckDb, source, name, schema);
            columns =
            [
                .. fields.All.Select(field => schema?.Columns.FirstOrDefault(known => known.Name == field.Name)),
            ];
            var expressions = fields.All.Select(field =>
                schema is null || schema.Columns.Any(column => column.Name == field.Name)
                    ? field.Expression()
                    : "null::varchar"
            );
            result = duckDb.Stream($"select {string.Join(", ", expressions)} from {source}");
        }
        catch (DuckDbException failure)
        {
            duckDb.Dispose();
            throw FormatsRefusals.Unreadable(name, failure.Message);
        }
        catch
        {
            duckDb.Dispose();
            throw;
        }

        int count = fields.All.Count;
        types = [.. Enumerable.Range(0, count).Select(i => Query.DuckDBColumnType(ref result, i))];
        moments = [.. fields.All.Select((field, i) => new MomentCells(columns[i], field, fields.Decimals(field)))];
        floats = new FloatCells(missing);
        cells = new ulong[count];
        validity = new ulong[count];
        text.Write(Encoding.UTF8.Preamble);
        foreach ((int i, ParquetField field) in fields.All.Index())
        {
            if (i > 0)
            {
                text.WriteByte((byte)',');
            }
            WriteQuoted(Encoding.UTF8.GetBytes(field.Name));
        }

        text.WriteByte((byte)'\n');
        text.Position = 0;
    }

    /// <summary>What the file says about its columns, by name.</summary>
    internal IReadOnlyDictionary<string, StoredType> Stored => fields.Stored;

    /// <summary>The types of the file's columns, by name.</summary>
    internal IReadOnlyDictionary<string, string> Types => fields.Types;

    /// <summary>Whether the file stores the column as numbers.</summary>
    internal bool IsNumber(string column) =>
        fields.Stored.TryGetValue(column, out StoredType type) && (type is StoredType.Whole or StoredType.Decimal);

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }
        while (text.Position == text.Length)
        {
            if (!NextChunk())
            {
                return 0;
            }
        }

        return text.Read(buffer);
    }

    private bool NextChunk()
    {
        if (ended)
        {
            return false;
        }
        using DuckDBDataChunk chunk = Query.DuckDBFetchChunk(result);
        if (chunk.IsInvalid)
        {
            ended = true;
            return Query.DuckDBResultError(ref result) is not { Length: > 0 } error
                ? false
                : throw FormatsRefusals.Unreadable(file, DuckDb.FirstLine(error));
        }

        text.SetLength(0);
        for (int i = 0; i < columns.Length; i++)
        {
            nint vector = DataChunks.DuckDBDataChunkGetVector(chunk, i);
            cells[i] = (ulong)Vectors.DuckDBVectorGetData(vector);
            validity[i] = (ulong)Vectors.DuckDBVectorGetValidity(vector);
        }

        int rows = (int)DataChunks.DuckDBDataChunkGetSize(chunk);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                if (i > 0)
                {
                    text.WriteByte((byte)',');
                }
                var valid = (ulong*)validity[i];
                if (valid == null || (valid[row >> 6] >> (row & 63) & 1) != 0)
                {
                    WriteCell(i, row);
                }
                else
                {
                    text.Write(NullCell);
                }
            }

            text.WriteByte((byte)'\n');
        }

        rowsBefore += rows;
        text.Position = 0;
        return true;
    }

    private void WriteCell(int column, int row)
    {
        void* data = (void*)cells[column];
        switch (types[column])
        {
            case DuckDBType.Boolean:
                bool value = ((byte*)data)[row] != 0;
                var boolean = columns[column] as BooleanColumn;
                Write(value ? boolean?.TrueText ?? "true" : boolean?.FalseText ?? "false");
                break;
            case DuckDBType.Date:
                long days = ((int*)data)[row];
                CheckRange(days > LastMicrosecond / MicrosecondsOfDay || days < FirstMicrosecond / MicrosecondsOfDay);
                Write(moments[column].Text(days * MicrosecondsOfDay));
                break;
            case DuckDBType.Timestamp or DuckDBType.TimestampTz:
                long microseconds = ((long*)data)[row];
                CheckRange(microseconds < FirstMicrosecond || microseconds > LastMicrosecond);
                Write(moments[column].Text(microseconds));
                break;
            case DuckDBType.Time:
                Write(Time(((long*)data)[row], fields.Decimals(fields.All[column])));
                break;
            case DuckDBType.Float:
                float single = ((float*)data)[row];
                Write(float.IsFinite(single) ? FloatCells.Text(single) : NotFinite(single, column, row));
                break;
            case DuckDBType.Double:
                double number = ((double*)data)[row];
                Write(double.IsFinite(number) ? FloatCells.Text(number) : NotFinite(number, column, row));
                break;
            default:
                var cell = (DuckDBString*)data + row;
                WriteQuoted(new ReadOnlySpan<byte>(cell->Data, cell->Length));
                break;
        }
    }

    private static string Time(long microseconds, int decimals)
    {
        string fraction = decimals == 0 ? "" : $".{new string('f', decimals)}";
        return DateTime
            .UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            .ToString($"HH:mm:ss{fraction}", CultureInfo.InvariantCulture);
    }

    private string NotFinite(double number, int column, int row) =>
        floats.Missing(number)
            ? MissingTokens.Null
            : throw FormatsRefusals.NotFinite(
                file,
                fields.All[column].Name,
                rowsBefore + row + 1,
                FloatCells.Name(number)
            );

    private void CheckRange(bool outside)
    {
        if (outside)
        {
            throw FormatsRefusals.Unreadable(file, OutOfRange);
        }
    }

    private void Write(string cell) => WriteQuoted(Encoding.UTF8.GetBytes(cell));

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
        Query.DuckDBDestroyResult(ref result);
        duckDb.Dispose();
        base.Dispose(disposing);
    }
}
