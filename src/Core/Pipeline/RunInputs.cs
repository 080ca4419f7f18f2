using AethergenAI.Tables;

namespace AethergenAI.Pipeline;

/// <summary>
/// The real data of a run. The program that starts the run knows where the files are; the pipeline only opens them.
/// </summary>
/// <param name="Schema">The seed's schema, inferred from the seed if the recipe names none.</param>
/// <param name="Holdout">Rows that no generator sees; null if they are split off the seed.</param>
public sealed record RunInputs(Schema Schema, InputFile Seed, InputFile? Holdout = null)
{
    /// <summary>The recipe's further data sets, in its order; they have no blocks of their own.</summary>
    public IReadOnlyList<RunInputs> Blocks { get; init; } = [];

    /// <summary>The schemas of all data sets, the recipe's own first.</summary>
    public IReadOnlyList<Schema> Schemas => [Schema, .. Blocks.Select(block => block.Schema)];
}

/// <summary>A file of real rows.</summary>
/// <param name="Name">Shown in seed.json; a file name, never a path.</param>
/// <param name="OpenAsync">Opens the file's bytes, whose SHA-256 identifies the file.</param>
/// <param name="ReadAsync">Reads the rows with the schema's kinds.</param>
public sealed record InputFile(
    string Name,
    Func<CancellationToken, Task<Stream>> OpenAsync,
    Func<Schema, CancellationToken, Task<Table>> ReadAsync
)
{
    /// <summary>SHA-256 of the file's bytes if it is already known; null: it is computed.</summary>
    public string? Sha256 { get; init; }
}
