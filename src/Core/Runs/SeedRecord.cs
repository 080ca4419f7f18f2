namespace AethergenAI.Runs;

/// <summary>The real data of a run; <c>seed.json</c>. It holds hashes and counts, never rows.</summary>
/// <param name="Name">The seed's file name.</param>
/// <param name="Sha256">SHA-256 of the seed file's bytes: the dataset's version.</param>
/// <param name="Holdout">The holdout file; null where the holdout is split off the seed.</param>
/// <param name="HoldoutShare">The share that is split off; null where the holdout is a file.</param>
/// <param name="Splits">One for each repeat.</param>
public sealed record SeedRecord(
    string Name,
    string Sha256,
    int Rows,
    HoldoutRecord? Holdout,
    double? HoldoutShare,
    IReadOnlyList<SplitRecord> Splits
)
{
    /// <summary>
    /// The version of this document's format. In version 1 the holdout was split off by the places of rows, since then
    /// each row has a coin of its own.
    /// </summary>
    public int Version { get; init; } = 1;

    internal const int CoinVersion = 2;

    /// <summary>Whether a row more or less moved other rows to the other side of the split.</summary>
    internal bool IsSplitByPosition => Holdout is null && Version < CoinVersion;

    /// <summary>
    /// The further data sets of a recipe that has blocks, the second first; null where there is one data set.
    /// </summary>
    public IReadOnlyList<SeedRecord>? Blocks { get; init; }
}

/// <param name="Sha256">SHA-256 of the file's bytes.</param>
public sealed record HoldoutRecord(string Name, string Sha256, int Rows);

/// <param name="Seed">The random seed of the split.</param>
/// <param name="TrainHash">SHA-256 of the rows a generator may see, as CSV of the schema.</param>
/// <param name="HoldoutHash">SHA-256 of the rows that no generator sees, as CSV of the schema.</param>
public sealed record SplitRecord(ulong Seed, int TrainRows, string TrainHash, int HoldoutRows, string HoldoutHash);
