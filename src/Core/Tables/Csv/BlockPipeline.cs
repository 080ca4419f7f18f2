using System.Runtime.ExceptionServices;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// Cuts the next block while the columns of the last one are read in parallel;
/// what comes out does not depend on the number of threads.
/// </summary>
internal sealed class BlockPipeline(CsvTokenizer tokenizer)
{
    private CsvBlock next = new();
    private RefusedException? pending;
    private bool begun,
        more;

    public IReadOnlyList<string> Header => tokenizer.Header;

    public CsvBlock Current { get; private set; } = new();

    /// <summary>Hands every column of the next block to <paramref name="read"/>, each from one thread.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="RefusedException">The file is malformed; the rows before were handed over.</exception>
    public bool Next(int columns, Action<CsvBlock, int> read, CancellationToken ct)
    {
        if (pending is not null)
        {
            throw pending;
        }
        if (!begun)
        {
            (begun, more) = (true, tokenizer.Next(next));
        }
        ct.ThrowIfCancellationRequested();
        if (!more)
        {
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
            // The first piece of work cuts the next block, beside the columns.
            Parallel.For(0, columns + 1, new ParallelOptions { CancellationToken = ct }, piece =>
            {
                if (piece > 0)
                {
                    read(Current, piece - 1);
                }
                else
                {
                    more = pending is null && tokenizer.Next(next);
                }
            });
        }
        catch (AggregateException failures)
        {
            // The stream's own failure is what callers know how to handle.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return true;
    }
}
