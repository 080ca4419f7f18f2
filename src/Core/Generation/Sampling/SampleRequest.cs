using AethergenAI.Tables;

namespace AethergenAI.Generation.Sampling;

/// <summary>Which rows of the endless table that a model and a seed stand for.</summary>
/// <param name="Seed">The same model, seed and row number give the same row, however the work is cut.</param>
/// <param name="FirstRow">The number of the first row, from 0: a job resumes at the row where it stopped.</param>
/// <param name="Given">What is known of the rows; null: nothing.</param>
public sealed record SampleRequest(long Rows, ulong Seed, long FirstRow = 0, GivenRows? Given = null)
{
    /// <summary>How many blocks run at a time; output does not depend on it.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}

/// <summary>
/// Partial rows to complete. Row number r completes row <c>r mod Cells.RowCount</c>,
/// so that asking for M times as many rows gives M completions. A missing cell is one to sample.
/// </summary>
/// <param name="Cells">Some of the schema's columns; cells come out as they are given.</param>
/// <param name="Condition">Opens the sampler for a pattern of given model columns;
/// the caller keeps and disposes it.</param>
public sealed record GivenRows(Table Cells, Func<IReadOnlyList<bool>, ITokenSampler> Condition);

/// <param name="Resampled">Rows that broke a constraint on their first draw and were drawn again.</param>
public sealed record SampleResult(Table Table, long Resampled);

/// <summary>Consecutive rows, in order.</summary>
/// <param name="FirstRow">The number of the block's first row.</param>
/// <param name="Resampled">Rows of the block that broke a constraint on their first draw and were drawn again.</param>
public sealed record SampledBlock(long FirstRow, Table Rows, int Resampled);
