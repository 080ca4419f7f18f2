using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using AethergenAI.Tables;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace AethergenAI.Formats;

/// <summary>
/// The table function <c>blocks()</c> of a database: a statement on another thread reads through it the blocks that are
/// added here, in their order. At most <see cref="MaxWaiting"/> blocks wait.
/// </summary>
internal sealed unsafe class BlockSource : IDisposable
{
    private const int MaxWaiting = 4;

    private readonly IReadOnlyList<ParquetColumn> columns;
    private readonly BlockingCollection<Table> blocks = new(MaxWaiting);
    private readonly CancellationTokenSource ended = new();
    private GCHandle self;
    private Table? block;
    private int next;
    private volatile bool stopped;
    private ExceptionDispatchInfo? fault;

    /// <exception cref="DuckDbException">The database does not take the function.</exception>
    internal BlockSource(DuckDb duckDb, IReadOnlyList<ParquetColumn> columns)
    {
        this.columns = columns;
        self = GCHandle.Alloc(this);
        nint function = TableFunction.DuckDBCreateTableFunction();
        TableFunction.DuckDBTableFunctionSetName(function, "blocks");
        TableFunction.DuckDBTableFunctionSetExtraInfo(function, GCHandle.ToIntPtr(self), &Ignore);
        TableFunction.DuckDBTableFunctionSetBind(function, &Bind);
        TableFunction.DuckDBTableFunctionSetInit(function, &Ignore);
        TableFunction.DuckDBTableFunctionSetFunction(function, &ReadChunk);
        DuckDBState registered = TableFunction.DuckDBRegisterTableFunction(duckDb.Connection, function);
        TableFunction.DuckDBDestroyTableFunction(ref function);
        if (registered != DuckDBState.Success)
        {
            Dispose();
            throw new DuckDbException("DuckDB did not take the source of the rows.");
        }
    }

    /// <summary>Waits until there is room for the block.</summary>
    /// <returns>Whether the statement still reads.</returns>
    internal bool Add(Table added)
    {
        try
        {
            blocks.Add(added, ended.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            fault?.Throw();
            return false;
        }
    }

    /// <summary>There are no more blocks: the statement ends with the last one.</summary>
    internal void Complete() => blocks.CompleteAdding();

    /// <summary>There are no more blocks, and the statement fails.</summary>
    internal void Stop()
    {
        stopped = true;
        Complete();
    }

    /// <summary>The statement has ended; blocks that still wait are not read.</summary>
    internal void End() => ended.Cancel();

    /// <summary>Keeps what went wrong on another thread, for <see cref="ThrowFault"/>.</summary>
    internal void Fail(Exception bug)
    {
        fault ??= ExceptionDispatchInfo.Capture(bug);
        stopped = true;
    }

    /// <summary>Throws what went wrong while a block was read.</summary>
    internal void ThrowFault() => fault?.Throw();

    private int Fill(DuckDBDataChunk chunk)
    {
        while (block is null || next == block.RowCount)
        {
            next = 0;
            if (!blocks.TryTake(out block, Timeout.Infinite))
            {
                return 0;
            }
        }
        int count = Math.Min((int)Helpers.DuckDBVectorSize(), block.RowCount - next);
        for (int i = 0; i < columns.Count; i++)
        {
            columns[i].Fill(block.Columns[i], next, count, DataChunks.DuckDBDataChunkGetVector(chunk, i));
        }
        next += count;
        return count;
    }

    private void Read(nint info, nint chunk)
    {
        using var filled = new DuckDBDataChunk(chunk); // DuckDB owns the memory
        try
        {
            _ = DataChunks.DuckDBDataChunkSetSize(filled, (ulong)Fill(filled));
        }
        catch (Exception bug)
        {
            // None may leave a method that native code calls: the writer's thread throws it.
            Fail(bug);
        }
        if (stopped)
        {
            TableFunction.DuckDBFunctionSetError(info, "The rows end too early.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(nint info) { }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        BlockSource source = Of(TableFunction.DuckDBBindGetExtraInfo(info));
        try
        {
            foreach (var column in source.columns)
            {
                using DuckDBLogicalType type = column.CreateLogicalType();
                TableFunction.DuckDBBindAddResultColumn(info, column.Name, type);
            }
        }
        catch (Exception bug)
        {
            source.Fail(bug);
            TableFunction.DuckDBBindSetError(info, "The columns cannot be told.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ReadChunk(nint info, nint chunk) =>
        Of(TableFunction.DuckDBFunctionGetExtraInfo(info)).Read(info, chunk);

    private static BlockSource Of(nint handle) => (BlockSource)GCHandle.FromIntPtr(handle).Target!;

    public void Dispose()
    {
        self.Free();
        blocks.Dispose();
        ended.Dispose();
    }
}
