using AethergenAI.Tables;
using static AethergenAI.Formats.DuckDbApi;

namespace AethergenAI.Formats;

/// <summary>
/// Writes Parquet with Zstandard compression through DuckDB. Blocks are collected in a database file beside the output,
/// so memory does not grow with the rows; the same blocks give the same bytes.
/// </summary>
internal sealed unsafe class ParquetWriter : TableWriter
{
    private readonly string file;
    private readonly string gathering;
    private readonly ParquetColumn[] columns;
    private readonly DuckDb duckDb;
    private nint appender;
    private nint chunk;

    internal ParquetWriter(string path, Schema schema)
        : base(path)
    {
        file = Path.GetFileName(path);
        gathering = Partial + ".duckdb";
        columns = [.. schema.Columns.Select(ParquetColumn.Of)];
        try
        {
            duckDb = new DuckDb(gathering, Path.GetDirectoryName(Partial)!);
            var typed = columns.Select(column => $"{DuckDb.Name(column.Name)} {column.SqlType}");
            duckDb.Execute($"create table gathered ({string.Join(", ", typed)})");
            Check(duckdb_appender_create(duckDb.Connection, null, "gathered", out appender));
        }
        catch (DuckDbException failure)
        {
            Dispose();
            throw FormatsRefusals.Unwritable(file, failure.Message);
        }

        chunk = CreateChunk();
    }

    public override void Append(Table block)
    {
        int size = (int)duckdb_vector_size();
        for (int from = 0; from < block.RowCount; from += size)
        {
            int count = Math.Min(size, block.RowCount - from);
            duckdb_data_chunk_reset(chunk);
            for (int i = 0; i < columns.Length; i++)
            {
                nint vector = duckdb_data_chunk_get_vector(chunk, (ulong)i);
                duckdb_vector_ensure_validity_writable(vector);
                ulong* valid = duckdb_vector_get_validity(vector);
                new Span<ulong>(valid, size / 64).Fill(ulong.MaxValue);
                columns[i].Fill(block.Columns[i], from, count, vector, valid);
            }

            duckdb_data_chunk_set_size(chunk, (ulong)count);
            Check(duckdb_append_data_chunk(appender, chunk));
        }
    }

    protected override void Finish()
    {
        Check(duckdb_appender_close(appender));
        try
        {
            duckDb.Execute($"copy gathered to {DuckDb.Quote(Partial)} (format parquet, compression zstd)");
        }
        catch (DuckDbException failure)
        {
            throw FormatsRefusals.Unwritable(file, failure.Message);
        }
    }

    protected override void Release()
    {
        if (chunk != 0)
        {
            duckdb_destroy_data_chunk(ref chunk);
        }
        if (appender != 0)
        {
            _ = duckdb_appender_destroy(ref appender);
        }
        duckDb?.Dispose();
        File.Delete(gathering);
        File.Delete(gathering + ".wal");
    }

    private nint CreateChunk()
    {
        nint[] types = [.. columns.Select(column => column.CreateLogicalType())];
        fixed (nint* first = types)
        {
            nint created = duckdb_create_data_chunk(first, (ulong)types.Length);
            for (int i = 0; i < types.Length; i++)
            {
                duckdb_destroy_logical_type(ref types[i]);
            }
            return created;
        }
    }

    private void Check(int state)
    {
        if (state != 0)
        {
            throw FormatsRefusals.Unwritable(
                file,
                DuckDb.FirstLine(appender == 0 ? 0 : duckdb_appender_error(appender))
            );
        }
    }
}
