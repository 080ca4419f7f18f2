using AethergenAI.Tables;

namespace AethergenAI.Generation.Sampling;

/// <summary>Selects rows of the endless table that a model and a random seed define.</summary>
/// <param name="Seed">The same model, random seed and row number give the same row,
/// however the work is divided.</param>
/// <param name="FirstRow">The number of the first row, from 0; a job resumes at the row where it stopped.</param>
/// <param name="Given">The given cells; null: none.</param>
public sealed record SampleRequest(long Rows, ulong Seed, long FirstRow = 0, GivenRows? Given = null)
{
    /// <summary>
    /// How many blocks run at the same time; null: as many as the sampler suggests. The output does not depend on it.
    /// </summary>
    public int? Parallelism { get; init; }
}

/// <summary>
/// Partial rows to complete. Row number r completes row <c>r mod Cells.RowCount</c>, so asking for M times as many rows
/// gives M completions. A missing cell is sampled.
/// </summary>
/// <param name="Cells">Some of the schema's columns; given cells are returned unchanged.</param>
/// <param name="Condition">Opens the sampler for a pattern of given model columns;
/// the caller owns and disposes it.</param>
public sealed record GivenRows(Table Cells, Func<IReadOnlyList<bool>, ITokenSampler> Condition)
{
    /// <summary>
    /// Whether <see cref="RowSampler.Blocks(Model, ITokenSampler, SampleRequest, IProgress{RunProgress},
    /// CancellationToken)"/> completes the other rows where one breaks a constraint in every draw, instead of refusing.
    /// </summary>
    public bool LeaveUnmet { get; init; }
}

/// <param name="Resampled">The number of rows that broke a constraint on their first draw and were drawn again.</param>
public sealed record SampleResult(Table Table, long Resampled);

/// <summary>Consecutive rows, in order.</summary>
/// <param name="FirstRow">The number of the block's first row.</param>
/// <param name="Resampled">The number of rows of the block that broke a constraint on their first
/// draw and were drawn again.</param>
public sealed record SampledBlock(long FirstRow, Table Rows, int Resampled)
{
    /// <summary>The rows that could not be completed, if the request leaves them.</summary>
    public IReadOnlyList<UnmetRow> Unmet { get; init; } = [];
}
