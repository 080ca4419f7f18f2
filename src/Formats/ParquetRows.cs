using AethergenAI.Tables;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace AethergenAI.Formats;

/// <summary>The rows of a Parquet file, in DuckDB's chunks of typed cells.</summary>
internal sealed unsafe class ParquetRows : IDisposable
{
    private readonly DuckDb duckDb;
    private readonly string source;
    private DuckDBResult result;
    private DuckDBType[] types = [];
    private ulong[] cells = []; // the address of each column's cells
    private ulong[] validity = [];
    private DuckDBDataChunk? chunk;
    private bool ended;

    /// <param name="schema">Only its columns are looked at; null: all are.</param>
    /// <exception cref="RefusedException">The file is not a Parquet file, a column cannot be read, or this platform has
    /// no DuckDB.</exception>
    internal ParquetRows(string path, string name, Schema? schema)
        : this(path, name, field => schema is null || schema.Columns.Any(column => column.Name == field.Name), schema)
    { }

    /// <param name="looks">Of the file's columns, which are looked at.</param>
    /// <param name="schema">As whose kinds the columns are read; null: there is none.</param>
    internal ParquetRows(string path, string name, Func<ParquetField, bool> looks, Schema? schema)
    {
        File = name;
        string full = Path.GetFullPath(path);
        source = $"read_parquet({DuckDb.Quote(full)})";
        duckDb = new DuckDb(Path.GetDirectoryName(full)!);
        try
        {
            Fields = new ParquetFields(duckDb, source, name, looks, schema);
        }
        catch (DuckDbException failure)
        {
            duckDb.Dispose();
            throw FormatsRefusals.Damaged(name, failure.Message);
        }
        catch
        {
            duckDb.Dispose();
            throw;
        }
    }

    /// <summary>The file's name, for refusals.</summary>
    internal string File { get; }

    internal ParquetFields Fields { get; }

    /// <summary>The number of rows in the chunk.</summary>
    internal int Count { get; private set; }

    /// <summary>The number of rows before the chunk.</summary>
    internal long Before { get; private set; }

    /// <param name="expressions">The columns to read, in SQL.</param>
    internal void Select(IReadOnlyList<string> expressions)
    {
        try
        {
            result = duckDb.Stream($"select {string.Join(", ", expressions)} from {source}");
        }
        catch (DuckDbException failure)
        {
            throw FormatsRefusals.Damaged(File, failure.Message);
        }
        types = [.. expressions.Select((_, column) => Query.DuckDBColumnType(ref result, column))];
        cells = new ulong[types.Length];
        validity = new ulong[types.Length];
    }

    /// <summary>Reads the next chunk.</summary>
    /// <returns>False at the end of the file.</returns>
    internal bool Next()
    {
        Release();
        if (ended)
        {
            return false;
        }
        chunk = Query.DuckDBFetchChunk(result);
        if (chunk.IsInvalid)
        {
            ended = true;
            return Query.DuckDBResultError(ref result) is not { Length: > 0 } error
                ? false
                : throw FormatsRefusals.Damaged(File, DuckDb.FirstLine(error));
        }
        for (int column = 0; column < types.Length; column++)
        {
            nint vector = DataChunks.DuckDBDataChunkGetVector(chunk, column);
            cells[column] = (ulong)Vectors.DuckDBVectorGetData(vector);
            validity[column] = (ulong)Vectors.DuckDBVectorGetValidity(vector);
        }

        Count = (int)DataChunks.DuckDBDataChunkGetSize(chunk);
        return true;
    }

    /// <summary>The type of a column's cells.</summary>
    internal DuckDBType Type(int column) => types[column];

    internal bool IsMissing(int column, int row)
    {
        var valid = (ulong*)validity[column];
        return valid != null && (valid[row >> 6] >> (row & 63) & 1) == 0;
    }

    /// <typeparam name="T">The values of the column's type.</typeparam>
    internal T Cell<T>(int column, int row)
        where T : unmanaged => ((T*)cells[column])[row];

    /// <summary>A cell of a column of texts, until the next chunk.</summary>
    internal ReadOnlySpan<byte> Text(int column, int row)
    {
        DuckDBString* cell = (DuckDBString*)cells[column] + row;
        return new ReadOnlySpan<byte>(cell->Data, cell->Length);
    }

    private void Release()
    {
        Before += Count;
        Count = 0;
        chunk?.Dispose();
        chunk = null;
    }

    public void Dispose()
    {
        Release();
        Query.DuckDBDestroyResult(ref result);
        duckDb.Dispose();
    }
}
