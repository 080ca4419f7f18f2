using System.Globalization;
using System.Text;
using AethergenAI.Tables;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace AethergenAI.Formats;

/// <summary>
/// Reads a Parquet file as comma-separated text in UTF-8, chunk by chunk, so that the same code types, profiles and
/// checks every file. Dates and booleans have the format of the schema (without one, ISO 8601 and true or false);
/// a missing cell is empty.
/// </summary>
internal sealed unsafe class ParquetText : Stream
{
    private const string OutOfRange = "a date lies before year 1 or after year 9999.";
    private static readonly long FirstMicrosecond =
        (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long LastMicrosecond =
        (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private readonly DuckDb duckDb;
    private readonly string file;
    private readonly Column?[] columns;
    private readonly DuckDBType[] types;
    private readonly ulong[] cells; // the address of each column's cells
    private readonly ulong[] validity;
    private readonly MemoryStream text = new();
    private DuckDBResult result;

    /// <exception cref="RefusedException">The file is not a Parquet file, or this platform has no DuckDB.</exception>
    internal ParquetText(string path, string name, Schema? schema)
    {
        file = name;
        string full = Path.GetFullPath(path);
        duckDb = new DuckDb(null, Path.GetDirectoryName(full)!);
        try
        {
            result = duckDb.Stream(Selection(full));
        }
        catch (DuckDbException failure)
        {
            duckDb.Dispose();
            throw FormatsRefusals.Unreadable(name, failure.Message);
        }

        int count = (int)Query.DuckDBColumnCount(ref result);
        string[] names = [.. Enumerable.Range(0, count).Select(i => Query.DuckDBColumnName(ref result, i))];
        types = [.. Enumerable.Range(0, count).Select(i => Query.DuckDBColumnType(ref result, i))];
        columns = [.. names.Select(column => schema?.Columns.FirstOrDefault(known => known.Name == column))];
        cells = new ulong[count];
        validity = new ulong[count];
        foreach ((int i, string column) in names.Index())
        {
            if (i > 0)
            {
                text.WriteByte((byte)',');
            }
            WriteQuoted(Encoding.UTF8.GetBytes(column));
        }

        text.WriteByte((byte)'\n');
        text.Position = 0;
    }

    /// <summary>
    /// A query that converts everything but dates, times and booleans to text. A double that is a whole number has no
    /// ".0"; NaN is missing.
    /// </summary>
    private string Selection(string path)
    {
        string source = $"read_parquet({DuckDb.Quote(path)})";
        DuckDBResult described = duckDb.Stream($"select * from {source} limit 0");
        try
        {
            var expressions = new List<string>();
            for (int i = 0; i < (int)Query.DuckDBColumnCount(ref described); i++)
            {
                string column = DuckDb.Name(Query.DuckDBColumnName(ref described, i));
                expressions.Add(Expression(column, Query.DuckDBColumnType(ref described, i)));
            }
            return $"select {string.Join(", ", expressions)} from {source}";
        }
        finally
        {
            Query.DuckDBDestroyResult(ref described);
        }
    }

    private static string Expression(string column, DuckDBType type) =>
        type switch
        {
            DuckDBType.Boolean or DuckDBType.Date or DuckDBType.Timestamp => column,
            DuckDBType.TimestampS or DuckDBType.TimestampMs or DuckDBType.TimestampNs =>
                $"{column}::timestamp as {column}",
            DuckDBType.Float or DuckDBType.Double => $"case when isnan({column}) then null "
                + $"when {column} = trunc({column}) and abs({column}) < 9e15 then {column}::bigint::varchar "
                + $"else {column}::varchar end as {column}",
            _ => $"{column}::varchar as {column}",
        };

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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
        using DuckDBDataChunk chunk = Query.DuckDBFetchChunk(result);
        if (chunk.IsInvalid)
        {
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
                else if (columns.Length == 1)
                {
                    text.Write("\"\""u8); // a blank line would be skipped
                }
            }

            text.WriteByte((byte)'\n');
        }

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
                WriteQuoted(
                    Encoding.UTF8.GetBytes(value ? boolean?.TrueText ?? "true" : boolean?.FalseText ?? "false")
                );
                break;
            case DuckDBType.Date:
                long number = (long)((int*)data)[row] + DateParquetColumn.Epoch;
                if (number < 0 || number > DateOnly.MaxValue.DayNumber)
                {
                    throw FormatsRefusals.Unreadable(file, OutOfRange);
                }
                var day = DateOnly.FromDayNumber((int)number);
                WriteQuoted(
                    Encoding.UTF8.GetBytes(
                        columns[column] is DateTimeColumn timed
                            ? day.ToDateTime(TimeOnly.MinValue).ToString(timed.Format, CultureInfo.InvariantCulture)
                            : day.ToString(
                                (columns[column] as DateColumn)?.Format ?? "yyyy-MM-dd",
                                CultureInfo.InvariantCulture
                            )
                    )
                );
                break;
            case DuckDBType.Timestamp:
                long microseconds = ((long*)data)[row];
                if (microseconds < FirstMicrosecond || microseconds > LastMicrosecond)
                {
                    throw FormatsRefusals.Unreadable(file, OutOfRange);
                }
                DateTime time = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
                string format = columns[column] switch
                {
                    DateTimeColumn known => known.Format,
                    DateColumn known => known.Format,
                    _ => "yyyy-MM-dd'T'HH:mm:ss",
                };
                WriteQuoted(Encoding.UTF8.GetBytes(time.ToString(format, CultureInfo.InvariantCulture)));
                break;
            default:
                var cell = (DuckDBString*)data + row;
                WriteQuoted(new ReadOnlySpan<byte>(cell->Data, cell->Length));
                break;
        }
    }

    private void WriteQuoted(ReadOnlySpan<byte> cell)
    {
        if (!cell.ContainsAny(",\"\r\n"u8))
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

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
