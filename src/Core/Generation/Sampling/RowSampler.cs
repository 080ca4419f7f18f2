using System.Runtime.ExceptionServices;

namespace AethergenAI.Generation.Sampling;

/// <summary>
/// Samples rows from a model: noise by row number, the sampler graph in blocks of <see cref="BlockRows"/>
/// aligned to the row number, and decoding; <see cref="BlockSampler"/> draws rows again that break a constraint.
/// The rows depend only on model, seed, row numbers and given cells.
/// </summary>
public static class RowSampler
{
    public const int BlockRows = 4096;

    /// <summary>Samples all rows into memory.</summary>
    /// <param name="sampler">Runs <see cref="Model.Graph"/>.</param>
    /// <exception cref="RefusedException">The request does not fit the model,
    /// or a row breaks a constraint in every draw.</exception>
    public static SampleResult Sample(
        Model model,
        ITokenSampler sampler,
        SampleRequest request,
        IProgress<RunProgress> progress,
        CancellationToken ct
    )
    {
        var blocks = new BlockSampler(model, sampler, request);
        if (request.Rows > Array.MaxLength)
        {
            throw GenerationRefusals.TooManyRows(request.Rows);
        }
        var buffer = blocks.Buffer((int)request.Rows);
        long done = 0,
            resampled = 0;
        try
        {
            Parallel.For(
                blocks.First,
                blocks.End,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = request.Parallelism ?? sampler.Parallelism,
                    CancellationToken = ct,
                },
                block =>
                {
                    var (first, rows) = blocks.Range(block);
                    int again = blocks.Fill(block, buffer, (int)(first - request.FirstRow), unmet: null, ct);
                    Interlocked.Add(ref resampled, again);
                    Report(progress, sampler, Interlocked.Add(ref done, rows), request.Rows);
                }
            );
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.Flatten().InnerExceptions[0]);
        }

        return new SampleResult(buffer.ToTable(), resampled);
    }

    /// <summary>
    /// Samples the rows block by block, in order. Only a few blocks are ahead of the reader,
    /// so memory does not grow with the rows.
    /// </summary>
    /// <param name="sampler">Runs <see cref="Model.Graph"/>.</param>
    /// <exception cref="RefusedException">The request does not fit the model; or, when that block is read,
    /// a row breaks a constraint in every draw.</exception>
    public static IEnumerable<SampledBlock> Blocks(
        Model model,
        ITokenSampler sampler,
        SampleRequest request,
        IProgress<RunProgress> progress,
        CancellationToken ct
    ) => Blocks(new BlockSampler(model, sampler, request), sampler, request, progress, ct);

    private static IEnumerable<SampledBlock> Blocks(
        BlockSampler blocks,
        ITokenSampler sampler,
        SampleRequest request,
        IProgress<RunProgress> progress,
        CancellationToken ct
    )
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ahead = new Queue<Task<SampledBlock>>();
        bool leaveUnmet = request.Given?.LeaveUnmet == true;
        int most = 2 * (request.Parallelism ?? sampler.Parallelism);
        long next = blocks.First;
        try
        {
            for (long done = 0; next < blocks.End || ahead.Count > 0; )
            {
                for (; next < blocks.End && ahead.Count < most; next++)
                {
                    long block = next;
                    ahead.Enqueue(Task.Run(() => Block(blocks, block, leaveUnmet, abandoned.Token), abandoned.Token));
                }

                SampledBlock ready = ahead.Dequeue().GetAwaiter().GetResult();
                done += ready.Rows.RowCount;
                Report(progress, sampler, done, request.Rows);
                yield return ready;
            }
        }
        finally
        {
            // If the reader stops early, no block may keep running on a sampler that the reader is about to dispose.
            abandoned.Cancel();
            foreach (var task in ahead)
            {
                ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            }
        }
    }

    private static SampledBlock Block(BlockSampler blocks, long block, bool leaveUnmet, CancellationToken ct)
    {
        var (first, rows) = blocks.Range(block);
        var buffer = blocks.Buffer(rows);
        var unmet = new List<UnmetRow>();
        int resampled = blocks.Fill(block, buffer, 0, leaveUnmet ? unmet : null, ct);
        return new SampledBlock(first, buffer.ToTable(), resampled) { Unmet = unmet };
    }

    private static void Report(IProgress<RunProgress> progress, ITokenSampler sampler, long done, long rows) =>
        progress.Report(
            new RunProgress(RunStage.Sampling)
            {
                Rows = done,
                StageFraction = done / (double)rows,
                Provider = sampler.Provider,
            }
        );
}
