using System.Runtime.ExceptionServices;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// Reads the columns of one block in parallel while the source reads the next block.
/// The result does not depend on the number of threads.
/// </summary>
internal sealed class BlockPipeline(ICellSource source)
{
    private CellBlock next = new();
    private RefusedException? pending;
    private bool begun,
        more;

    public IReadOnlyList<string> Header => source.Header;

    public CellBlock Current { get; private set; } = new();

    /// <summary>
    /// Calls <paramref name="read"/> for every column of the next block; each column is read by one thread.
    /// </summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="RefusedException">The file is malformed; all rows before the fault were read.</exception>
    public bool Next(int columns, Action<CellBlock, int> read, CancellationToken ct)
    {
        if (pending is not null)
        {
            throw pending;
        }
        if (!begun)
        {
            (begun, more) = (true, source.Next(next));
        }
        ct.ThrowIfCancellationRequested();
        if (!more)
        {
            (Current, next) = (new CellBlock(), new CellBlock()); // what follows needs the memory of the last ones
            return false;
        }

        (Current, next) = (next, Current);
        pending = Current.Refusal;
        if (Current.Rows == 0)
        {
            throw pending!;
        }
        try
        {
            // The first work item reads the next block, the others read the columns.
            Parallel.For(0, columns + 1, new ParallelOptions { CancellationToken = ct }, piece =>
            {
                if (piece > 0)
                {
                    read(Current, piece - 1);
                }
                else
                {
                    more = pending is null && source.Next(next);
                }
            });
        }
        catch (AggregateException failures)
        {
            // Callers know how to handle the stream's own exception.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return true;
    }
}
