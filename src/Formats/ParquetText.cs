using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using AethergenAI.Tables;
using static AethergenAI.Formats.DuckDbApi;

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
    private readonly DuckDbApi.Type[] types;
    private readonly ulong[] cells; // the address of each column's cells
    private readonly ulong[] validity;
    private readonly MemoryStream text = new();
    private Result result;

    /// <exception cref="RefusedException">The file is not a Parquet file, or this platform has no DuckDB.</exception>
    internal ParquetText(string path, string name, Schema? schema)
    {
        file = name;
        string full = Path.GetFullPath(path);
        duckDb = new DuckDb(null, Path.GetDirectoryName(full)!);
        try
        {
            result = duckDb.Stream(Query(full));
        }
        catch (DuckDbException failure)
        {
            duckDb.Dispose();
            throw FormatsRefusals.Unreadable(name, failure.Message);
        }

        int count = (int)duckdb_column_count(ref result);
        string[] names =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => Marshal.PtrToStringUTF8(duckdb_column_name(ref result, (ulong)i))!),
        ];
        types = [.. Enumerable.Range(0, count).Select(i => duckdb_column_type(ref result, (ulong)i))];
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
    private string Query(string path)
    {
        string source = $"read_parquet({DuckDb.Quote(path)})";
        Result described = duckDb.Stream($"select * from {source} limit 0");
        try
        {
            var expressions = new List<string>();
            for (ulong i = 0; i < duckdb_column_count(ref described); i++)
            {
                string column = DuckDb.Name(Marshal.PtrToStringUTF8(duckdb_column_name(ref described, i))!);
                expressions.Add(Expression(column, duckdb_column_type(ref described, i)));
            }
            return $"select {string.Join(", ", expressions)} from {source}";
        }
        finally
        {
            duckdb_destroy_result(ref described);
        }
    }

    private static string Expression(string column, DuckDbApi.Type type) =>
        type switch
        {
            DuckDbApi.Type.Boolean or DuckDbApi.Type.Date or DuckDbApi.Type.Timestamp => column,
            DuckDbApi.Type.TimestampSeconds
            or DuckDbApi.Type.TimestampMilliseconds
            or DuckDbApi.Type.TimestampNanoseconds => $"{column}::timestamp as {column}",
            DuckDbApi.Type.Float or DuckDbApi.Type.Double => $"case when isnan({column}) then null "
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
        nint chunk = duckdb_fetch_chunk(result);
        if (chunk == 0)
        {
            return duckdb_result_error(ref result) is var error && error == 0
                ? false
                : throw FormatsRefusals.Unreadable(file, DuckDb.FirstLine(error));
        }

        text.SetLength(0);
        for (int i = 0; i < columns.Length; i++)
        {
            nint vector = duckdb_data_chunk_get_vector(chunk, (ulong)i);
            cells[i] = (ulong)duckdb_vector_get_data(vector);
            validity[i] = (ulong)duckdb_vector_get_validity(vector);
        }

        int rows = (int)duckdb_data_chunk_get_size(chunk);
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
                    text.Write("\"\""u8);
                } // a blank line would be skipped
            }

            text.WriteByte((byte)'\n');
        }

        text.Position = 0;
        duckdb_destroy_data_chunk(ref chunk);
        return true;
    }

    private void WriteCell(int column, int row)
    {
        void* data = (void*)cells[column];
        switch (types[column])
        {
            case DuckDbApi.Type.Boolean:
                bool value = ((byte*)data)[row] != 0;
                var boolean = columns[column] as BooleanColumn;
                WriteQuoted(
                    Encoding.UTF8.GetBytes(value ? boolean?.TrueText ?? "true" : boolean?.FalseText ?? "false")
                );
                break;
            case DuckDbApi.Type.Date:
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
            case DuckDbApi.Type.Timestamp:
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
                Text* cell = (Text*)data + row;
                WriteQuoted(
                    new ReadOnlySpan<byte>(cell->Length <= 12 ? &cell->Inline : cell->Pointer, (int)cell->Length)
                );
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
        duckdb_destroy_result(ref result);
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
