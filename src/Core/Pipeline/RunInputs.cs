using AethergenAI.Tables;

namespace AethergenAI.Pipeline;

/// <summary>
/// The real data of a run. Whoever starts the run knows where files lie; the pipeline only opens them.
/// </summary>
/// <param name="Schema">What the seed is typed by; proposed from the seed where the recipe names none.</param>
/// <param name="Holdout">Rows that no generator sees; null where they are split off the seed.</param>
public sealed record RunInputs(Schema Schema, InputFile Seed, InputFile? Holdout = null)
{
    /// <summary>Those of the recipe's further data sets, in its order; they have no blocks of their own.</summary>
    public IReadOnlyList<RunInputs> Blocks { get; init; } = [];

    /// <summary>Of all data sets, the recipe's own first.</summary>
    public IReadOnlyList<Schema> Schemas => [Schema, .. Blocks.Select(block => block.Schema)];
}

/// <summary>A file of real rows.</summary>
/// <param name="Name">Shown in seed.json; a file name, never a path.</param>
/// <param name="OpenAsync">Opens the file's bytes, which its SHA-256 names.</param>
/// <param name="ReadAsync">Reads the rows, typed by the schema.</param>
public sealed record InputFile(
    string Name,
    Func<CancellationToken, Task<Stream>> OpenAsync,
    Func<Schema, CancellationToken, Task<Table>> ReadAsync
)
{
    /// <summary>Of the file's bytes, where it is known already; null: it is computed.</summary>
    public string? Sha256 { get; init; }
}
