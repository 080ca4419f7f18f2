using AethergenAI.Tables;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

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
    private readonly DuckDBAppender? appender;
    private readonly DuckDBDataChunk? chunk;

    internal ParquetWriter(string path, Schema schema)
        : base(path)
    {
        file = Path.GetFileName(path);
        gathering = Partial + ".duckdb";
        var types = schema.Format.Types;
        columns = [.. schema.Columns.Select(column => ParquetColumn.Of(column, types?.GetValueOrDefault(column.Name)))];
        try
        {
            duckDb = new DuckDb(gathering, Path.GetDirectoryName(Partial)!);
            var typed = columns.Select(column => $"{DuckDb.Name(column.Name)} {column.SqlType}");
            duckDb.Execute($"create table gathered ({string.Join(", ", typed)})");
            Check(Appender.DuckDBAppenderCreate(duckDb.Connection, null!, "gathered", out appender));
            chunk = CreateChunk();
        }
        catch (DuckDbException failure)
        {
            Dispose();
            throw FormatsRefusals.Unwritable(file, failure.Message);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override void Append(Table block)
    {
        int size = (int)Helpers.DuckDBVectorSize();
        for (int from = 0; from < block.RowCount; from += size)
        {
            int count = Math.Min(size, block.RowCount - from);
            DataChunks.DuckDBDataChunkReset(chunk!);
            for (int i = 0; i < columns.Length; i++)
            {
                nint vector = DataChunks.DuckDBDataChunkGetVector(chunk!, i);
                Vectors.DuckDBVectorEnsureValidityWritable(vector);
                ulong* valid = Vectors.DuckDBVectorGetValidity(vector);
                new Span<ulong>(valid, size / 64).Fill(ulong.MaxValue);
                columns[i].Fill(block.Columns[i], from, count, vector, valid);
            }

            _ = DataChunks.DuckDBDataChunkSetSize(chunk!, (ulong)count);
            Check(Appender.DuckDBAppendDataChunk(appender!, chunk!));
        }
    }

    protected override void Finish()
    {
        Check(Appender.DuckDBAppenderClose(appender!));
        try
        {
            string cells = string.Join(", ", columns.Select(Cast));
            duckDb.Execute(
                $"copy (select {cells} from gathered) to {DuckDb.Quote(Partial)} (format parquet, compression zstd)"
            );
        }
        catch (DuckDbException failure)
        {
            throw FormatsRefusals.Unwritable(file, failure.Message);
        }
    }

    protected override void Release()
    {
        chunk?.Dispose();
        appender?.Dispose();
        duckDb?.Dispose();
        File.Delete(gathering);
        File.Delete(gathering + ".wal");
    }

    private static string Cast(ParquetColumn column)
    {
        string name = DuckDb.Name(column.Name);
        return column.FileType is { } type ? $"{name}::{type} as {name}" : name;
    }

    private DuckDBDataChunk CreateChunk()
    {
        DuckDBLogicalType[] types = [.. columns.Select(column => column.CreateLogicalType())];
        DuckDBDataChunk created = DataChunks.DuckDBCreateDataChunk(
            [.. types.Select(type => type.DangerousGetHandle())],
            (ulong)types.Length
        );
        foreach (DuckDBLogicalType type in types)
        {
            type.Dispose();
        }
        return created;
    }

    private void Check(DuckDBState state)
    {
        if (state == DuckDBState.Success)
        {
            return;
        }
        throw FormatsRefusals.Unwritable(
            file,
            appender is null
                ? "no reason given."
                : DuckDb.FirstLine(ErrorData.DuckDBErrorDataMessage(Appender.DuckDBAppenderErrorData(appender)))
        );
    }
}
